import type { DeskVoter, Round } from '$lib/api/types';
import { fold } from '$lib/text/fold';
import { m } from '$lib/text/paraglide/messages';

/** A name with the words by which it is found. */
export interface Entry {
	voter: DeskVoter;
	words: string;
}

/** The roll, made ready for searching: each word of a name begins after a space. */
export function indexed(voters: DeskVoter[]): Entry[] {
	return voters.map((voter) => ({ voter, words: ` ${words(voter.name).join(' ')}` }));
}

/** Those whose names have all the words that were typed; first where each begins a word of the name. */
export function found(entries: Entry[], typed: string): DeskVoter[] {
	const wanted = words(typed);
	const all = entries.filter((entry) => wanted.every((word) => entry.words.includes(word)));
	const begins = (entry: Entry): boolean => wanted.every((word) => entry.words.includes(` ${word}`));
	return [...all.filter(begins), ...all.filter((entry) => !begins(entry))].map(({ voter }) => voter);
}

/** The roll with one name changed. */
export function changed(voters: DeskVoter[], member: string, handed: boolean): DeskVoter[] {
	return voters.map((voter) => (voter.member === member ? { ...voter, handed } : voter));
}

/** What a sheet does to a ballot that was sent here, in a sentence or two. */
export function paperRule({ paper }: Pick<Round, 'paper'>): string {
	return paper === 'paper_counts' ? m.paper_rule_paper() : m.paper_rule_online();
}

function words(written: string): string[] {
	return fold(written)
		.replace(/['’ʼ]/gu, '')
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.filter(Boolean);
}
