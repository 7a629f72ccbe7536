import { expect, test } from 'vitest';
import { fromField, toField } from './zoned';

test.each([
	['2026-12-04T17:00:00.000Z', 'Europe/Vienna', '2026-12-04T18:00'],
	['2026-07-04T16:00:00.000Z', 'Europe/Vienna', '2026-07-04T18:00'],
	['2026-12-04T04:30:00.000Z', 'America/New_York', '2026-12-03T23:30'],
	['2026-12-04T18:15:00.000Z', 'Asia/Kathmandu', '2026-12-05T00:00']
])('%s in %s is %s, both ways', (at, zone, written) => {
	expect(toField(at, zone)).toBe(written);
	expect(fromField(written, zone)).toBe(at);
});

test('just before and after the clocks change', () => {
	expect(fromField('2026-03-29T01:30', 'Europe/Vienna')).toBe('2026-03-29T00:30:00.000Z');
	expect(fromField('2026-03-29T03:30', 'Europe/Vienna')).toBe('2026-03-29T01:30:00.000Z');
});

test('an empty field is no time', () => {
	expect(toField(null, 'UTC')).toBe('');
	expect(fromField('', 'UTC')).toBeUndefined();
});
