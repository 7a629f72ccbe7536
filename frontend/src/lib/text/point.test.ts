import { describe, expect, test } from 'vitest';
import { degreesOf, parsePoint, pointAt, pointText } from './point';

describe('a point as people write it', () => {
	test.each([
		['48.2082, 16.3738', 48_208_200, 16_373_800],
		['48.2082,16.3738', 48_208_200, 16_373_800],
		['48.2082 16.3738', 48_208_200, 16_373_800],
		['48,2082 16,3738', 48_208_200, 16_373_800],
		['48,2082; 16,3738', 48_208_200, 16_373_800],
		['48,2082, 16,3738', 48_208_200, 16_373_800],
		['-33.868821, 151.209291', -33_868_821, 151_209_291],
		['−33.868821, 151.209291', -33_868_821, 151_209_291],
		['geo:48.2082,16.3738;u=35', 48_208_200, 16_373_800],
		['48.2082° N, 16.3738° E', 48_208_200, 16_373_800],
		['33.868821 S 70.5 W', -33_868_821, -70_500_000],
		['16.3738 E, 48.2082 N', 48_208_200, 16_373_800],
		['N 48.2082 E 16.3738', 48_208_200, 16_373_800],
		['48°12′30″N 16°22′26.4″E', 48_208_333, 16_374_000],
		['48° 12\' 30" S, 16° 22\' W', -48_208_333, -16_366_667],
		['48°12.5′N 16°22.25′E', 48_208_333, 16_370_833],
		['٤٨٫٢٠٨٢، ١٦٫٣٧٣٨', 48_208_200, 16_373_800],
		['0, 0', 0, 0],
		['-0, -0', 0, 0],
		['90, -180', 90_000_000, -180_000_000],
		['0.1, 0.0000005', 100_000, 1],
		['48, 16', 48_000_000, 16_000_000]
	])('%s', (written, latitude, longitude) => {
		expect(parsePoint(written)).toEqual({ latitude, longitude });
	});

	test.each(['', 'the mill', '48.2082', '90.000001, 0', '0, 180.1', '1, 2, 3', '48°60′N 16°E', '48 N 16 N', '-48 S, 16 E', '1e3, 2', '48.2.1, 16', 'NaN, 0', '48..2, 1'])(
		'%s is none',
		(written) => expect(parsePoint(written)).toBeUndefined()
	);
});

test('what stands in the field is read as the same point', () => {
	for (const point of [
		{ latitude: 48_208_200, longitude: 16_373_800 },
		{ latitude: -1, longitude: 1 },
		{ latitude: 0, longitude: 0 },
		{ latitude: -90_000_000, longitude: 179_999_999 }
	])
		expect(parsePoint(pointText(point))).toEqual(point);
	expect(pointText({ latitude: -500_000, longitude: 16_000_000 })).toBe('-0.5, 16');
});

test('around the earth one comes back to the same point, and nobody goes beyond the poles', () => {
	expect(pointAt(48.2082, 16.3738 + 360)).toEqual({ latitude: 48_208_200, longitude: 16_373_800 });
	expect(pointAt(48.2082, 16.3738 - 720)).toEqual({ latitude: 48_208_200, longitude: 16_373_800 });
	expect(pointAt(91, 190)).toEqual({ latitude: 90_000_000, longitude: -170_000_000 });
	expect(degreesOf(pointAt(-0.000001, 0))).toEqual([-0.000001, 0]);
});
