import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NumberKeys } from './number-keys';
import { newPrefix, serials } from './serials';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function typing(most: number, keys: string, wait = false): number[] {
	const chosen: number[] = [];
	const numbers = new NumberKeys(() => most, (number) => chosen.push(number));
	for (const key of keys) numbers.press(Number(key));
	if (wait) vi.runAllTimers();
	return chosen;
}

test('of nine options each key is one at once', () => {
	expect(typing(9, '149')).toEqual([1, 4, 9]);
	expect(typing(5, '058', true)).toEqual([5]);
});

test('of twelve, 1 waits for another key', () => {
	expect(typing(12, '5')).toEqual([5]);
	expect(typing(12, '1')).toEqual([]);
	expect(typing(12, '1', true)).toEqual([1]);
	expect(typing(12, '12')).toEqual([12]);
	expect(typing(12, '15')).toEqual([1, 5]);
	expect(typing(120, '1153', true)).toEqual([115, 3]);
});

test('sheets are numbered after a beginning that is theirs alone', () => {
	expect(serials('KR7', 1000).filter((_, place) => [0, 98, 999].includes(place))).toEqual(['KR7-001', 'KR7-099', 'KR7-1000']);
	expect(newPrefix(() => 0)).toBe('CC2');
	expect(newPrefix()).toMatch(/^[A-Z]{2}\d$/);
});
