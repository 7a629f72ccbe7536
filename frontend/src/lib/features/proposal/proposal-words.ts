import type { Proposal, ProposalState } from '$lib/api/types';
import { minutes } from '$lib/text/amount';
import { m } from '$lib/text/paraglide/messages';

/** The state in a word, or nothing where it is the plain one. */
export const stateWord: Record<ProposalState, () => string> = {
	published: () => '',
	frozen: m.proposal_state_frozen,
	withdrawn: m.proposal_state_withdrawn
};

/** What the state means, in a sentence. */
export const stateExplained: Record<ProposalState, () => string> = {
	published: m.proposal_explained_published,
	frozen: m.proposal_explained_frozen,
	withdrawn: m.proposal_explained_withdrawn
};

/** "10 minutes" when it is set, "about 30 minutes wished" until then, or nothing. */
export function minutesWords({ cost, minutes: wished }: Pick<Proposal, 'cost' | 'minutes'>): string {
	if (cost > 0) return minutes(cost);
	return wished > 0 ? m.proposal_wished({ minutes: minutes(wished) }) : '';
}

/** The line below the title. */
export function lineOf({ excerpt, stands_for, symbol }: Proposal): string {
	return excerpt || stands_for || symbol;
}
