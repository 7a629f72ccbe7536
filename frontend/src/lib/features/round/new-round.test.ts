import { expect, test } from 'vitest';
import type { Proposal } from '$lib/api/types';
import { bodyOf, leftOf, formOf, minutesOf, missing, type RoundPlan } from './new-round';

const plan: RoundPlan = {
	title: 'Spring', budget: 90, meeting: { minutes: 0, fixed: 0, slack: 0 }, kind: 'points', min: 1, max: 3, points: 10, cap: 5, rule: 'equal-shares/v1', closes: '2026-12-04T18:00', chosen: ['b', 'a']
};
const proposals = [{ id: 'a', cost: 30 }, { id: 'b', cost: 15 }, { id: 'c', cost: 20 }] as Proposal[];
const now = Date.parse('2026-12-01T12:00:00Z');

test('only the limits of the kind are sent', () => {
	expect(formOf(plan)).toEqual({ kind: 'points', points: 10, cap: 5 });
	expect(formOf({ ...plan, kind: 'approval' })).toEqual({ kind: 'approval', min: 1, max: 3 });
	expect(formOf({ ...plan, kind: 'knapsack' })).toEqual({ kind: 'knapsack' });
});

test('options have the order of the list and the close is an instant', () => {
	expect(bodyOf(plan, proposals, 'Europe/Berlin')).toMatchObject({ proposals: ['a', 'b'], closes_at: '2026-12-04T17:00:00.000Z' });
	expect(minutesOf(plan.chosen, proposals)).toBe(45);
});

test('what is missing is said by field', () => {
	expect(missing(plan, 'Europe/Berlin', now)).toEqual({});
	const wrong = missing({ ...plan, title: ' ', chosen: [], kind: 'approval', min: 4, max: 3, closes: '' }, 'UTC', now);
	expect(Object.keys(wrong)).toEqual(['title', 'proposals', 'ballot.max', 'closes_at']);
	expect(missing({ ...plan, closes: '2026-12-01T11:00' }, 'UTC', now)).toHaveProperty('closes_at');
});

test('what welcome, breaks and slack take is not voted on', () => {
	const meeting = { minutes: 120, fixed: 30, slack: 10 };
	expect(leftOf(meeting)).toBe(80);
	expect(leftOf({ ...meeting, minutes: 0 })).toBeUndefined();
	expect(missing({ ...plan, budget: 81, meeting }, 'UTC', now)).toEqual({ budget: 'The meeting leaves 80 minutes for items.' });
	expect(missing({ ...plan, meeting: { ...meeting, fixed: 110 } }, 'UTC', now)).toHaveProperty(['meeting.minutes']);
	expect(bodyOf({ ...plan, budget: 80, meeting }, proposals, 'UTC').meeting).toEqual(meeting);
	expect(bodyOf(plan, proposals, 'UTC')).not.toHaveProperty('meeting');
});
