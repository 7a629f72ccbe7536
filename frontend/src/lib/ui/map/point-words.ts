import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';
import { degreesOf, type Point } from '$lib/text/point';

/** A point in words: "48.2082° north, 16.3738° east". */
export function pointWords(point: Point): string {
	const [latitude, longitude] = degreesOf(point);
	return m.map_point({ latitude: parallelWords(latitude, 5, false), longitude: meridianWords(longitude, 5, false) });
}

/** A parallel as it is written at its line. */
export function parallelWords(degrees: number, digits: number, short = true): string {
	const words = { degrees: sized(degrees, digits, short) };
	if (short) return degrees < 0 ? m.map_s(words) : m.map_n(words);
	return degrees < 0 ? m.map_south(words) : m.map_north(words);
}

/** Likewise a meridian; beyond the date line one counts from the other side. */
export function meridianWords(degrees: number, digits: number, short = true): string {
	const around = ((((degrees + 180) % 360) + 360) % 360) - 180;
	const words = { degrees: sized(around, digits, short) };
	if (short) return around < 0 ? m.map_w(words) : m.map_e(words);
	return around < 0 ? m.map_west(words) : m.map_east(words);
}

function sized(degrees: number, digits: number, even: boolean): string {
	return number(Math.abs(degrees), { maximumFractionDigits: digits, minimumFractionDigits: even ? digits : 0 });
}

/** A length as a scale says it. */
export function lengthWords(metres: number): string {
	const far = metres >= 1000;
	return number(far ? metres / 1000 : metres, { style: 'unit', unit: far ? 'kilometer' : 'meter', unitDisplay: 'short', maximumSignificantDigits: 3 });
}
