import type { BallotForm, Round, RoundSummary } from '$lib/api/types';
import { near } from '$lib/text/date';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

/** "Open, closes Friday 18:00" */
export function roundState({ state, closes_at, closed_at }: Pick<RoundSummary, 'state' | 'closes_at' | 'closed_at'>, now: number, zone: string): string {
	if (state === 'draft') return m.round_state_draft();
	if (state === 'open') return m.round_state_open({ when: near(closes_at, now, zone) });
	if (state === 'counting') return m.round_state_counting();
	return m.round_state_closed({ when: near(closed_at ?? closes_at, now, zone) });
}

/** How many voted, as far as it may be known: while a round is open it is coarse and late, or not told at all. */
export function turnoutSaid({ state, turnout }: Pick<Round, 'state' | 'turnout'>): string {
	if (!turnout) return '';
	const { voted, roll } = turnout;
	const said = { count: voted ?? 0, voted: number(voted ?? 0), roll: number(roll) };
	if (voted === undefined) return m.round_turnout_hidden({ count: roll, roll: said.roll });
	if (state !== 'open') return m.round_voted(said);
	return voted === 0 ? m.round_turnout_not_yet(said) : m.round_turnout_at_least(said);
}

/** Why no more is told of it. */
export function turnoutWhy({ turnout }: Pick<Round, 'turnout'>): string {
	return turnout?.voted === undefined ? m.round_turnout_hidden_why() : m.round_turnout_coarse();
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
