import { minutes } from '$lib/text/amount';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

const second = 1000;
const minute = 60 * second;
const warn = 5 * minute;

export type Pace = 'calm' | 'soon' | 'over';

/** Something that has begun, and is to end. */
interface Span {
	starts_at: string | null;
	ends_at: string | null;
}

/** How much of its time something has left. */
export interface Left {
	pace: Pace;
	/** Milliseconds; below zero it is over. */
	rest: number;
	length: number;
	/** Percent of its time that have gone, at most 100. */
	gone: number;
}

/** Undefined for what has no times. */
export function leftOf({ starts_at, ends_at }: Span, now: number): Left | undefined {
	if (!starts_at || !ends_at) return undefined;
	const [start, end] = [Date.parse(starts_at), Date.parse(ends_at)];
	const [rest, length] = [end - now, Math.max(end - start, second)];
	return { pace: paceOf(rest, length), rest, length, gone: Math.min(100, Math.max(0, (100 * (now - start)) / length)) };
}

/** The last five minutes are the end, or the last third of what is short. */
function paceOf(rest: number, length: number): Pace {
	if (rest <= 0) return 'over';
	return rest <= Math.min(warn, length / 3) ? 'soon' : 'calm';
}

/** "12 minutes left", "3 minutes over": a minute that has begun still counts as left. */
export function leftWords({ rest }: Pick<Left, 'rest'>): string {
	if (rest > minute) return m.meeting_left({ minutes: minutes(Math.ceil(rest / minute)) });
	if (rest > 0) return m.meeting_left_less();
	if (rest > -minute) return m.meeting_left_none();
	return m.meeting_left_over({ minutes: minutes(Math.floor(-rest / minute)) });
}

const paces: Record<Pace, () => string> = { calm: m.meeting_pace_calm, soon: m.meeting_pace_soon, over: m.meeting_pace_over };

/** What the bar says by its looks, in words. */
export function paceWords({ pace }: Pick<Left, 'pace'>): string {
	return paces[pace]();
}

/** Whether a moment was passed that is worth a word to those who listen: five minutes, one minute, the end. */
export function passed(before: number, after: number, length: number): boolean {
	return [warn, minute, 0].some((mark) => mark < length && before > mark && after <= mark);
}

interface Course {
	now: string;
	ends_at: string;
	expected: string | null;
	slots: (Pick<Span, 'ends_at'> & { state: string })[];
}

/**
 * When a meeting will end, and by how many minutes that is late: as the server said, and what has gone since beyond the plan.
 * That is the time after the end of what goes on, and all of a pause before something else.
 */
export function lateness({ now: told, ends_at, expected, slots }: Course, now: number): { over: number; ends: number } {
	const due = Date.parse(ends_at);
	const current = slots.find(({ state }) => state === 'now');
	const waits = slots.some(({ state }) => state === 'next');
	const planned = current?.ends_at ? Date.parse(current.ends_at) : waits ? 0 : now;
	const ends = (expected ? Date.parse(expected) : due) + Math.max(0, now - Math.max(planned, Date.parse(told)));
	return { ends, over: Math.max(0, Math.floor((ends - due) / minute)) };
}

/** How long somebody has been speaking: "2:05". */
export function running(since: number, now: number): string {
	const seconds = Math.max(0, Math.floor((now - since) / second));
	const two = (value: number) => number(value, { minimumIntegerDigits: 2 });
	const [hours, rest] = [Math.floor(seconds / 3600), seconds % 3600];
	const clock = `${number(Math.floor(rest / 60))}:${two(rest % 60)}`;
	return hours > 0 ? `${number(hours)}:${two(Math.floor(rest / 60))}:${two(rest % 60)}` : clock;
}
