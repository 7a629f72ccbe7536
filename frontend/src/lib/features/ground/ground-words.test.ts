import { expect, test } from 'vitest';
import type { Ground, Statement } from '$lib/api/types';
import { circles, percent, pictureWords, totals } from './ground-words';

const ground = (...groups: Ground['groups']) => ({ groups }) as Ground;

test('few answers are not told', () => {
	expect(totals({ answered: 0, most: '', shares: [] as number[] } as Statement)).toMatch(/Fewer than 5/);
	expect(totals({ answered: 5, most: 'agree', shares: [] as number[] } as Statement)).toBe('About 5 answers: more than half agree');
	expect(totals({ answered: 20, most: 'agree', shares: [60, 30, 10] } as Statement)).toBe('About 20 answers: 60% agree, 30% disagree, 10% pass');
	expect(percent(90)).toBe('90%');
});

test('the picture says what it shows', () => {
	const words = pictureWords(ground({ name: 'A', about: 15, x: 1, y: 0 }, { name: 'B', about: 10, x: -1, y: 0 }));
	expect(words).toBe('Groups of opinion: group A with about 15 people and group B with about 10 people');
});

test.each([
	['far apart', [1, 0, -1, 0]],
	['at one place', [0, 0, 0, 0]],
	['in a corner', [1, 1, 1, 0.9]]
])('circles %s stay inside the picture and do not lie on each other', (_, [ax = 0, ay = 0, bx = 0, by = 0]) => {
	const [a, b] = circles(ground({ name: 'A', about: 40, x: ax, y: ay }, { name: 'B', about: 10, x: bx, y: by }));
	if (!a || !b) throw new Error('two circles are drawn');
	expect(a.radius / b.radius).toBeCloseTo(2);
	expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.radius + b.radius);
	for (const { x, y, radius } of [a, b]) {
		expect(Math.min(x, y) - radius).toBeGreaterThanOrEqual(-0.001);
		expect(Math.max(x, y) + radius).toBeLessThanOrEqual(100.001);
	}
});
