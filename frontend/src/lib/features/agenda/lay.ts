/** The times of a meeting: the same rules as package timing of the server, for what is not saved yet. Whole minutes from its start. */
export interface Room {
	/** From its start to its end. */
	minutes: number;
	/** Kept free before the end. */
	slack: number;
	pins: Pin[];
}

/** A break or another fixed point, which nothing moves. */
export interface Pin {
	key: string;
	start: number;
	minutes: number;
}

/** Time between two fixed points. */
export interface Stretch {
	start: number;
	end: number;
}

export interface Part {
	key: string;
	minutes: number;
	/** It begins no earlier. */
	from?: number;
}

export interface Laid extends Part {
	start: number;
}

/** What follows from an order. */
export interface Course {
	/** In the order given. */
	slots: Laid[];
	/** When the last of them is over, or the last pin if that is later. */
	end: number;
	/** Minutes after the end of the room; the slack is not over. */
	over: number;
	/** Minutes between them that are too short for what comes next. */
	spare: number;
}

export const mostMinutes = 3 * 24 * 60;
const endless = 400 * mostMinutes;

/** The time that is free for items, in its order. */
export function stretches({ minutes, slack, pins }: Room): Stretch[] {
	const end = minutes - slack;
	const free: Stretch[] = [];
	let from = 0;
	for (const pin of pins.toSorted((a, b) => a.start - b.start)) {
		const until = Math.min(pin.start, end);
		if (until > from) free.push({ start: from, end: until });
		from = Math.max(from, pin.start + pin.minutes);
	}
	if (end > from) free.push({ start: from, end });
	return free;
}

/** How many minutes are free for items. */
export function freeMinutes(room: Room): number {
	return stretches(room).reduce((sum, { start, end }) => sum + end - start, 0);
}

/**
 * Gives times to parts in their order. Each begins as soon as the one before it is over and it may, or after the next fixed point
 * if it is not over before that. What does not fit comes after the end: nothing is left out.
 */
export function lay(room: Room, parts: Part[]): Course {
	const open = withoutEnd(room);
	const course: Course = { slots: [], end: Math.max(0, ...room.pins.map(({ start, minutes }) => start + minutes)), over: 0, spare: 0 };
	let at = 0;
	for (const part of parts) {
		const start = begin(open, part.minutes, Math.max(at, part.from ?? 0));
		course.spare += between(open, at, start);
		course.slots.push({ ...part, start });
		at = start + part.minutes;
		course.end = Math.max(course.end, at);
	}
	course.over = Math.max(0, course.end - room.minutes);
	return course;
}

/** Pins that cannot stand as they do: outside the meeting, or at the time of another. */
export function misplaced({ minutes, pins }: Room): Map<string, 'outside' | 'overlap'> {
	const wrong = new Map<string, 'outside' | 'overlap'>();
	pins.forEach((pin, place) => {
		const end = pin.start + pin.minutes;
		if (pin.start < 0 || end > minutes) wrong.set(pin.key, 'outside');
		else if (pins.slice(0, place).some((other) => pin.start < other.start + other.minutes && other.start < end)) wrong.set(pin.key, 'overlap');
	});
	return wrong;
}

/** The last stretch has no end, as nobody sends people home in the middle of a sentence. */
function withoutEnd(room: Room): Stretch[] {
	const open = stretches({ ...room, slack: 0 });
	const last = open.at(-1);
	if (last?.end === room.minutes) return open.with(-1, { ...last, end: last.end + endless });
	const after = Math.max(room.minutes, ...room.pins.map(({ start, minutes }) => start + minutes));
	return [...open, { start: after, end: after + endless }];
}

function begin(open: Stretch[], minutes: number, at: number): number {
	for (const { start, end } of open) {
		const from = Math.max(start, at);
		if (from + minutes <= end) return from;
	}
	return at;
}

/** How many free minutes lie between two instants. */
function between(open: Stretch[], from: number, until: number): number {
	return open.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, until) - Math.max(start, from)), 0);
}
