import type { Outcome, Publication, Round } from '$lib/api/types';
import { list } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

const published: Record<Publication, () => string> = {
	totals: m.outcome_published_totals,
	ballots: m.outcome_published_ballots,
	openings: m.outcome_published_openings,
	named: m.outcome_published_named
};

/** What of the ballots is published and what that means, and who the auditors are. */
export function publishedWords({ publication, auditors, rules_hash }: Pick<Round, 'publication' | 'auditors' | 'rules_hash'>): string {
	if (!rules_hash) return m.outcome_published_imported();
	const who = auditors.length > 0 ? m.outcome_auditors({ names: list(auditors.map(({ name }) => name)) }) : m.outcome_no_auditors();
	return `${published[publication]()} ${who}`;
}

/** What of it can be proved, and by whom: as much as we may claim, and no more. */
export function claimWords({ publication, auditors }: Pick<Round, 'publication' | 'auditors'>): string {
	if (publication === 'openings' || publication === 'named') return m.outcome_claim();
	const totals = publication === 'totals';
	const all = totals ? m.outcome_claim_totals() : m.outcome_claim_ballots();
	if (auditors.length > 0) return `${all} ${m.outcome_claim_by_auditors()}`;
	return `${all} ${totals ? m.outcome_claim_totals_by_nobody() : m.outcome_claim_by_nobody()}`;
}

/** How one counts the ballots again, for a terminal. */
export function tallyLine({ rule, order, seed }: Pick<Outcome, 'rule' | 'order' | 'seed'>): string {
	const drawn = seed ? ` --seed ${seed}` : '';
	return `folkmoot tally ballots.pb --rule ${rule.name.split('/')[0]} --completion ${rule.completion} --ties ${order.join(',')}${drawn}`;
}
