import { locale } from './locale';
import { number } from './number';
import { m } from './paraglide/messages';

/** What a round spends: minutes, or money by its code (`EUR`), counted in 1/scale of the unit. */
export interface Measure {
	unit: string;
	scale: number;
}

export const inMinutes: Measure = { unit: 'min', scale: 1 };
export const inPoints: Measure = { unit: 'points', scale: 1 };
export const inChoices: Measure = { unit: 'choices', scale: 1 };

/** Units that are words of ours and not codes. */
const counted: Partial<Record<string, (whole: number) => string>> = { min: minutes, points, choices };

/** An amount in words: "54 minutes", "€1,200", "1 point". */
export function amount(value: number, { unit, scale }: Measure = inMinutes): string {
	const whole = value / scale;
	const inWords = counted[unit];
	if (inWords) return inWords(whole);
	if (/^[A-Z]{3}$/.test(unit)) return money(whole, unit);
	return `${number(whole)} ${unit}`;
}

/** Minutes in words; a whole number of hours stays in minutes, as a meeting counts. */
export function minutes(value: number): string {
	return m.text_minutes({ count: value, number: number(value) });
}

/** How long something takes, in hours and minutes: "2 h 30 min". */
export function duration(value: number): string {
	const [hours, rest] = [number(Math.floor(value / 60)), number(value % 60)];
	if (value < 60) return m.text_duration_minutes({ minutes: rest });
	return value % 60 === 0 ? m.text_duration_hours({ hours }) : m.text_duration({ hours, minutes: rest });
}

export function points(value: number): string {
	return m.text_points({ count: value, number: number(value) });
}

export function choices(value: number): string {
	return m.text_choices({ count: value, number: number(value) });
}

/** Money in the language of the page, without an empty fraction. */
export function money(value: number, currency: string): string {
	return new Intl.NumberFormat(locale(), {
		style: 'currency',
		currency,
		trailingZeroDisplay: 'stripIfInteger'
	}).format(value);
}

/** An amount beside another one that says the unit: "54", but "€54". */
export function bareAmount(value: number, measure: Measure = inMinutes): string {
	return counted[measure.unit] ? number(value / measure.scale) : amount(value, measure);
}

/** "54 of 90 minutes": the unit is said once. */
export function amountOf(used: number, total: number, measure: Measure = inMinutes): string {
	return m.text_of({ used: bareAmount(used, measure), total: amount(total, measure) });
}
