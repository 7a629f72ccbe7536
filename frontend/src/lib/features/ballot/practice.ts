import type { Ballot, Round } from '$lib/api/types';
import { choicesOf } from '$lib/vote/opening';
import type { Parcel } from './parcel';
import type { Port } from './port';

/** Somewhere to send practice ballots: nothing leaves this page, and the receipt cannot be mistaken for one. */
export function practicePort(round: Round): Port {
	let last: Ballot | undefined;
	return {
		checkRules: () => Promise.resolve(),
		read: () => Promise.resolve(last),
		ledgerKey: () => Promise.resolve(''),
		send: ({ choices, revision, nonce, commitment }: Parcel) => {
			const receipt = ['PRACTICE', `round ${round.id}`, `commitment ${commitment}`, `revision ${revision}`, 'PRACTICE', ''].join('\n');
			last = { choices: choicesOf(choices) ?? {}, revision, nonce, commitment, receipt, sent_at: new Date().toISOString(), until: round.closes_at };
			return Promise.resolve(last);
		}
	};
}
