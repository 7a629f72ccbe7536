import { describe, expect, test } from 'vitest';
import { digitsOf, linesBetween, metresAPixel, scaleOf, stepOf } from './graticule';

describe('lines of degrees', () => {
	test.each([
		[360, 30],
		[100, 30],
		[40, 10],
		[8, 2],
		[0.4, 0.1],
		[0.01, 0.005],
		[0.0001, 0.0001]
	])('where %d degrees are seen there is one each %d', (span, step) => expect(stepOf(span)).toBe(step));

	test('they stand at round degrees, without the error of fractions', () => {
		expect(linesBetween(-0.25, 0.31, 0.1)).toEqual([-0.2, -0.1, 0, 0.1, 0.2, 0.3]);
		expect(linesBetween(16.371, 16.374, 0.001)).toEqual([16.371, 16.372, 16.373, 16.374]);
		expect(linesBetween(5, 4, 1)).toEqual([]);
	});

	test.each([30, 2, 0.5, 0.02, 0.001, 0.0001])('the digits tell lines at %d apart', (step) => {
		const told = linesBetween(0, 8 * step, step).map((line) => line.toFixed(digitsOf(step)));
		expect(new Set(told).size).toBe(told.length);
	});
});

describe('the scale', () => {
	test('on the equator the whole earth is 256 pixels wide; at 60 degrees a pixel is half as wide', () => {
		expect(metresAPixel(0, 0) * 256).toBeCloseTo(40_075_017, 0);
		expect(metresAPixel(60, 10)).toBeCloseTo(metresAPixel(0, 10) / 2, 6);
	});

	test('is a round length that has room', () => {
		expect(scaleOf(1, 120)).toEqual({ metres: 100, pixels: 100 });
		expect(scaleOf(4.8, 120).metres).toBe(500);
		for (const metres of [0.1, 3, 77, 1234, 150_000]) {
			const { pixels } = scaleOf(metres, 120);
			expect(pixels).toBeLessThanOrEqual(120);
			expect(pixels).toBeGreaterThan(40);
		}
	});
});
