import { expect, test } from 'vitest';
import { shuffled } from './shuffle';

const items = Array.from({ length: 40 }, (_, place) => place);

test('the same person always sees the same order', () => {
	expect(shuffled(items, 'round-1:ada')).toEqual(shuffled(items, 'round-1:ada'));
});

test('everybody and every round has an order of its own', () => {
	expect(shuffled(items, 'round-1:ada')).not.toEqual(shuffled(items, 'round-1:bo'));
	expect(shuffled(items, 'round-1:ada')).not.toEqual(shuffled(items, 'round-2:ada'));
});

test('nothing is lost, doubled or changed', () => {
	const before = [...items];
	expect(shuffled(items, 'x').sort((a, b) => a - b)).toEqual(before);
	expect(items).toEqual(before);
	expect(shuffled([], 'x')).toEqual([]);
});

test('no place is favoured', () => {
	const first = new Map<number, number>();
	for (let voter = 0; voter < 4000; voter++) {
		const [top = -1] = shuffled([0, 1, 2, 3], `round:${voter}`);
		first.set(top, (first.get(top) ?? 0) + 1);
	}
	for (const times of first.values()) expect(Math.abs(times - 1000)).toBeLessThan(120);
});
