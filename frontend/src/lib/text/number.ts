import { locale } from './locale';

/** A number as it is written in the language of the page. */
export function number(value: number, options?: Intl.NumberFormatOptions): string {
	return new Intl.NumberFormat(locale(), options).format(value);
}

/** A part of a whole in percent, without a fraction. */
export function percent(part: number, whole: number): string {
	return number(whole === 0 ? 0 : part / whole, { style: 'percent', maximumFractionDigits: 0 });
}

/** Names or things in a row: "Ada, Bo and Cy". */
export function list(items: string[]): string {
	return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(items);
}
