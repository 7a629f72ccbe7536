import type { Paper, Publication, Round, Terms } from '$lib/api/types';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';
import { publicationMeans, publicationName, publications } from '$lib/text/publication';
import { fromField, toField } from '$lib/text/zoned';

/** Below it single ballots tell who cast them, and the server publishes none; below `some` they often do. */
const few = 20;
const some = 50;

/** The terms of a draft while an organiser changes them. */
export interface TermsPlan {
	publication: Publication;
	/** Members by their id. */
	auditors: string[];
	paper: Paper;
	opening: 'hand' | 'date';
	opens: string;
}

export function planOf({ publication, auditors, paper, opens_at }: Round, zone: string): TermsPlan {
	return { publication, auditors: auditors.map(({ id }) => id), paper, opening: opens_at ? 'date' : 'hand', opens: toField(opens_at, zone) };
}

/** Whether so many voters may have their ballots published so. */
export function fits(publication: Publication, voters: number): boolean {
	return voters >= few || publication === 'totals' || publication === 'named';
}

/** What suits the number of those who may vote, in a sentence or two. */
export function advice(voters: number): string {
	if (voters < few) return m.round_publication_few({ voters: number(voters) });
	return voters < some ? m.round_publication_some({ voters: number(voters) }) : m.round_publication_many({ voters: number(voters) });
}

/** Why these voters cannot have their ballots published so, or undefined. */
export function unfit(publication: Publication, voters: number): string | undefined {
	return fits(publication, voters) ? undefined : m.round_publication_not({ count: voters, number: number(voters) });
}

/** The levels as a group of radio buttons shows them. */
export function levels(voters: number): { value: Publication; label: string; hint: string; reason?: string }[] {
	return publications.map((value) => ({ value, label: publicationName(value), hint: publicationMeans(value), reason: fits(value, voters) ? undefined : m.round_publication_later() }));
}

/** What the server would refuse, in a sentence for each field. */
export function wrongTerms(plan: TermsPlan, { closes_at }: Pick<Round, 'closes_at'>, voters: number, zone: string, now: number): Record<string, string> {
	const wrong: Record<string, string> = {};
	const reason = unfit(plan.publication, voters);
	if (reason) wrong['publication'] = reason;
	if (plan.auditors.length === 1) wrong['auditors'] = m.round_auditors_one();
	if (plan.opening === 'hand') return wrong;
	const opens = fromField(plan.opens, zone);
	if (!opens) wrong['opens_at'] = m.round_opens_missing();
	else if (Date.parse(opens) <= now) wrong['opens_at'] = m.round_opens_past();
	else if (Date.parse(opens) >= Date.parse(closes_at)) wrong['opens_at'] = m.round_opens_after();
	return wrong;
}

/** The body that is sent. */
export function termsOf({ publication, auditors, paper, opening, opens }: TermsPlan, zone: string): Terms {
	return { publication, auditors, paper, opens_at: opening === 'date' ? fromField(opens, zone) : undefined };
}

const papers: Record<Paper, { label: () => string; hint: () => string }> = {
	none: { label: m.round_paper_none, hint: m.round_paper_none_hint },
	paper_counts: { label: m.round_paper_counts, hint: m.round_paper_counts_hint },
	online_counts: { label: m.round_paper_online, hint: m.round_paper_online_hint }
};

export function paperName(paper: Paper): string {
	return papers[paper].label();
}

/** The ways to vote on paper as a group of radio buttons shows them. */
export function paperWays(): { value: Paper; label: string; hint: string }[] {
	return (['none', 'paper_counts', 'online_counts'] as const).map((value) => ({ value, label: papers[value].label(), hint: papers[value].hint() }));
}
