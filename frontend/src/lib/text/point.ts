/** A point on the earth, in whole millionths of a degree: it comes back as it was given. */
export interface Point {
	/** North of the equator. */
	latitude: number;
	/** East of Greenwich. */
	longitude: number;
}

export const millionths = 1_000_000;

const farthest = { latitude: 90 * millionths, longitude: 180 * millionths };

/** A number with a fraction, and what may stand after it: degrees, minutes and seconds. */
const angle = /^(-?)(\d{1,3})(?:\.(\d+))?(?:°(?:(\d{1,2})(?:\.(\d+))?(?:['′](?:(\d{1,2})(?:\.(\d+))?(?:["″]|''|′′))?)?)?)?$/;

/**
 * Reads a point as people write it or other programs copy it: `48.2082, 16.3738`, `48,2082; 16,3738`, `geo:48.2,16.4`,
 * `48°12′30″N 16°22′26″E`. Whatever is no point gives nothing.
 */
export function parsePoint(written: string): Point | undefined {
	const text = latinDigits(written).trim().toUpperCase().replaceAll('º', '°').replaceAll('−', '-').replace(/^GEO:([^;]*).*$/, '$1');
	const parts = split(text).map(readAngle);
	if (parts.length !== 2 || parts.some((part) => part === undefined)) return undefined;
	const [first, second] = parts as [Angle, Angle];
	const turned = first.axis === 'longitude' || second.axis === 'latitude';
	if (first.axis && first.axis === second.axis) return undefined;
	const [latitude, longitude] = turned ? [second.value, first.value] : [first.value, second.value];
	if (Math.abs(latitude) > farthest.latitude || Math.abs(longitude) > farthest.longitude) return undefined;
	return { latitude, longitude };
}

/** The two halves of a point, without spaces inside. */
function split(text: string): string[] {
	const letters = /^(.*?[NS])[,;\s]*(.*[EW])$|^(.*?[EW])[,;\s]*(.*[NS])$|^([NS].*?)[,;\s]*([EW].*)$|^([EW].*?)[,;\s]*([NS].*)$/.exec(text);
	const halves = letters ? letters.slice(1).filter((half) => half !== undefined) : plainHalves(text);
	return halves.map((half) => half.replace(/\s/g, '').replace(',', '.'));
}

/** Without letters: a semicolon divides, or a comma that is no decimal one, or a space. */
function plainHalves(text: string): string[] {
	if (text.includes(';')) return text.split(';');
	const commas = text.split(',');
	if (commas.length === 2 && !(/\s/.test(text) && /^[^\s,]*,\d+\s+\S+$/.test(text))) return commas;
	return text.split(/,?\s+/);
}

interface Angle {
	value: number;
	axis: 'latitude' | 'longitude' | undefined;
}

function readAngle(written: string): Angle | undefined {
	const letter = /^[NSEW]|[NSEW]$/.exec(written)?.[0];
	const read = angle.exec(letter ? written.replace(letter, '') : written);
	if (!read || (letter && read[1])) return undefined;
	const [, sign, whole, tenths = '', minutes = '0', minuteTenths = '', seconds = '0', secondTenths = ''] = read;
	if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
	const rest = Math.round((Number(`${minutes}.${minuteTenths || 0}`) / 60 + Number(`${seconds}.${secondTenths || 0}`) / 3600) * millionths);
	const size = Number(whole) * millionths + fraction(tenths) + rest;
	const axis = letter && (letter === 'N' || letter === 'S' ? 'latitude' : 'longitude');
	const value = sign || letter === 'S' || letter === 'W' ? -size : size;
	return { value: value === 0 ? 0 : value, axis: axis || undefined };
}

/** The digits after the point, as millionths, without the error of binary fractions. */
function fraction(digits: string): number {
	return Number(digits.slice(0, 6).padEnd(6, '0')) + (Number(digits[6] ?? 0) >= 5 ? 1 : 0);
}

/** The digits of other scripts as those that programs know. */
function latinDigits(text: string): string {
	return text
		.replace(/\p{Nd}/gu, (digit) => {
			let zero = digit.codePointAt(0) ?? 0;
			const code = zero;
			while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--;
			return String(code - zero);
		})
		.replaceAll('٫', '.')
		.replaceAll('،', ';');
}

/** A point as it stands in a field, to be read again: `48.2082, 16.3738`. */
export function pointText({ latitude, longitude }: Point): string {
	return `${degrees(latitude)}, ${degrees(longitude)}`;
}

function degrees(value: number): string {
	const size = Math.abs(value);
	const rest = String(size % millionths).padStart(6, '0').replace(/0+$/, '');
	return `${value < 0 ? '-' : ''}${Math.trunc(size / millionths)}${rest && `.${rest}`}`;
}

/** A point from degrees as maps reckon with them: around the earth as often as one likes, and never beyond the poles. */
export function pointAt(latitude: number, longitude: number): Point {
	const around = ((((longitude + 180) % 360) + 360) % 360) - 180;
	const whole = (value: number) => Math.round(value * millionths) || 0;
	return { latitude: whole(Math.max(-90, Math.min(90, latitude))), longitude: whole(around) };
}

/** Its degrees, as maps reckon with them. */
export function degreesOf({ latitude, longitude }: Point): [number, number] {
	return [latitude / millionths, longitude / millionths];
}
