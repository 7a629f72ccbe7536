import { locale } from '$lib/text/locale';

/** Of these, the search knows the forms of words (internal/text/stem.go). */
const known = ['ar', 'da', 'de', 'en', 'es', 'fi', 'fr', 'hu', 'it', 'nl', 'no', 'pt', 'ro', 'ru', 'sv', 'tr'];

/** In these, words are found as they are written. */
const others = ['bg', 'bn', 'bs', 'ca', 'cs', 'cy', 'el', 'et', 'eu', 'fa', 'ga', 'gl', 'he', 'hi', 'hr', 'id', 'is', 'ja', 'ko', 'lb', 'lt', 'lv', 'mk', 'mt', 'pl', 'rm', 'sk', 'sl', 'sq', 'sr', 'sw', 'uk', 'ur', 'vi', 'zh'];

/** The name of a language, in the language of the page. */
export function languageName(language: string): string {
	return new Intl.DisplayNames(locale(), { type: 'language' }).of(language) ?? language;
}

/** The languages to choose from by their names, with the one that is chosen. */
export function languageOptions(chosen: string): { value: string; label: string }[] {
	return [...new Set([...known, ...others, chosen])]
		.map((value) => ({ value, label: languageName(value) }))
		.sort((a, b) => a.label.localeCompare(b.label, locale()));
}

/** What most people here may want to write in: the language of the device, if it can be chosen. */
export function languageHere(): string {
	const [language = 'en'] = navigator.language.split('-');
	return known.includes(language) || others.includes(language) ? language : 'en';
}
