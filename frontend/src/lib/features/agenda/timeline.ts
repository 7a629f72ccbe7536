import { fixedPoint, movable, type DraftSlot } from './draft-slot';
import { lay, type Course, type Room } from './lay';

/** A slot with its time, or time that is free. Minutes from the start of the meeting. */
export type Entry = Timed | { slot?: undefined; start: number; minutes: number };

export interface Timed {
	slot: DraftSlot;
	start: number;
	minutes: number;
	/** Minutes that lie after the end of the meeting. */
	late: number;
}

export interface Timeline {
	entries: Entry[];
	/** Free before what is kept free. */
	free: number;
	/** Of what is kept free, the minutes that nothing uses. */
	slack: number;
	over: number;
	/** When the last slot is over. */
	end: number;
}

export type Condition = 'from' | 'until' | 'fresh' | 'after';

export function roomOf(minutes: number, slack: number, slots: DraftSlot[]): Room {
	const pins = slots.filter(fixedPoint).map(({ id, pinned, minutes }) => ({ key: id, start: pinned, minutes }));
	return { minutes, slack, pins };
}

/** The day as it follows from the order of the slots. */
export function timeline(room: Room, slots: DraftSlot[]): Timeline {
	const course = lay(room, slots.filter(movable).map(({ id, minutes, from }) => ({ key: id, minutes, from })));
	return { entries: entries(room, slots, course), ...tail(room, course), over: course.over, end: course.end };
}

function entries(room: Room, slots: DraftSlot[], course: Course): Entry[] {
	const starts = new Map([...room.pins, ...course.slots].map(({ key, start }) => [key, start]));
	const timed = slots
		.filter(({ left_out }) => !left_out)
		.map((slot) => ({ slot, start: starts.get(slot.id) ?? 0, minutes: slot.minutes }))
		.sort((a, b) => a.start - b.start);
	const all: Entry[] = [];
	let at = 0;
	for (const entry of timed) {
		if (entry.start > at) all.push({ start: at, minutes: entry.start - at });
		all.push({ ...entry, late: Math.min(entry.minutes, Math.max(0, entry.start + entry.minutes - room.minutes)) });
		at = Math.max(at, entry.start + entry.minutes);
	}
	return all;
}

function tail({ minutes, slack }: Room, { end }: Course): { free: number; slack: number } {
	return { free: Math.max(0, minutes - slack - end), slack: Math.max(0, Math.min(slack, minutes - end)) };
}

/** What was asked for the place of a slot and is not so. */
export function unmet({ slot, start, minutes }: Timed, room: Room, all: Entry[]): Condition[] {
	const later = all.flatMap((entry) => (entry.slot && entry.start > start ? [entry.slot.id] : []));
	const asked: [Condition, boolean][] = [
		['from', start < slot.from],
		['until', slot.until > 0 && start + minutes > slot.until],
		['fresh', slot.fresh && start > 0 && !room.pins.some((pin) => pin.start + pin.minutes === start)],
		['after', slot.after.some((id) => later.includes(id))]
	];
	return asked.flatMap(([condition, broken]) => (broken ? [condition] : []));
}
