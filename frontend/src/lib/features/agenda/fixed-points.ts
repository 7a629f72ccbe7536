import type { FixedPoint } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';
import { misplaced, type Room } from './lay';

/** A fixed point that is being written; the key tells it from the others. */
export interface WrittenPoint extends FixedPoint {
	key: string;
}

export function roomWith(minutes: number, slack: number, fixed: WrittenPoint[]): Room {
	return { minutes, slack, pins: fixed };
}

/** A break in the middle, on a whole five minutes. */
export function breakIn(room: Room): Pick<FixedPoint, 'kind' | 'title' | 'start' | 'minutes'> {
	return { kind: 'break', title: m.agenda_title_break(), start: placeFor(room, Math.floor(room.minutes / 10) * 5, 10), minutes: 10 };
}

export function welcomeIn(room: Room): Pick<FixedPoint, 'kind' | 'title' | 'start' | 'minutes'> {
	return { kind: 'fixed', title: m.agenda_title_welcome(), start: placeFor(room, 0, 10), minutes: 10 };
}

/** The first time from here on at which nothing else is fixed. */
function placeFor({ pins }: Room, start: number, minutes: number): number {
	const inTheWay = pins.find((pin) => pin.start < start + minutes && start < pin.start + pin.minutes);
	return inTheWay ? placeFor({ minutes: 0, slack: 0, pins }, inTheWay.start + inTheWay.minutes, minutes) : start;
}

/** What is wrong with fixed points, by the names of their fields. */
export function wrongPoints(room: Room, fixed: WrittenPoint[]): Record<string, string> {
	const wrong: Record<string, string> = {};
	const places = misplaced(room);
	fixed.forEach(({ key, title }, place) => {
		if (!title.trim()) wrong[`fixed.${place}.title`] = m.agenda_fixed_title_missing();
		const why = places.get(key);
		if (why) wrong[`fixed.${place}.start`] = why === 'outside' ? m.agenda_fixed_outside() : m.agenda_fixed_overlap();
	});
	return wrong;
}
