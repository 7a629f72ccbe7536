import { m } from '$lib/text/paraglide/messages';
import type { Check, CheckResult, Finding, Reason, Verdict } from '$lib/verify/finding';
import type { About } from '$lib/verify/verify';

/** What was looked at, for whoever opens a check. */
export const howOf: Record<Check, () => string> = {
	form: m.check_how_form,
	signatures: m.check_how_signatures,
	ledger: m.check_how_ledger,
	rules: m.check_how_rules,
	amendments: m.check_how_amendments,
	batches: m.check_how_batches,
	seal: m.check_how_seal,
	openings: m.check_how_openings,
	ballots: m.check_how_ballots,
	count: m.check_how_count,
	receipts: m.check_how_receipts,
	attestations: m.check_how_attestations
};

const holds: Record<Check, () => string> = {
	form: m.check_holds_form,
	signatures: m.check_holds_signatures,
	ledger: m.check_holds_ledger,
	rules: m.check_holds_rules,
	amendments: m.check_holds_amendments,
	batches: m.check_holds_batches,
	seal: m.check_holds_seal,
	openings: m.check_holds_openings,
	ballots: m.check_holds_ballots,
	count: m.check_holds_count,
	receipts: m.check_holds_receipts,
	attestations: m.check_holds_attestations
};

const fails: Record<Check, () => string> = {
	form: m.check_fails_form,
	signatures: m.check_fails_signatures,
	ledger: m.check_fails_ledger,
	rules: m.check_fails_rules,
	amendments: m.check_fails_amendments,
	batches: m.check_fails_batches,
	seal: m.check_fails_seal,
	openings: m.check_fails_openings,
	ballots: m.check_fails_ballots,
	count: m.check_fails_count,
	receipts: m.check_fails_receipts,
	attestations: m.check_fails_attestations
};

const reasons: Record<Reason, () => string> = {
	holds: m.check_reason_holds,
	form: m.check_reason_form,
	extra: m.check_reason_extra,
	missing: m.check_reason_missing,
	order: m.check_reason_order,
	'not-in-one-way': m.check_reason_not_in_one_way,
	impossible: m.check_reason_impossible,
	differs: m.check_reason_differs,
	signature: m.check_reason_signature,
	proof: m.check_reason_proof,
	hash: m.check_reason_hash,
	unsorted: m.check_reason_unsorted,
	twice: m.check_reason_twice,
	'no-entry': m.check_reason_no_entry,
	stray: m.check_reason_stray,
	'one-organiser': m.check_reason_one_organiser,
	'not-later': m.check_reason_not_later,
	'after-close': m.check_reason_after_close,
	'no-batch': m.check_reason_no_batch,
	superseded: m.check_reason_superseded,
	'not-allowed': m.check_reason_not_allowed,
	'no-auditor': m.check_reason_no_auditor,
	'too-many': m.check_reason_too_many,
	'secret-kept': m.check_reason_secret_kept,
	'not-published': m.check_reason_not_published,
	'no-openings': m.check_reason_no_openings,
	'none-given': m.check_reason_none_given,
	'not-comparable': m.check_reason_not_comparable,
	'not-counted-here': m.check_reason_not_counted_here,
	'not-looked-at': m.check_reason_not_looked_at
};

/** What a reason means in one check only. */
const others: Partial<Record<`${Check} ${Reason}`, () => string>> = {
	'receipts no-batch': m.check_reason_receipt_lost,
	'attestations holds': m.check_reason_attested,
	'attestations signature': m.check_reason_attestation_signature,
	'attestations none-given': m.check_reason_none_attested
};

export const verdictWord: Record<Verdict, () => string> = { holds: m.check_holds, fails: m.check_fails, unknown: m.check_unknown };

export const levelOf: Record<About['publication'], () => string> = {
	totals: m.check_level_totals,
	ballots: m.check_level_ballots,
	openings: m.check_level_openings,
	named: m.check_level_named
};

export function whyOf({ check, reason }: Finding): string {
	return (others[`${check} ${reason}`] ?? reasons[reason])();
}

/** One sentence for a check; where it cannot be known, why. */
export function sentenceOf({ check, verdict, findings }: CheckResult, about?: About): string {
	if (verdict === 'fails') return fails[check]();
	const unknown = findings.find((finding) => finding.verdict === 'unknown');
	if (verdict === 'unknown' && unknown) return unknown.what && check === 'receipts' ? m.check_unknown_receipts() : whyOf(unknown);
	return check === 'amendments' && about?.amendments === 0 ? m.check_holds_amendments_none() : holds[check]();
}

/** The findings that say more than the sentence does. */
export function worthTelling({ check, verdict, findings }: CheckResult): Finding[] {
	return check === 'receipts' || check === 'attestations' ? findings.filter(({ what }) => what !== '') : findings.filter((finding) => verdict === 'fails' && finding.verdict === 'fails');
}

/** What a check that holds does not show, as sentences. */
export const limits = [m.check_limit_server, m.check_limit_watching, m.check_limit_roll, m.check_limit_attestation];
