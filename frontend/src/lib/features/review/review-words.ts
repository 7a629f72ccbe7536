import type { Measure, ProposalLine } from '$lib/api/types';
import { amount, minutes } from '$lib/text/amount';
import { m } from '$lib/text/paraglide/messages';
import type { Cell } from './review-row.svelte';

type State = ProposalLine['state'];

/** The state in a word. */
export const stateWord: Partial<Record<State, () => string>> = {
	published: m.review_state_published,
	in_review: m.review_state_in_review,
	accepted: m.review_state_accepted,
	declined: m.review_state_declined,
	in_round: m.review_state_in_round
};

/** What heads the cell. */
export const cellWord: Record<Cell, () => string> = {
	minutes: m.review_minutes,
	money: m.review_money,
	reason: m.review_reason,
	state: m.review_state,
	state_reason: m.review_why,
	needed: m.review_needed
};

/** The states to which whoever reads may bring a proposal, and the one in which it is. */
export function choicesOf({ can, state }: ProposalLine): State[] {
	const deeds = { published: 'proposal.reopen', in_review: 'proposal.review', accepted: 'proposal.accept', declined: 'proposal.decline' } as const;
	return (['published', 'in_review', 'accepted', 'declined'] as const).filter((to) => to === state || can.includes(deeds[to]));
}

/** What is said of a proposal, in one line. */
export function saidOf(p: ProposalLine, measure: Measure): string {
	const what = [
		p.cost > 0 ? minutes(p.cost) : m.review_no_minutes(),
		p.money > 0 ? amount(p.money, measure) : '',
		stateWord[p.state]?.() ?? '',
		p.cost_reason,
		p.state_reason,
		p.needed
	];
	return what.filter(Boolean).join(' · ');
}
