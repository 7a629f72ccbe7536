import type { Proposal, ProposalLine, ProposalState } from '$lib/api/types';
import { minutes } from '$lib/text/amount';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

/** The state in a word, or nothing where it is the plain one. */
export const stateWord: Record<ProposalState, () => string> = {
	private: m.proposal_state_private,
	published: () => '',
	in_review: m.proposal_state_in_review,
	accepted: m.proposal_state_accepted,
	declined: m.proposal_state_declined,
	in_round: m.proposal_state_in_round,
	on_agenda: m.proposal_state_on_agenda,
	done: m.proposal_state_done,
	blended: m.proposal_state_blended,
	withdrawn: m.proposal_state_withdrawn
};

/** What the state means, in a sentence. */
export const stateExplained: Record<ProposalState, () => string> = {
	private: m.proposal_explained_private,
	published: m.proposal_explained_published,
	in_review: m.proposal_explained_in_review,
	accepted: m.proposal_explained_accepted,
	declined: m.proposal_explained_declined,
	in_round: m.proposal_explained_in_round,
	on_agenda: m.proposal_explained_on_agenda,
	done: m.proposal_explained_done,
	blended: m.proposal_explained_blended,
	withdrawn: m.proposal_explained_withdrawn
};

/** "10 minutes" when it is set, "about 30 minutes wished" until then, or nothing. */
export function minutesWords({ cost, minutes: wished }: Pick<Proposal, 'cost' | 'minutes'>): string {
	if (cost > 0) return minutes(cost);
	return wished > 0 ? m.proposal_wished({ minutes: minutes(wished) }) : '';
}

/** The line below the title. */
export function lineOf({ excerpt, stands_for, symbol }: ProposalLine): string {
	return excerpt || stands_for || symbol;
}

/** Whose it is: "Ben", or "Ben and 2 others". */
export function byWords({ author, co_authors }: ProposalLine): string {
	const count = co_authors.filter(({ state }) => state === 'agreed').length;
	return count === 0 ? author.display_name : m.proposal_by_several({ name: author.display_name, count, number: number(count) });
}
