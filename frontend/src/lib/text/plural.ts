import { locale } from './locale';

/** The forms of a word that a language may need; `other` always. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * The form for a count by the rules of the language. Messages have their own plurals (see messages/); this is for words
 * that come from data.
 */
export function plural(count: number, forms: Forms, language: string = locale()): string {
	return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}
