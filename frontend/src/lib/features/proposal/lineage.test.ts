import { expect, test } from 'vitest';
import type { Relative } from '$lib/api/types';
import { place } from './lineage';

const one = (id: string, ...parents: string[]): Relative => ({ id, title: id, state: 'published', parents });

test('each stands right of all that it came from', () => {
	const { placed, lines, columns } = place([one('a'), one('b'), one('ab', 'a', 'b'), one('c'), one('abc', 'ab', 'c')]);
	expect(placed.map(({ column }) => column)).toEqual([0, 0, 1, 0, 2]);
	expect(lines.map(({ from, to }) => `${from.relative.id}-${to.relative.id}`)).toEqual(['a-ab', 'b-ab', 'ab-abc', 'c-abc']);
	expect(columns).toBe(3);
});

test('what is not shown draws no line', () => {
	expect(place([one('a', 'gone')]).lines).toEqual([]);
});
