import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import Bar from './bar.svelte';
import { fill } from './fill';

const segments = [
	{ key: '1', label: 'Bus lanes', amount: 30 },
	{ key: '2', label: 'The locked gate', amount: 24, kind: 'symbolic_change' as const }
];

test.each([
	[90, '54 of 90 minutes, 36 left'],
	[54, '54 of 54 minutes, nothing left'],
	[45, '54 of 45 minutes: 9 minutes too many']
])('with a budget of %d it says so in words', (total, words) => {
	render(Bar, { label: 'Your minutes', segments, total });
	expect(screen.getByRole('group', { name: 'Your minutes' })).toHaveTextContent(words);
	expect(screen.getAllByRole('listitem').map((item) => item.title)).toEqual(['Bus lanes: 30 minutes', 'The locked gate: 24 minutes']);
});

test('an overdrawn budget is drawn to its own length with the end marked', () => {
	expect(fill(segments, 27)).toMatchObject({ used: 54, left: 0, over: 27, end: 50 });
	expect(fill([], 0)).toMatchObject({ used: 0, left: 0, over: 0, widths: [] });
});
