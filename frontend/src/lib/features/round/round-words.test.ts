import { expect, test } from 'vitest';
import { roundState, turnoutSaid, turnoutWhy } from './round-words';

const now = Date.parse('2026-12-04T12:00:00Z');
const times = { closes_at: '2026-12-04T17:00:00Z', closed_at: null };

test('each state has its words', () => {
	expect(roundState({ state: 'open', ...times }, now, 'UTC')).toBe('Open, closes in 5 hours');
	expect(roundState({ state: 'counting', ...times }, now, 'UTC')).toBe('Voting has ended, being counted');
});

test('of a small roll no number is told before the close, and why', () => {
	const few = { state: 'open' as const, turnout: { roll: 12 } };
	expect(turnoutSaid(few)).toBe('12 people may vote.');
	expect(turnoutWhy(few)).toContain('so few may vote that numbers would tell who did');
});

test('of a larger one it is coarse while it is open, and exact afterwards', () => {
	const turnout = { voted: 15, roll: 40 };
	expect(turnoutSaid({ state: 'open', turnout })).toBe('At least 15 of 40 people have voted.');
	expect(turnoutWhy({ turnout })).toContain('rounded down');
	expect(turnoutSaid({ state: 'open', turnout: { voted: 0, roll: 40 } })).toBe('40 people may vote. How many have is not told yet.');
	expect(turnoutSaid({ state: 'counting', turnout: { voted: 1, roll: 40 } })).toBe('1 of 40 people voted.');
});

test('imported rounds say nothing of it', () => {
	expect(turnoutSaid({ state: 'closed', turnout: undefined })).toBe('');
});
