import { describe, expect, test } from 'vitest';
import { freeMinutes, lay, misplaced, stretches, type Room } from './lay';

/** An evening: a welcome, a break in the middle, and five minutes kept free. As in timing/fit_test.go. */
const evening: Room = {
	minutes: 120,
	slack: 5,
	pins: [
		{ key: 'break', start: 60, minutes: 10 },
		{ key: 'welcome', start: 0, minutes: 10 }
	]
};

function parts(minutes: Record<string, number>) {
	return Object.entries(minutes).map(([key, minutes]) => ({ key, minutes }));
}

test('parts follow one another around fixed points', () => {
	const course = lay(evening, parts({ a: 30, b: 25, c: 20, d: 40 }));
	// b is not over before the break at 60, and d not before the end at 120.
	expect(course.slots.map(({ start }) => start)).toEqual([10, 70, 95, 115]);
	expect(course).toMatchObject({ end: 155, over: 35, spare: 20 });
});

test('an empty meeting ends with its last fixed point', () => {
	expect(lay(evening, [])).toEqual({ slots: [], end: 70, over: 0, spare: 0 });
});

test('what is free lies between the fixed points and before the slack', () => {
	expect(stretches(evening)).toEqual([
		{ start: 10, end: 60 },
		{ start: 70, end: 115 }
	]);
	expect(freeMinutes(evening)).toBe(95);
	expect(freeMinutes({ minutes: 60, slack: 10, pins: [{ key: 'end', start: 45, minutes: 15 }] })).toBe(45);
});

test('the slack may be used before anything is over', () => {
	expect(lay({ minutes: 60, slack: 10, pins: [] }, parts({ a: 60 }))).toMatchObject({ end: 60, over: 0 });
});

test('after a fixed point at the end the tail goes on', () => {
	const room = { minutes: 60, slack: 0, pins: [{ key: 'close', start: 50, minutes: 10 }] };
	expect(lay(room, parts({ a: 30, b: 30 })).slots.map(({ start }) => start)).toEqual([0, 60]);
	expect(lay(room, parts({ a: 30, b: 30 }))).toMatchObject({ over: 30, spare: 20 });
});

describe('whatever the order and the minutes', () => {
	let seed = 7;
	const roll = (under: number) => (seed = (seed * 48271) % 2147483647) % under;

	test('nothing overlaps, and the order is kept', () => {
		for (let turn = 0; turn < 300; turn++) {
			const pins = [0, 1, 2].map((place) => ({ key: `p${place}`, start: place * 50 + roll(20), minutes: 1 + roll(30) }));
			const room = { minutes: 150 + roll(60), slack: roll(20), pins };
			const course = lay(room, Array.from({ length: 1 + roll(6) }, (_, place) => ({ key: `i${place}`, minutes: 1 + roll(60) })));
			const all = [...course.slots, ...pins].sort((a, b) => a.start - b.start);
			all.slice(1).forEach((slot, place) => expect(slot.start).toBeGreaterThanOrEqual((all[place]?.start ?? 0) + (all[place]?.minutes ?? 0)));
			expect(course.slots.map(({ key }) => key)).toEqual(course.slots.toSorted((a, b) => a.start - b.start).map(({ key }) => key));
		}
	});
});

test('fixed points lie within the meeting and not on one another', () => {
	const pins = [
		{ key: 'a', start: 0, minutes: 20 },
		{ key: 'b', start: 19, minutes: 10 },
		{ key: 'c', start: 95, minutes: 10 },
		{ key: 'd', start: 29, minutes: 10 }
	];
	expect([...misplaced({ minutes: 100, slack: 0, pins })]).toEqual([
		['b', 'overlap'],
		['c', 'outside']
	]);
});

test('nobody is called before they are there', () => {
	const course = lay(evening, [{ key: 'a', minutes: 20 }, { key: 'b', minutes: 10, from: 45 }]);
	expect(course.slots.map(({ start }) => start)).toEqual([10, 45]);
	expect(course.spare).toBe(15);
});
