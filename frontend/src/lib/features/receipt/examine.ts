import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';
import type { Round } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';
import type { Kept } from '$lib/vote/kept';
import { commitmentOf } from '$lib/vote/opening';

/** One thing that was looked at, in a sentence. */
export interface Finding {
	holds: boolean;
	words: string;
}

type Signed = Pick<Round, 'id' | 'rules_hash'>;

/** Checks a receipt with the key that the ledger gives now. Throws a Problem if that cannot be read. */
export async function examine(note: string, round: Signed, kept?: Kept): Promise<Finding[]> {
	const [{ key }, { checkReceipt }] = await Promise.all([unwrap(api.GET('/ledger')), import('$lib/vote/check-receipt')]);
	const checked = checkReceipt(note, key);
	if (!checked.holds) return [{ holds: false, words: checked.why === 'form' ? m.receipt_check_form() : m.receipt_check_unsigned() }];
	const { receipt } = checked;
	const findings = [held(m.receipt_check_signed({ origin: receipt.origin }))];
	if (kept?.key) findings.push(kept.key === key ? held(m.receipt_check_key_same()) : failed(m.receipt_check_key_other()));
	const here = receipt.round === round.id && receipt.rules === round.rules_hash;
	findings.push(here ? held(m.receipt_check_round()) : failed(m.receipt_check_round_other()));
	if (kept) {
		const mine = receipt.revision === kept.revision && receipt.commitment === commitmentOf(round.id, round.rules_hash, kept);
		findings.push(mine ? held(m.receipt_check_ballot()) : failed(m.receipt_check_ballot_other()));
	}
	return findings;
}

const held = (words: string): Finding => ({ holds: true, words });
const failed = (words: string): Finding => ({ holds: false, words });
