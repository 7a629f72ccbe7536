import { Problem } from '$lib/api/problem';
import type { Ballot, Choices, Round } from '$lib/api/types';
import { isTakenBack } from '$lib/vote/kept';
import { canonical, choicesOf, takenBack } from '$lib/vote/opening';
import { deviceStore, type Store } from '$lib/vote/store';
import { BallotState } from './ballot.svelte';
import { HalfFilled } from './half-filled';
import { serverPort, type Port } from './port';
import { Post } from './post.svelte';

export type Standing = 'unsent' | 'sending' | 'waiting' | 'failed' | 'outdated' | 'changed' | 'sent';

/** How ballots are sent and kept; the server and this device, unless it is practice or a tablet that many people use. */
export interface Means {
	port?: Port;
	store?: Store;
	wait?: (attempt: number) => number;
	practice?: boolean;
	/** Other people use this device after me. */
	shared?: boolean;
}

/** My ballot: what is filled in, and where it stands. Made once from what was read; later news of the round never touches it. */
export class Casting {
	readonly ballot: BallotState;
	readonly post: Post;
	readonly practice: boolean;
	/** Why nothing may be sent in this round at all. */
	refusal = $state<string>();
	/** This device keeps what is filled in. */
	kept = $state(true);
	readonly #half: HalfFilled;
	readonly #port: Port;

	/** `stored` is what the server has; 'unknown' if it could not be asked. */
	constructor(round: Round, account: string, stored: Ballot | undefined | 'unknown', { port, store = deviceStore(), wait, practice = false }: Means = {}) {
		this.practice = practice;
		this.#half = new HalfFilled(round.id, account, store);
		this.#port = port ?? serverPort(round);
		const place = { round: round.id, account, rules: round.rules_hash };
		this.post = new Post(place, stored, { port: this.#port, store, wait, practice, onsent: () => this.#keep() });
		this.ballot = new BallotState(round, this.#half.read() ?? this.#asked ?? this.post.sent?.read ?? {});
	}

	/** Sends what waits, and looks at the rules while the server can be reached. Ends with the returned function. */
	start(): () => void {
		const rules = this.post.parcel ? Promise.resolve() : this.#port.checkRules();
		void rules.catch((thrown: unknown) => {
			const problem = Problem.from(thrown);
			if (problem.kind === 'rules') this.refusal = problem.detail;
		});
		return this.post.start();
	}

	/** Where the ballot stands, for the one line that says so. */
	get standing(): Standing {
		const { sending, conflict, problem, parcel, sent } = this.post;
		if (sending) return 'sending';
		if (conflict) return 'outdated';
		if (problem) return 'failed';
		if (parcel) return this.changedSince ? 'changed' : 'waiting';
		if (!this.counts) return 'unsent';
		return this.ballot.isSame(sent?.read) ? 'sent' : 'changed';
	}

	/** The server has a ballot of mine that counts. */
	get counts(): boolean {
		return this.post.sent !== undefined && !isTakenBack(this.post.sent);
	}

	/** What waits is to take the ballot back. */
	get takingBack(): boolean {
		return this.post.parcel !== undefined && isTakenBack(this.post.parcel);
	}

	/** What is filled in is no longer what waits. */
	get changedSince(): boolean {
		return this.#asked !== undefined && !this.ballot.isSame(this.#asked);
	}

	give(key: string, given: number): void {
		this.ballot.give(key, given);
		this.#touched();
	}

	/** Takes choices in place of those that are filled in. */
	fill(choices: Choices): void {
		this.ballot.replace(choices);
		this.#touched();
	}

	/** Takes up again what was sent, or waits to be. */
	putBack(): void {
		this.fill(this.#asked ?? this.post.sent?.read ?? {});
	}

	/** Sends what is filled in; says where it stands then. */
	async send(): Promise<Standing> {
		await this.post.send(canonical(this.ballot.choices));
		return this.standing;
	}

	/** Takes the ballot back; what was chosen stays on this device. */
	async takeBack(): Promise<Standing> {
		await this.post.send(takenBack);
		return this.standing;
	}

	/** Of two ballots, keeps the one that was sent elsewhere. */
	keepTheirs(): void {
		if (!this.post.conflict) return;
		this.post.take(this.post.conflict.theirs);
		this.post.conflict = undefined;
		this.fill(this.post.sent?.read ?? {});
	}

	/** Of two ballots, sends mine after the one that was sent elsewhere. */
	async keepMine(): Promise<Standing> {
		const conflict = this.post.conflict;
		if (!conflict) return this.standing;
		this.post.take(conflict.theirs);
		await this.post.send(isTakenBack(conflict.mine) ? takenBack : canonical(this.ballot.choices));
		return this.standing;
	}

	/** What waits to be sent. */
	get #asked(): Choices | undefined {
		return this.post.parcel && !this.takingBack ? choicesOf(this.post.parcel.choices) : undefined;
	}

	#touched(): void {
		this.post.problem = undefined;
		this.#keep();
	}

	/** Keeps what is filled in, as far as it differs from what was sent. */
	#keep(): void {
		const { sent } = this.post;
		const same = sent ? this.ballot.isSame(sent.read) : this.ballot.empty;
		if (same) this.#half.clear();
		else this.kept = this.#half.keep(this.ballot.choices);
	}
}
