import { getLocale } from './paraglide/runtime';

/** The language of the page as this device writes it: `en` becomes `en-GB` where the device says so. */
export function locale(): string {
	const language = getLocale();
	const here = typeof navigator === 'undefined' ? [] : navigator.languages;
	return here.find((tag) => tag.split('-')[0] === language) ?? language;
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The direction in which a language is written. */
export function direction(language: string): 'ltr' | 'rtl' {
	return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
