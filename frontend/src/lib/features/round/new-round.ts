import type { BallotForm, NewRound, ProposalLine } from '$lib/api/types';
import { minutes } from '$lib/text/amount';
import { m } from '$lib/text/paraglide/messages';
import { fromField } from '$lib/text/zoned';

/** What an organiser writes for a new round. */
export interface RoundPlan {
	title: string;
	budget: number;
	/** The meeting that it is for: all of it, and what of it is not for items; 0 if it is not planned. */
	meeting: { minutes: number; fixed: number; slack: number };
	kind: Exclude<BallotForm['kind'], 'ranking'>;
	min: number;
	max: number;
	points: number;
	cap: number;
	rule: NewRound['rule'];
	closes: string;
	/** Proposals by their id. */
	chosen: string[];
}

/** The form of the ballot; 0 is no limit. */
export function formOf({ kind, min, max, points, cap }: RoundPlan): BallotForm {
	if (kind === 'approval') return { kind, min, max };
	return kind === 'points' ? { kind, points, cap } : { kind };
}

/** How many minutes the chosen proposals take together. */
export function minutesOf(chosen: string[], proposals: ProposalLine[]): number {
	return proposals.reduce((sum, { id, cost }) => sum + (chosen.includes(id) ? cost : 0), 0);
}

/** What a planned meeting leaves for items; undefined if it is not planned. */
export function leftOf({ minutes, fixed, slack }: RoundPlan['meeting']): number | undefined {
	return minutes > 0 ? minutes - fixed - slack : undefined;
}

/** What is missing, by field; empty if the round can be made. */
export function missing(plan: RoundPlan, zone: string, now: number): Record<string, string> {
	const wrong: Record<string, string> = {};
	if (!plan.title.trim()) wrong['title'] = m.round_title_missing();
	if (plan.chosen.length === 0) wrong['proposals'] = m.round_proposals_missing();
	if (plan.kind === 'approval' && plan.max > 0 && plan.min > plan.max) wrong['ballot.max'] = m.round_max_wrong();
	const left = leftOf(plan.meeting);
	if (left !== undefined && left < 1) wrong['meeting.minutes'] = m.round_meeting_full();
	else if (left !== undefined && plan.budget > left) wrong['budget'] = m.round_budget_left({ left: minutes(left) });
	const closes = fromField(plan.closes, zone);
	if (!closes) wrong['closes_at'] = m.round_closes_missing();
	else if (Date.parse(closes) <= now) wrong['closes_at'] = m.round_closes_past();
	return wrong;
}

/** The body that is sent; the options have the order of the list. */
export function bodyOf(plan: RoundPlan, proposals: ProposalLine[], zone: string): NewRound {
	return {
		title: plan.title,
		budget: plan.budget,
		...(plan.meeting.minutes > 0 ? { meeting: { ...plan.meeting } } : {}),
		ballot: formOf(plan),
		rule: plan.rule,
		closes_at: fromField(plan.closes, zone) ?? '',
		proposals: proposals.filter(({ id }) => plan.chosen.includes(id)).map(({ id }) => id)
	};
}
