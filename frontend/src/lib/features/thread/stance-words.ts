import type { Comment, ThreadStance, Thread } from '$lib/api/types';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

export const stances: readonly ThreadStance[] = ['for', 'against', 'neutral', 'question'];

export const stanceWord: Record<ThreadStance, () => string> = {
	for: m.stance_for,
	against: m.stance_against,
	neutral: m.stance_neutral,
	question: m.stance_question
};

const filterWord: Record<ThreadStance, (inputs: { number: string }) => string> = {
	for: m.thread_filter_for,
	against: m.thread_filter_against,
	neutral: m.thread_filter_neutral,
	question: m.thread_filter_question
};

/** The words by which one chooses what is shown, with how many there are. */
export function filterWords(kind: string, thread: Thread): { stance: ThreadStance | undefined; label: string }[] {
	const all = stances.reduce((sum, stance) => sum + thread[stance], 0);
	const offered = new Set(stanceOptions(kind).map(({ value }) => value));
	const words = stances.filter((stance) => offered.has(stance) || thread[stance] > 0).map((stance) => ({ stance, label: filterWord[stance]({ number: number(thread[stance]) }) }));
	return [{ stance: undefined, label: m.thread_all({ number: number(all) }) }, ...words];
}

/** What one can say about a subject: nobody is for or against a question. */
export function stanceOptions(kind: string): { value: string; label: string }[] {
	if (kind === 'question') {
		return [
			{ value: 'neutral', label: m.thread_say_neutral_question() },
			{ value: 'question', label: m.thread_say_question_question() }
		];
	}
	return [
		{ value: 'for', label: m.thread_say_for() },
		{ value: 'against', label: m.thread_say_against() },
		{ value: 'neutral', label: m.thread_say_neutral() },
		{ value: 'question', label: m.thread_say_question() }
	];
}

/** Who said it, for those who hear the names of buttons. */
export function saidBy({ author }: Comment): string {
	return author.me ? m.thread_by_you() : author.display_name;
}
