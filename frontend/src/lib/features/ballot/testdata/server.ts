import { vi } from 'vitest';
import { Problem } from '$lib/api/problem';
import type { Ballot, Choices, Round } from '$lib/api/types';
import { choicesOf } from '$lib/vote/opening';
import { Casting } from '../casting.svelte';
import type { Parcel } from '../parcel';
import type { Port } from '../port';

const rules = 'e'.repeat(64);
const options = ['1', '2', '3'].map((key) => ({ key, number: Number(key), title: key, cost: 10, holdable: false }));
const round = { id: 'r1', rules_hash: rules, budget: 90, unit: 'min', scale: 1, ballot: { kind: 'approval' }, options, state: 'open' } as unknown as Round;

export const busy = new Problem(503, '', '', {}, 'unavailable', 30_000);
export const closed = new Problem(409, '', '', {}, 'closed');
const conflict = new Problem(409, '', '', {}, 'conflict');

/** A server with one voter, as docs/bundle.md and models/ballot.go have it. Its answers can be lost, or be other ones. */
export class Server implements Port {
	there: Parcel | undefined;
	sent: Parcel[] = [];
	answers: (Problem | 'lost')[] = [];
	checkRules = vi.fn(() => Promise.resolve());
	ledgerKey = (): Promise<string> => Promise.resolve('key');
	read = (): Promise<Ballot | undefined> => Promise.resolve(this.there && view(this.there));

	send = (parcel: Parcel): Promise<Ballot> => {
		this.sent.push({ ...parcel });
		const answer = this.answers.shift();
		if (answer instanceof Problem) return Promise.reject(answer);
		if (this.there?.commitment !== parcel.commitment) {
			if (parcel.revision !== (this.there?.revision ?? 0) + 1) {
				return Promise.reject(this.there ? conflict : new Problem(422, '', '', { revision: 'the first is 1' }));
			}
			this.there = { ...parcel };
		}
		return answer === 'lost' ? Promise.reject(Problem.unreachable()) : Promise.resolve(view(parcel));
	};

	/** The page opens on a device. */
	open(account = 'ada', stored: Ballot | undefined | 'unknown' = this.there && view(this.there)): Casting {
		return new Casting(round, account, stored, { port: this, wait: () => 1000 });
	}

	/** Another device of the same voter, with a memory of its own, sends a ballot. */
	async elsewhere(choices: Choices): Promise<void> {
		const here = { ...localStorage };
		localStorage.clear();
		const there = this.open();
		there.fill(choices);
		await there.send();
		localStorage.clear();
		for (const [name, text] of Object.entries(here)) localStorage.setItem(name, String(text));
	}
}

function view({ choices, revision, nonce, commitment }: Parcel): Ballot {
	const lines = ['folkmoot/receipt/v1', 'test', 'round r1', `rules ${rules}`, `commitment ${commitment}`, `revision ${revision}`, 'hour 2030-10-04T18Z', '', '— test x', ''];
	return { choices: choicesOf(choices) as Choices, revision, nonce, commitment, receipt: lines.join('\n'), sent_at: '2030-10-04T18:01:00Z', until: '' };
}

/** The device says of itself that it is offline, or not. */
export const offline = (is: boolean): void => void vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(!is);
