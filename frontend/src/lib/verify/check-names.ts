import { m } from '$lib/text/paraglide/messages';
import type { Check } from './finding';

/** What each check is called. */
export const nameOf: Record<Check, () => string> = {
	form: m.check_name_form,
	signatures: m.check_name_signatures,
	ledger: m.check_name_ledger,
	rules: m.check_name_rules,
	amendments: m.check_name_amendments,
	batches: m.check_name_batches,
	seal: m.check_name_seal,
	openings: m.check_name_openings,
	ballots: m.check_name_ballots,
	count: m.check_name_count,
	receipts: m.check_name_receipts,
	attestations: m.check_name_attestations
};
