import type { Attestation, Round } from '$lib/api/types';
import { list, number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';
import type { Check } from '$lib/verify/finding';
import type { Report } from '$lib/verify/verify';

/** "Signed by 1 of 2 auditors: Ada." */
export function attestedWords({ auditors }: Pick<Round, 'auditors'>, signed: readonly Pick<Attestation, 'name'>[]): string {
	const count = number(auditors.length);
	if (signed.length === 0) return m.outcome_attested_none({ count });
	return m.outcome_attested_by({ number: number(signed.length), count, names: list(signed.map(({ name }) => name)) });
}

/** What of the auditors' file does not hold, or was not checked; what somebody kept is no part of it. */
export function doubtsOf({ results }: Report): Check[] {
	return results.filter(({ check, verdict }) => verdict !== 'holds' && check !== 'receipts' && check !== 'attestations').map(({ check }) => check);
}

export const allHolds = (report: Report): boolean => report.about?.audience === 'auditors' && doubtsOf(report).length === 0;
