import { expect, test } from 'vitest';
import { languageHere, languageName, languageOptions } from './languages';

test('languages stand in the order of their names, and the present one is among them', () => {
	const options = languageOptions('yi');
	expect(options.map(({ value }) => value)).toContain('yi');
	const labels = options.map(({ label }) => label);
	expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b, 'en')));
	expect(new Set(labels).size).toBe(labels.length);
	expect(languageOptions('de').filter(({ value }) => value === 'de')).toHaveLength(1);
	expect(languageName('de')).toBe('German');
});

test('what the device speaks is suggested', () => {
	expect(languageHere()).toBe('en');
});
