import type { BallotForm, RoundSummary } from '$lib/api/types';
import { near } from '$lib/text/date';
import { m } from '$lib/text/paraglide/messages';

/** "Open, closes Friday 18:00" */
export function roundState({ state, closes_at, closed_at }: Pick<RoundSummary, 'state' | 'closes_at' | 'closed_at'>, now: number, zone: string): string {
	if (state === 'draft') return m.round_state_draft();
	if (state === 'open') return m.round_state_open({ when: near(closes_at, now, zone) });
	return m.round_state_closed({ when: near(closed_at ?? closes_at, now, zone) });
}

export const ballotKinds: { value: Exclude<BallotForm['kind'], 'ranking'>; label: () => string; hint: () => string }[] = [
	{ value: 'approval', label: m.round_kind_approval, hint: m.round_kind_approval_hint },
	{ value: 'knapsack', label: m.round_kind_knapsack, hint: m.round_kind_knapsack_hint },
	{ value: 'points', label: m.round_kind_points, hint: m.round_kind_points_hint }
];

export const rules = [
	{ value: 'equal-shares/v1' as const, label: m.round_rule_shares, hint: m.round_rule_shares_hint },
	{ value: 'greedy/v1' as const, label: m.round_rule_greedy, hint: m.round_rule_greedy_hint }
];
