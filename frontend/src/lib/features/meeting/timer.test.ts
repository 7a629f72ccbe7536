import { expect, test } from 'vitest';
import { Clock } from './clock.svelte';
import { lateness, leftOf, leftWords, paceWords, passed, running } from './timer';

const start = Date.parse('2026-12-04T17:00:00Z');
const minute = 60_000;
const iso = (minutes: number): string => new Date(start + minutes * minute).toISOString();
const item = { starts_at: iso(0), ends_at: iso(30) };
const after = (minutes: number) => leftOf(item, start + minutes * minute)!;

test('what is left is said in minutes, a minute that has begun still counts', () => {
	const said = [18, 18.5, 29, 29.5, 30, 30.9, 31, 33.2].map((minutes) => leftWords(after(minutes)));
	expect(said).toEqual([
		'12 minutes left', '12 minutes left', 'Less than a minute left', 'Less than a minute left', 'Time is up', 'Time is up', '1 minute over', '3 minutes over'
	]);
});

test('the last five minutes, or the last third of what is short, are the end', () => {
	expect([24.9, 25, 29, 30].map((minutes) => after(minutes).pace)).toEqual(['calm', 'soon', 'soon', 'over']);
	const short = { starts_at: iso(0), ends_at: iso(6) };
	expect([3.9, 4, 6].map((minutes) => leftOf(short, start + minutes * minute)?.pace)).toEqual(['calm', 'soon', 'over']);
	expect([0, 27, 31].map((minutes) => paceWords(after(minutes)))).toEqual(['There is still time', 'Coming to its end', 'Over its time']);
});

test('the bar fills and stays full', () => {
	expect([-5, 0, 15, 30, 45].map((minutes) => after(minutes).gone)).toEqual([0, 0, 50, 100, 100]);
	expect(leftOf({ starts_at: null, ends_at: null }, start)).toBeUndefined();
	expect(leftOf({ starts_at: iso(0), ends_at: iso(0) }, start)?.gone).toBe(0);
});

test('five minutes, one minute and the end are said once each', () => {
	const length = 30 * minute;
	const said = Array.from({ length: 1860 }, (_, second) => passed(length - second * 1000, length - (second + 1) * 1000, length));
	expect(said.flatMap((yes, second) => (yes ? [second + 1] : []))).toEqual([25 * 60, 29 * 60, 30 * 60]);
	expect(passed(minute * 5.01, minute * 4.99, minute * 5)).toBe(false);
	expect(passed(minute * 6, -1, length)).toBe(true);
});

test('how late it is grows by itself once the item is over its time, and in a pause', () => {
	const going = { now: iso(10), ends_at: iso(90), expected: iso(90), slots: [{ ...item, state: 'now' }, { ends_at: iso(60), state: 'next' }] };
	const late = (minutes: number, more = {}) => lateness({ ...going, ...more }, start + minutes * minute);
	expect([10, 30, 30.9, 37].map((minutes) => late(minutes).over)).toEqual([0, 0, 0, 7]);
	expect(late(37).ends).toBe(Date.parse(iso(97)));
	expect(late(37, { expected: iso(85) }).over).toBe(2);
	expect(late(37, { now: iso(36), expected: iso(96) }).over).toBe(7);
	expect(late(15, { slots: going.slots.slice(1) }).over).toBe(5);
	expect(late(15, { slots: [], expected: null }).over).toBe(0);
});

test('how long somebody speaks', () => {
	expect([0, 5, 65, 600, 3725].map((seconds) => running(0, seconds * 1000))).toEqual(['0:00', '0:05', '1:05', '10:00', '1:02:05']);
	expect(running(5000, 0)).toBe('0:00');
});

test('the clock of the server counts, and a slow answer does not spoil a quick one', () => {
	let device = 1_000_000;
	const clock = new Clock(() => device);
	clock.correct(new Date(2_000_000).toISOString(), 999_900, 1_000_100);
	expect(clock.now).toBe(2_000_000);
	device += 5000;
	expect(clock.now).toBe(2_005_000);
	clock.correct(new Date(2_004_000).toISOString(), 1_002_000, 1_008_000);
	expect(clock.now).toBe(2_005_000);
	clock.correct(new Date(2_009_000).toISOString(), 1_005_000, 1_005_400); // somebody set a clock
	expect(Math.round(clock.now - 2_008_800)).toBe(0);
	clock.correct('nonsense', 0);
	expect(Math.round(clock.now - 2_008_800)).toBe(0);
});
