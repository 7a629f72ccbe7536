import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';
import { Submission } from '$lib/api/submission.svelte';
import type { Ballot, Choices, Round } from '$lib/api/types';
import { BallotState } from './ballot.svelte';
import { DeviceMemory } from './device';

export type Standing = 'none' | 'unsent' | 'sending' | 'failed' | 'changed' | 'sent';

/**
 * My ballot between this device and the server: what is filled in, what was sent, when. Made once from what was read; later
 * news of the round never touches it.
 */
export class Casting {
	readonly ballot: BallotState;
	readonly submission = new Submission();
	readonly removal = new Submission();
	/** The choices that the server has. */
	sent = $state.raw<Choices>();
	/** When, if this device sent them. */
	sentAt = $state<string>();
	/** This device keeps what is filled in. */
	kept = $state(true);
	readonly #round: string;
	readonly #memory: DeviceMemory;

	constructor(round: Round, account: string, stored: Ballot | undefined) {
		this.#round = round.id;
		this.#memory = new DeviceMemory(round.id, account);
		const remembered = this.#memory.read();
		this.sent = stored?.choices;
		// What was sent from elsewhere meanwhile comes first, unless something here waits to be sent.
		const waiting = remembered.choices && !(remembered.sent && same(remembered.choices, remembered.sent));
		this.ballot = new BallotState(round, (waiting ? remembered.choices : (stored?.choices ?? remembered.choices)) ?? {});
		if (stored && same(stored.choices, remembered.sent)) this.sentAt = remembered.sentAt;
	}

	/** Where the ballot stands, for the one line that says so. */
	get standing(): Standing {
		if (this.submission.sending) return 'sending';
		if (this.submission.problem) return 'failed';
		if (this.sent) return this.ballot.isSame(this.sent) ? 'sent' : 'changed';
		return this.ballot.empty ? 'none' : 'unsent';
	}

	give(key: string, given: number): void {
		this.ballot.give(key, given);
		this.submission.problem = undefined;
		this.#keep();
	}

	/** Takes up again what was sent. */
	putBack(): void {
		this.ballot.replace(this.sent ?? {});
		this.submission.problem = undefined;
		this.#keep();
	}

	async send(): Promise<boolean> {
		const params = { path: { round: this.#round } };
		const choices = this.ballot.choices;
		const answer = await this.submission.run({ choices }, (body, headers) => unwrap(api.PUT('/rounds/{round}/ballot', { params, body, headers })));
		if (!answer) return false;
		this.sent = answer.choices;
		this.sentAt = answer.sent_at ?? undefined;
		this.#keep();
		return true;
	}

	/** Takes the ballot back; what was chosen stays on this device. */
	async takeBack(): Promise<boolean> {
		const params = { path: { round: this.#round } };
		const done = await this.removal.run(params, (_, headers) => unwrap(api.DELETE('/rounds/{round}/ballot', { params, headers })).then(() => true));
		if (!done) return false;
		this.sent = undefined;
		this.sentAt = undefined;
		this.#keep();
		return true;
	}

	#keep(): void {
		this.kept = this.#memory.keep({ choices: this.ballot.choices, sent: this.sent, sentAt: this.sentAt });
	}
}

function same(a: Choices, b: Choices | undefined): boolean {
	if (!b) return false;
	const keys = Object.keys(a);
	return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
