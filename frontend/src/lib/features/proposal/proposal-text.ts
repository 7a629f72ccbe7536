import type { NewProposal, Proposal } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';

/** What an author writes, as the form holds it: the fields of both kinds. */
export type ProposalText = Required<NewProposal>;

export const noText: ProposalText = {
	kind: 'agenda_item',
	title: '',
	text: '',
	minutes: 15,
	symbol: '',
	stands_for: '',
	wish: '',
	small_action: ''
};

/** What stands in a proposal, for its form. */
export function textOf(proposal: Proposal): ProposalText {
	const { kind, title, text, minutes, symbol, stands_for, wish, small_action } = proposal;
	return { kind, title, text, minutes, symbol, stands_for, wish, small_action };
}

/** What is sent: only the fields of its kind. */
export function bodyOf({ kind, title, text, minutes, ...symbol }: ProposalText): NewProposal {
	const shared = { kind, title: title.trim(), text: text.trim() };
	if (kind === 'agenda_item') return { ...shared, minutes };
	return {
		...shared,
		symbol: symbol.symbol.trim(),
		stands_for: symbol.stands_for.trim(),
		wish: symbol.wish,
		small_action: symbol.small_action.trim()
	};
}

/** What is still missing, a sentence a field, in the order of the form. */
export function missingIn(written: ProposalText): Record<string, string> {
	const missing: Record<string, string> = {};
	if (!written.title.trim()) missing.title = m.proposal_title_missing();
	if (written.kind === 'agenda_item') {
		if (written.minutes < 1) missing.minutes = m.proposal_minutes_missing();
		return missing;
	}
	if (!written.symbol.trim()) missing.symbol = m.proposal_symbol_missing();
	if (!written.stands_for.trim()) missing.stands_for = m.proposal_stands_for_missing();
	if (!written.wish) missing.wish = m.proposal_wish_missing();
	return missing;
}

/** Nothing was written yet that would be worth keeping. */
export function isUntouched({ title, text, symbol, stands_for, small_action }: ProposalText): boolean {
	return [title, text, symbol, stands_for, small_action].every((written) => written.trim() === '');
}

/** The same words: what an author wrote did not change. */
export function isSame(one: ProposalText, other: ProposalText): boolean {
	return JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other));
}
