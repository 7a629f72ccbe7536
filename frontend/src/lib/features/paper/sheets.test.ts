import { expect, test } from 'vitest';
import type { Sheet } from '$lib/api/types';
import { allDone, beginning, canType, isSerial, known, missingEntry, notYet, progress, serialOf, withSheet } from './sheets';

const once = (serial: string, entry: 1 | 2 = 1): Sheet => ({ serial, state: 'once', entries: [{ entry, by: 'Ada' }] });
const twice = (serial: string, state: 'same' | 'different' = 'same'): Sheet => ({ serial, state, entries: [{ entry: 1, by: 'Ada' }, { entry: 2, by: 'Ben' }] });

test.each([
	['kr7 – 004', 'KR7-004'],
	['kr7-4', 'KR7-004'],
	['KR7-0010', 'KR7-010'],
	['4', '4'],
	['kr7-5', 'KR7-5']
])('%s is the sheet %s', (typed, serial) => expect(serialOf(typed, [once('KR7-004'), once('KR7-010')])).toBe(serial));

test('a number ends with a digit, and the next one begins like it', () => {
	expect(['KR7-004', '17', 'A17'].every(isSerial)).toBe(true);
	expect(['', 'KR7-', 'A b1', 'ä1'].some(isSerial)).toBe(false);
	expect(['KR7-004', '17', 'A-B-3'].map(beginning)).toEqual(['KR7-', '', 'A-B-']);
});

test('the entry that is missing is suggested, and none where both are there', () => {
	expect([undefined, once('1'), once('1', 2), twice('1'), twice('1', 'different')].map(missingEntry)).toEqual(['1', '2', '1', '', '']);
	expect(known(undefined)).toBe('');
	expect(known(once('1'))).toBe('Ada typed it in the first time. Now comes the second.');
	expect(known(twice('1'))).toContain('Is the number right?');
});

test('a sheet takes its place by its number', () => {
	const sheets = { handed: 3, items: [once('A-1'), once('A-3')] };
	expect(withSheet(sheets, once('A-2')).items.map(({ serial }) => serial)).toEqual(['A-1', 'A-2', 'A-3']);
	expect(withSheet(sheets, twice('A-3')).items.map(({ state }) => state)).toEqual(['once', 'same']);
});

test('how far it has come, also where more sheets are typed in than were handed out', () => {
	const { same, once: begun, todo, away } = progress({ handed: 5, items: [once('1'), twice('2'), twice('3', 'different')] });
	expect([same.length, begun.length, todo, away]).toEqual([1, 1, 4, 2]);
	expect(progress({ handed: 1, items: [twice('1'), once('2')] })).toMatchObject({ todo: 1, away: 0 });
});

test.each([
	[{ handed: 2, items: [once('1'), twice('2', 'different')] }, '1 sheet was typed in differently. Look at it above.'],
	[{ handed: 2, items: [once('1'), once('2')] }, '2 sheets are typed in once only.'],
	[{ handed: 1, items: [twice('1'), twice('2')] }, '2 sheets are typed in, but only 1 handed out. Look which one is there twice, and drop it.'],
	[{ handed: 2, items: [twice('1')] }, undefined],
	[{ handed: 2, items: [] }, undefined]
])('whether the count can start: %o', (sheets, reason) => expect(notYet(sheets)).toBe(reason));

test('all is done when every sheet that was handed out is', () => {
	expect(allDone({ handed: 1, items: [twice('1')] })).toBe(true);
	expect(allDone({ handed: 2, items: [twice('1')] })).toBe(false);
	expect(allDone({ handed: 1, items: [twice('1'), twice('2')] })).toBe(false);
	expect(allDone({ handed: 0, items: [] })).toBe(false);
});

test('sheets are typed in where there are any, by those who may', () => {
	expect(canType({ paper: 'paper_counts', can: ['paper.type'] })).toBe(true);
	expect(canType({ paper: 'none', can: ['paper.type'] })).toBe(false);
	expect(canType({ paper: 'paper_counts', can: [] })).toBe(false);
});
