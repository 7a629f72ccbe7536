import { describe, expect, test } from 'vitest';
import { amount, amountOf } from './amount';
import { exact, near } from './date';
import { direction } from './locale';
import { list, percent } from './number';
import { plural } from './plural';

const now = Date.parse('2026-12-01T12:00:00Z');

describe('times', () => {
	test.each([
		['2026-12-01T12:00:20Z', 'now'],
		['2026-12-01T12:20:00Z', 'in 20 minutes'],
		['2026-12-01T09:00:00Z', '3 hours ago'],
		['2026-12-02T17:00:00Z', /^tomorrow .*6:00/],
		['2026-12-04T17:00:00Z', /^Friday .*6:00/],
		['2026-11-10T17:00:00Z', 'November 10'],
		['2028-02-01T17:00:00Z', 'February 1, 2028']
	])('%s is %s', (at, words) => {
		const said = near(at, now, 'Europe/Berlin').replace(/\u202f/g, ' ');
		if (words instanceof RegExp) expect(said).toMatch(words);
		else expect(said).toBe(words);
	});

	test('the day is that of the time zone of the process', () => {
		expect(near('2026-12-02T00:30:00Z', now, 'America/New_York')).toMatch(/^today/);
	});

	test('exact names the day, the year and the zone', () => {
		expect(exact('2026-12-04T17:00:00Z', 'Europe/Berlin')).toMatch(/Friday.*2026.*6:00.*(GMT\+1|CET)/);
	});
});

describe('amounts', () => {
	test.each([
		[1, { unit: 'min', scale: 1 }, '1 minute'],
		[1200, { unit: 'min', scale: 1 }, '1,200 minutes'],
		[120050, { unit: 'EUR', scale: 100 }, '€1,200.50'],
		[500, { unit: 'EUR', scale: 1 }, '€500'],
		[3, { unit: 'points', scale: 1 }, '3 points']
	])('%d of %o', (value, measure, words) => {
		expect(amount(value, measure)).toBe(words);
	});

	test('the unit is said once', () => {
		expect(amountOf(54, 90)).toBe('54 of 90 minutes');
		expect(amountOf(5, 9, { unit: 'EUR', scale: 1 })).toBe('€5 of €9');
	});
});

test('plurals follow the language', () => {
	const forms = { one: 'głos', few: 'głosy', many: 'głosów', other: 'głosu' };
	expect([1, 2, 5, 22].map((count) => plural(count, forms, 'pl'))).toEqual(['głos', 'głosy', 'głosów', 'głosy']);
});

test('lists, percents and directions', () => {
	expect(list(['Ada', 'Bo', 'Cy'])).toBe('Ada, Bo, and Cy');
	expect(percent(1, 0)).toBe('0%');
	expect([direction('ar'), direction('he-IL'), direction('en')]).toEqual(['rtl', 'rtl', 'ltr']);
});
