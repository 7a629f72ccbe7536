import { expect, test } from 'vitest';
import { amount, amountOf, duration, inChoices, inPoints } from './amount';
import { howToVote } from './ballot-form';
import { daysAhead } from './zone';

const minutes = { unit: 'min', scale: 1 };

test('points and choices are counted in words, the unit once', () => {
	expect(amount(1, inPoints)).toBe('1 point');
	expect(amountOf(7, 10, inPoints)).toBe('7 of 10 points');
	expect(amountOf(1, 1, inChoices)).toBe('1 of 1 choice');
});

test.each([
	[45, '45 min'],
	[120, '2 h'],
	[150, '2 h 30 min']
])('%i minutes take %s', (minutes, words) => expect(duration(minutes)).toBe(words));

test('money keeps its scale', () => {
	expect(amountOf(50, 120050, { unit: 'EUR', scale: 100 })).toBe('€0.50 of €1,200.50');
});

test.each([
	[{ kind: 'approval' }, 'Tick what you want to be on the agenda. You may tick as many as you like.'],
	[{ kind: 'approval', min: 2, max: 4 }, 'Tick what you want to be on the agenda. Tick at least 2 and at most 4.'],
	[{ kind: 'approval', min: 1, max: 1 }, 'Tick what you want to be on the agenda. Tick exactly 1 choice.'],
	[{ kind: 'knapsack' }, 'Tick what you want, so that it fits into 90 minutes together.'],
	[{ kind: 'points', points: 10, cap: 5 }, 'You have 10 points to share out: give more to what matters more to you. One proposal can get at most 5 points.']
] as const)('%o is explained', (form, words) => expect(howToVote(form, 90, minutes)).toBe(words));

test('a day ahead is a day of the zone', () => {
	expect(daysAhead(1, '18:00', 'Pacific/Auckland', Date.parse('2026-12-01T12:00:00Z'))).toBe('2026-12-03T18:00');
});
