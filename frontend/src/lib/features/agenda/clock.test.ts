import { expect, test } from 'vitest';
import { fieldAt, lengthUntil, minutesUntil } from './clock';

const vienna = 'Europe/Vienna';
const evening = '2026-12-04T18:00';

test('the end follows from the length, and the length from the end', () => {
	expect(fieldAt(evening, 150, vienna)).toBe('2026-12-04T20:30');
	expect(lengthUntil(evening, '2026-12-04T20:30', vienna)).toBe(150);
	expect(lengthUntil(evening, '2026-12-04T18:00', vienna)).toBeUndefined();
	expect(lengthUntil(evening, '2026-12-09T18:00', vienna)).toBeUndefined();
	expect(lengthUntil('', '2026-12-04T20:30', vienna)).toBeUndefined();
});

test('a time of day is the first one after the start', () => {
	expect(minutesUntil(evening, '19:15', vienna)).toBe(75);
	expect(minutesUntil(evening, '00:30', vienna)).toBe(390);
	expect(minutesUntil(evening, '2026-12-05T09:00', vienna)).toBe(900);
	expect(minutesUntil(evening, '', vienna)).toBeUndefined();
});

test('a night in which the clocks change keeps its minutes', () => {
	expect(fieldAt('2026-10-25T01:30', 120, vienna)).toBe('2026-10-25T02:30');
	expect(lengthUntil('2026-10-25T01:30', '2026-10-25T04:30', vienna)).toBe(240);
});
