import type { Question, QuestionStep, Register } from '$lib/api/types';
import { dayOf } from '$lib/text/date';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

export const stateWord: Record<Question['state'], () => string> = {
	open: m.question_state_open,
	answered: m.question_state_answered,
	confidential: m.question_state_confidential,
	declined: m.question_state_declined,
	hidden: m.question_state_hidden,
	withdrawn: m.question_state_withdrawn
};

/** What is shown of the register: a state, what waits for the reader, or everything. */
export type Show = 'open' | 'answered' | 'confidential' | 'declined' | 'owed' | '';

const shows: readonly string[] = ['open', 'answered', 'confidential', 'declined', 'owed'] satisfies Show[];

/** Reads it from an address; what it does not know is as if it were not there. */
export function showOf({ searchParams }: URL): Show {
	const show = searchParams.get('show') ?? '';
	return shows.includes(show) ? (show as Show) : '';
}

/** What the API is asked for. */
export function queryOf(show: Show): { state?: 'open' | 'answered' | 'confidential' | 'declined'; owed?: boolean } {
	if (show === 'owed') return { owed: true, state: 'open' };
	return show ? { state: show } : {};
}

/** The words by which one chooses, with how many there are. */
export function filterWords(register: Register): { show: Show; label: string }[] {
	return [
		{ show: '', label: m.question_all() },
		{ show: 'owed', label: m.question_filter_owed() },
		{ show: 'open', label: m.question_filter_open({ number: number(register.open) }) },
		{ show: 'answered', label: m.question_filter_answered({ number: number(register.answered) }) },
		{ show: 'confidential', label: m.question_filter_confidential({ number: number(register.confidential) }) },
		{ show: 'declined', label: m.question_filter_declined({ number: number(register.declined) }) }
	];
}

/** Who asked, in a sentence. */
export function asker({ asker: { display_name, me }, nameless }: Question): string {
	if (nameless) return m.question_nameless();
	return me ? m.question_you() : display_name;
}

/** Who owes the answer, in a sentence. */
export function owner({ owner: { id, display_name } }: Question): string {
	return id ? display_name : m.question_organisers();
}

/** One thing that became of a question. */
export function stepWords(step: QuestionStep, zone: string): string {
	const name = step.by || m.question_somebody();
	const to = step.to || m.question_organisers();
	const words: Record<QuestionStep['kind'], () => string> = {
		asked: () => m.question_step_asked({ name, to }),
		passed: () => m.question_step_passed({ name, to }),
		answered: () => m.question_step_answered({ name }),
		amended: () => m.question_step_amended({ name }),
		confidential: () => m.question_step_confidential({ name, date: dayOf(step.until ?? step.at, zone) }),
		declined: () => m.question_step_declined({ name }),
		returned: m.question_step_returned,
		hidden: m.question_step_hidden,
		shown: m.question_step_shown,
		withdrawn: m.question_state_withdrawn
	};
	return words[step.kind]();
}

/** The answer that stood there before a step, if the step wrote it anew. */
export function answerBefore(steps: QuestionStep[], place: number): string | undefined {
	if (steps[place]?.kind !== 'amended') return undefined;
	return steps.slice(0, place).findLast(({ kind }) => kind === 'answered' || kind === 'amended')?.text;
}
