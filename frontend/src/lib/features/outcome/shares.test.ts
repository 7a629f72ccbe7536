import { expect, test } from 'vitest';
import { isInPoints, numberIn, partsOf } from './shares';

test.each([
	['6 minutes', 6],
	['about 59.58 PLN', 59.58],
	['about 1,666.66 CHF', 1666.66],
	['500 EUR', 500],
	['nothing', undefined]
])('%s holds %o', (words, value) => expect(numberIn(words)).toBe(value));

test('parts are what the groups paid together, and fill the whole', () => {
	expect(partsOf([{ voters: 2, amount: '4 minutes', together: false }, { voters: 3, amount: '12 minutes', together: true }])).toEqual([40, 60]);
	expect(partsOf([])).toEqual([]);
	expect(partsOf([{ voters: 1, amount: '0 minutes', together: false }])).toEqual([0]);
});

test('rankings are told from votes by their support', () => {
	expect(isInPoints({ points: false, items: [{ support: 77, supporters: 66 }] as never })).toBe(true);
	expect(isInPoints({ points: false, items: [{ support: 5, supporters: 5 }] as never })).toBe(false);
});
