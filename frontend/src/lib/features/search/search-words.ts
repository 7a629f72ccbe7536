import type { Piece, SearchHit } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';

export const kindWord: Record<SearchHit['kind'], () => string> = {
	proposal: m.search_kind_proposal,
	question: m.search_kind_question,
	comment: m.search_kind_comment,
	purpose: m.search_kind_purpose
};

const stateWords: Record<string, () => string> = {
	withdrawn: m.search_withdrawn,
	blended: m.search_blended,
	declined: m.search_declined
};

/** The state in a word, where it is one that readers should know of. */
export function stateWord({ state }: SearchHit): string {
	return stateWords[state]?.() ?? '';
}

const folders = { proposal: 'proposals', amendment: 'amendments', question: 'questions' };

/** The page on which something stands. */
export function placeOf({ kind, id, on, about }: SearchHit, process: string): string {
	const home = `/processes/${process}`;
	switch (kind) {
		case 'proposal':
			return `${home}/proposals/${id}`;
		case 'comment':
			return on ? `${home}/${folders[on]}/${about}#${id}` : home;
		case 'question':
			return `${home}/questions/${id}`;
		case 'purpose':
			return `${home}/purpose`;
	}
}

/** What a hit is called: its title, or what it is if it has none. */
export function titleOf(hit: SearchHit): Piece[] {
	return hit.title.length > 0 ? hit.title : [{ text: m.search_comment() }];
}
