import { expect, test } from 'vitest';
import { difference, type Part } from './difference';

const joined = (parts: Part[], without: Part['kind']): string =>
	parts.filter(({ kind }) => kind !== without).map(({ text }) => text).join('');

test.each([
	['a word', 'We meet at the mill.', 'We meet at the old mill.', 'en'],
	['everything', 'One', 'two', 'en'],
	['nothing', 'The same\n\nas before', 'The same\n\nas before', 'en'],
	['from nothing', '', 'A purpose', 'en'],
	['without spaces', '私たちは川で会う', '私たちは橋で会う', 'ja'],
	['right to left', 'نلتقي عند النهر', 'نلتقي عند الجسر', 'ar']
])('both texts can be read from their difference: %s', (_, before, after, language) => {
	const parts = difference(before, after, language);
	expect(joined(parts, 'added')).toBe(before);
	expect(joined(parts, 'removed')).toBe(after);
});

test('a word that was put in is all that is marked', () => {
	const marked = difference('We meet at the mill.', 'We meet at the old mill.', 'en').filter(({ kind }) => kind !== 'same');
	expect(marked).toHaveLength(1);
	expect(marked[0]).toMatchObject({ kind: 'added' });
	expect(marked[0]?.text.trim()).toBe('old');
});

test('several words in place of several others are one change', () => {
	expect(difference('It belongs to all of us.', 'It belongs to all who use it.', 'en')).toEqual([
		{ kind: 'same', text: 'It belongs to all ' },
		{ kind: 'removed', text: 'of us' },
		{ kind: 'added', text: 'who use it' },
		{ kind: 'same', text: '.' }
	]);
});
