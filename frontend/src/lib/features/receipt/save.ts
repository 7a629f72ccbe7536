import type { Round } from '$lib/api/types';
import { writeBallotFile } from '$lib/vote/ballot-file';
import type { Kept } from '$lib/vote/kept';
import { saveFile } from '$lib/vote/save-file';

type Named = Pick<Round, 'id' | 'rules_hash'>;

/** `receipt-0197a3c2-2.txt`: of which round, and which revision. */
const nameOf = ({ id }: Named, { revision }: Kept): string => `${id.replace(/[^0-9a-z]/gi, '').slice(0, 8)}-${revision}`;

export function saveReceipt(round: Named, kept: Kept): void {
	saveFile(`receipt-${nameOf(round, kept)}.txt`, kept.receipt);
}

/** The ballot with its receipt: the file shows how somebody voted. */
export function saveBallot(round: Named, kept: Kept): void {
	const { revision, nonce, choices, receipt } = kept;
	const text = writeBallotFile({ round: round.id, rules: round.rules_hash, revision, nonce, choices, receipt });
	saveFile(`ballot-${nameOf(round, kept)}.json`, text, 'application/json');
}
