import { expect, test } from 'vitest';
import type { BallotForm, Round } from '$lib/api/types';
import { give, givenSaid, held, most, spentSaid, unsound } from './reading';
import { Typing } from './typing.svelte';

const options = [30, 20, 15].map((cost, place) => ({ key: String(place + 1), cost }));
const terms = (ballot: BallotForm): Round => ({ ballot, budget: 45, unit: 'min', scale: 1, options }) as Round;

test('what is taken away is gone', () => {
	expect(give(give({}, '1', 1), '2', held)).toEqual({ '1': 1, '2': -1 });
	expect(give({ '1': 1 }, '1', 0)).toEqual({});
});

test.each([
	[{ kind: 'approval', max: 2 }, { '1': 1, '3': held }, '1 of 2 choices', undefined],
	[{ kind: 'approval', max: 1 }, { '1': 1, '3': 1 }, '2 of 1 choice', '1 choice too many.'],
	[{ kind: 'approval', min: 2 }, { '1': 1 }, '1 choice', 'A ballot has at least 2 choices.'],
	[{ kind: 'knapsack' }, { '1': 1, '2': 1 }, '50 of 45 minutes', '5 minutes too many.'],
	[{ kind: 'points', points: 10, cap: 5 }, { '1': 5, '2': 5 }, '10 of 10 points', undefined],
	[{ kind: 'points', points: 10 }, { '1': 7, '2': 5 }, '12 of 10 points', '2 points too many.'],
	[{ kind: 'knapsack' }, {}, '0 of 45 minutes', 'Nothing is chosen yet.']
] as [BallotForm, Record<string, number>, string, string | undefined][])('%o with %o', (ballot, choices, spent, reason) => {
	expect(spentSaid(terms(ballot), choices)).toBe(spent);
	expect(unsound(terms(ballot), choices)?.slice(0, reason?.length)).toBe(reason);
});

test('a reading in words', () => {
	expect([0, 1, held].map((given) => givenSaid(terms({ kind: 'knapsack' }), given))).toEqual(['–', 'ticked', 'hold gently']);
	expect(givenSaid(terms({ kind: 'points' }), 3)).toBe('3 points');
	expect([terms({ kind: 'points', points: 10, cap: 4 }), terms({ kind: 'approval' })].map(most)).toEqual([4, 1]);
});

test('from a number to the next sheet of the pile', () => {
	const sheets = [{ serial: 'KR7-001', state: 'once' as const, entries: [{ entry: 1 as const, by: 'Ada' }] }];
	const typing = new Typing(() => terms({ kind: 'approval' }), () => sheets);
	expect(typing.reason).toBe('Type the number of the sheet.');
	typing.typed = 'kr7-1';
	expect([typing.serial, typing.entry]).toEqual(['KR7-001', '2']);
	typing.entry = '1';
	expect(typing.entry).toBe('1');
	typing.typed = 'kr7-2';
	typing.renumber();
	expect(typing.entry).toBe('1');
	expect(typing.reason).toContain('Nothing is chosen yet');
	typing.give('2', 1);
	expect(typing.reason).toBeUndefined();
	typing.next();
	expect([typing.typed, typing.choices]).toEqual(['KR7-', {}]);
});
