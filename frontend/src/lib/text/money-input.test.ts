import { expect, test } from 'vitest';
import { parseAmount, writtenAmount } from './money-input';

test.each([
	['', 100, 0],
	['40', 100, 4000],
	['40.5', 100, 4050],
	['40,50', 100, 4050],
	['1,200', 100, 120000],
	['1.200,50', 100, 120050],
	['1 200', 100, 120000],
	['1,234,567.89', 100, 123456789],
	['500', 1, 500],
	['1,500', 1, 1500],
	['1.234', 1000, 1234],
	['a lot', 100, undefined],
	['-5', 100, undefined],
	['12,34,56', 100, undefined],
	['99999999999999', 100, undefined]
])('%j in 1/%i is %j', (written, scale, value) => {
	expect(parseAmount(written, scale)).toBe(value);
});

test('an amount is written so that it is read again as the same', () => {
	for (const [value, scale, written] of [[4050, 100, '40.50'], [4000, 100, '40'], [0, 100, ''], [120000, 100, '1200'], [1234, 1000, '1.234']] as const) {
		expect(writtenAmount(value, scale)).toBe(written);
		expect(parseAmount(written, scale)).toBe(value);
	}
});
