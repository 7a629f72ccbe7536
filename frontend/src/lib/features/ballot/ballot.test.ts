import { describe, expect, test } from 'vitest';
import type { BallotForm, Option } from '$lib/api/types';
import { BallotState } from './ballot.svelte';

const costs = [30, 20, 15, 40, 10];
const options: Option[] = costs.map((cost, place) => ({
	key: `k${place + 1}`, number: place + 1, title: `Item ${place + 1}`, summary: '', html: '', kind: 'agenda_item', wish: '', cost, holdable: place === 0, proposal: '', alternatives: 0
}));

function state(ballot: BallotForm, choices: Record<string, number> = {}, budget = 60): BallotState {
	return new BallotState({ budget, unit: 'min', scale: 1, ballot, options }, choices);
}

describe('approval', () => {
	test('without limits one choice is enough and all are allowed', () => {
		const ballot = state({ kind: 'approval' });
		expect(ballot.reason).toBe('You have chosen nothing yet.');
		for (const { key } of options) ballot.give(key, 1);
		expect(ballot).toMatchObject({ spent: 5, over: 0, left: 0, limit: undefined, reason: undefined });
	});

	test('least and most are said in words', () => {
		const ballot = state({ kind: 'approval', min: 2, max: 3 }, { k1: 1 });
		expect(ballot.reason).toBe('Choose at least 1 more.');
		ballot.give('k2', 1);
		expect(ballot).toMatchObject({ spent: 2, left: 1, reason: undefined });
		ballot.replace({ k1: 1, k2: 1, k3: 1, k4: 1 });
		expect(ballot).toMatchObject({ spent: 4, over: 1 });
		expect(ballot.reason).toMatch(/^1 choice too many/);
	});

	test('a choice is 1 whatever is given, and taken out again', () => {
		const ballot = state({ kind: 'approval' });
		ballot.give('k1', 7);
		expect(ballot.choices).toEqual({ k1: 1 });
		ballot.give('k1', 0);
		expect(ballot.choices).toEqual({});
	});
});

describe('knapsack', () => {
	test('minutes are counted to the budget, exactly full is fine', () => {
		const ballot = state({ kind: 'knapsack' }, { k1: 1, k2: 1 });
		expect(ballot).toMatchObject({ spent: 50, left: 10, over: 0, reason: undefined });
		ballot.give('k5', 1);
		expect(ballot).toMatchObject({ spent: 60, left: 0, over: 0, reason: undefined });
	});

	test('over it: by how much, and what could be taken out, the least first', () => {
		const ballot = state({ kind: 'knapsack' }, { k1: 1, k2: 1, k3: 1 });
		expect(ballot).toMatchObject({ spent: 65, over: 5 });
		expect(ballot.reason).toMatch(/^5 minutes too many/);
		expect(ballot.takeOut).toMatchObject({ together: false });
		expect(ballot.takeOut.options.map(({ key }) => key)).toEqual(['k3', 'k2', 'k1']);
		expect(ballot.advice).toContain('3 “Item 3”');
	});

	test('where no single one will do, several together', () => {
		const ballot = state({ kind: 'knapsack' }, { k1: 1, k2: 1, k3: 1, k4: 1, k5: 1 });
		expect(ballot.over).toBe(55);
		expect(ballot.takeOut.together).toBe(true);
		expect(ballot.takeOut.options.map(({ key }) => key)).toEqual(['k4', 'k1']);
	});

	test('money is said as money', () => {
		const ballot = new BallotState({ budget: 5000, unit: 'EUR', scale: 100, ballot: { kind: 'knapsack' }, options: [{ ...options[0]!, cost: 5050 }] }, { k1: 1 });
		expect(ballot.reason).toContain('€0.50 too many');
	});

	test('one item that is larger than the budget', () => {
		const ballot = state({ kind: 'knapsack' }, { k4: 1 }, 30);
		expect(ballot).toMatchObject({ over: 10 });
		expect(ballot.takeOut.options.map(({ key }) => key)).toEqual(['k4']);
	});
});

describe('points', () => {
	test('the cap holds for one, the total is only said', () => {
		const ballot = state({ kind: 'points', points: 10, cap: 5 });
		ballot.give('k1', 9);
		expect(ballot.given('k1')).toBe(5);
		ballot.give('k2', 5);
		expect(ballot).toMatchObject({ spent: 10, left: 0, over: 0, reason: undefined });
		ballot.give('k3', 1);
		expect(ballot).toMatchObject({ spent: 11, over: 1 });
		expect(ballot.reason).toMatch(/^1 point too many/);
		expect(ballot.advice).toBe('Take 1 point away somewhere.');
	});

	test('not all need to be given, but some', () => {
		const ballot = state({ kind: 'points', points: 10, cap: 5 });
		expect(ballot.reason).toBe('You have given no points yet.');
		ballot.give('k1', 1);
		expect(ballot).toMatchObject({ left: 9, reason: undefined });
	});

	test('without a cap one may have them all; below nothing is nothing', () => {
		const ballot = state({ kind: 'points', points: 10 }, { k1: 10, k2: -3 });
		expect(ballot.choices).toEqual({ k1: 10 });
		expect(ballot.most).toBe(10);
	});
});

test('what is not on this ballot is left out, and the order of keys is that of the numbers', () => {
	const ballot = state({ kind: 'approval' }, { zzz: 1, k3: 1, k1: 1 });
	expect(Object.keys(ballot.choices)).toEqual(['k1', 'k3']);
	expect(ballot.isSame({ k3: 1, k1: 1 })).toBe(true);
	expect(ballot.isSame({ k1: 1 })).toBe(false);
	expect(ballot.isSame(undefined)).toBe(false);
});

test('rankings cannot be sent here', () => {
	expect(state({ kind: 'ranking' }).reason).toBeTruthy();
});

describe('gently holding', () => {
	test('what is held is no choice, and enough to send', () => {
		const ballot = state({ kind: 'knapsack' }, { k1: -1 });
		expect(ballot).toMatchObject({ spent: 0, reason: undefined, empty: false });
		expect(ballot.held.map(({ key }) => key)).toEqual(['k1']);
		expect(ballot.chosen).toEqual([]);
		ballot.give('k1', 1);
		expect(ballot.held).toEqual([]);
	});

	test('only a symbol can be held', () => expect(state({ kind: 'approval' }, { k2: -1 }).choices).toEqual({}));
});
