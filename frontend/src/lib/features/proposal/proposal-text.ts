import type { NewProposal, Place, Proposal } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';
import { parsePoint, pointText } from '$lib/text/point';

/** What an author writes, as the form holds it: the fields of both kinds, the tags as one line, the place as its name and its point. */
export type ProposalText = Required<Omit<NewProposal, 'tags' | 'draft' | 'place'>> & { tags: string; place: string; point: string };

export const noText: ProposalText = {
	kind: 'agenda_item',
	title: '',
	text: '',
	minutes: 15,
	least: 0,
	decide: '',
	who: '',
	tags: '',
	symbol: '',
	stands_for: '',
	wish: '',
	small_action: '',
	doer: '',
	sign: '',
	place: '',
	point: ''
};

/** What stands in a proposal, for its form. */
export function textOf(proposal: Proposal): ProposalText {
	const { kind, title, text, minutes, least, decide, who, symbol, stands_for, wish, small_action, doer, sign } = proposal;
	return { kind, title, text, minutes, least, decide, who, tags: proposal.tags.join(', '), symbol, stands_for, wish, small_action, doer, sign, ...formOf(proposal.place) };
}

/** A place as the form holds it. */
function formOf(place: Place | undefined): { place: string; point: string } {
	const { name = '', latitude, longitude } = place ?? {};
	return { place: name, point: latitude === undefined || longitude === undefined ? '' : pointText({ latitude, longitude }) };
}

/** What is sent of a place; a point that cannot be read is not. */
function placeIn(name: string, point: string): Place | undefined {
	const written = name.trim();
	const read = parsePoint(point);
	return written || read ? { name: written, ...read } : undefined;
}

/** What is sent: only the fields of its kind. */
export function bodyOf({ kind, title, text, minutes, least, decide, who, tags, wish, place, point, ...symbol }: ProposalText): NewProposal {
	const shared = { kind, title: title.trim(), text: text.trim(), tags: split(tags), place: placeIn(place, point) };
	if (kind === 'agenda_item') return { ...shared, minutes, least, decide: decide.trim(), who: who.trim() };
	const trimmed = Object.fromEntries(Object.entries(symbol).map(([field, words]) => [field, words.trim()]));
	return { ...shared, wish, ...trimmed };
}

function split(tags: string): string[] {
	return tags
		.split(/[,،、;]/)
		.map((tag) => tag.trim())
		.filter((tag) => tag !== '');
}

/** What is still missing, a sentence a field, in the order of the form. */
export function missingIn(written: ProposalText): Record<string, string> {
	const missing: Record<string, string> = {};
	if (!written.title.trim()) missing.title = m.proposal_title_missing();
	if (split(written.tags).length > 8) missing.tags = m.proposal_tags_many();
	Object.assign(missing, missingPlace(written));
	if (written.kind === 'agenda_item') {
		if (written.minutes < 1) missing.minutes = m.proposal_minutes_missing();
		if (written.least > written.minutes) missing.least = m.proposal_least_more();
		return missing;
	}
	if (!written.symbol.trim()) missing.symbol = m.proposal_symbol_missing();
	if (!written.stands_for.trim()) missing.stands_for = m.proposal_stands_for_missing();
	if (!written.wish) missing.wish = m.proposal_wish_missing();
	return missing;
}

function missingPlace({ place, point }: ProposalText): Record<string, string> {
	if (point.trim() && !parsePoint(point)) return { 'place.latitude': m.place_point_wrong() };
	return point.trim() && !place.trim() ? { 'place.name': m.place_name_missing() } : {};
}

/** Nothing was written yet that would be worth keeping. */
export function isUntouched({ kind: _, minutes: __, least: ___, wish: ____, ...words }: ProposalText): boolean {
	return Object.values(words).every((written) => written.trim() === '');
}

/** The same words: what an author wrote did not change. */
export function isSame(one: ProposalText, other: ProposalText): boolean {
	return JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other));
}

type Told = Pick<NewProposal, 'title' | 'text' | 'decide' | 'who' | 'symbol' | 'stands_for' | 'small_action' | 'doer' | 'sign' | 'place'>;

/** All that was said, as one text: so that two wordings can be compared. */
export function plainWords(words: Told): string {
	return [words.title, words.symbol, words.stands_for, words.text, words.decide, words.small_action, words.who, words.doer, words.sign, ...Object.values(formOf(words.place))]
		.filter((part) => part)
		.join('\n\n');
}
