import type { Meeting, Poll, Remedy, Speaker, Turn } from '$lib/api/types';
import { minutes } from '$lib/text/amount';
import { timeOf } from '$lib/text/date';
import { locale } from '$lib/text/locale';
import { list, number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';
import type { Answer } from './deed';

/** "First time", or how often somebody has spoken: why they stand where they stand on the list. */
export function turnWords({ times }: Pick<Speaker, 'times'>): string {
	return times === 0 ? m.meeting_floor_first() : m.meeting_floor_times({ count: times, number: number(times) });
}

/** For whom somebody speaks, if for somebody. */
export function sideWords(side: string): string {
	return side ? m.meeting_floor_for({ side }) : m.meeting_floor_own();
}

const results: Record<Turn['result'], () => string> = {
	decided: m.meeting_result_decided,
	started: m.meeting_result_started,
	held: m.meeting_result_held,
	postponed: m.meeting_result_postponed,
	noted: m.meeting_result_noted,
	'': m.meeting_result_none
};

export function resultWords(result: Turn['result']): string {
	return results[result]();
}

export const resultKinds: Turn['result'][] = ['', 'decided', 'started', 'held', 'postponed', 'noted'];

const answers: Record<Poll['kind'], Record<Answer, () => string>> = {
	vote: { yes: m.meeting_poll_yes, no: m.meeting_poll_no, abstain: m.meeting_poll_abstain },
	consent: { yes: m.meeting_poll_agree, no: m.meeting_poll_object, abstain: m.meeting_poll_aside }
};

export const answerKinds: Answer[] = ['yes', 'abstain', 'no'];

/** "Yes", or "I agree" where consent is asked. */
export function answerWords(kind: Poll['kind'], answer: Answer): string {
	return answers[kind][answer]();
}

/** What came out of a poll, as a sentence. */
export function pollResult({ kind, answered, quorum, carried, no }: Poll): string {
	if (answered < quorum) return m.meeting_poll_few({ quorum: number(quorum) });
	if (carried) return kind === 'consent' ? m.meeting_poll_consent() : m.meeting_poll_carried();
	return kind === 'consent' && no > 0 ? m.meeting_poll_objected() : m.meeting_poll_lost();
}

type Plan = Pick<Meeting, 'slots' | 'time_zone'>;

/** "Shorten the rest", "Drop “F”", "End at 20:07": what a button does. */
export function remedyWords(remedy: Remedy, meeting: Plan): string {
	const { way, ends_at } = remedy;
	if (way === 'shorten') return m.meeting_remedy_shorten();
	if (way === 'end_later') return m.meeting_remedy_later({ at: timeOf(ends_at, meeting.time_zone) });
	return m.meeting_remedy_drop({ titles: droppedTitles(remedy, meeting) });
}

/** "We are 7 minutes over: shorten the rest, drop “F”, or end at 20:07?" */
export function remedyQuestion(over: number, remedies: Remedy[], meeting: Plan): string {
	const said = remedies.map((remedy) => {
		if (remedy.way === 'shorten') return m.meeting_remedy_say_shorten();
		if (remedy.way === 'end_later') return m.meeting_remedy_say_later({ at: timeOf(remedy.ends_at, meeting.time_zone) });
		return m.meeting_remedy_say_drop({ titles: droppedTitles(remedy, meeting) });
	});
	const ways = new Intl.ListFormat(locale(), { type: 'disjunction' }).format(said);
	return m.meeting_over_question({ minutes: minutes(over), ways });
}

export function droppedTitles({ dropped }: Remedy, { slots }: Plan): string {
	const titles = dropped.map((id) => slots.find((slot) => slot.id === id)?.title ?? '');
	return list(titles.map((title) => m.meeting_quoted({ title })));
}

/** "15 minutes, 5 fewer". */
export function changeWords(now: number, before: number): string {
	if (now === before) return minutes(now);
	const by = number(Math.abs(before - now));
	return now < before ? m.meeting_minutes_fewer({ minutes: minutes(now), by }) : m.meeting_minutes_more({ minutes: minutes(now), by });
}

const kinds: Partial<Record<Turn['kind'], () => string>> = { fixed: m.meeting_kind_fixed, break: m.meeting_kind_break };

/** The word for what is no proposal. */
export function kindWords(kind: Turn['kind']): string | undefined {
	return kinds[kind]?.();
}

/** Six digits as they can be read aloud: "123 456". */
export function codeWords(code: string): string {
	return code.replace(/^(\d{3})(\d{3})$/, '$1 $2');
}
