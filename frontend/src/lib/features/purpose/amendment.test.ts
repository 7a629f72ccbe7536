import { expect, test } from 'vitest';
import type { CommonText, TextAmendment } from '$lib/api/types';
import { beginning, missingIn } from './amendment-draft';
import { mineOf, saidOf } from './amendment-words';

const present = { text: 'We meet.', version: 3 } as Partial<CommonText> as CommonText;

test('one begins with the text as it is, or with what one proposed', () => {
	expect(beginning(present)).toEqual({ text: 'We meet.', reason: '', base: 3 });
	const amendment = { text: 'We eat.', reason: 'Bread.' } as Partial<TextAmendment> as TextAmendment;
	expect(beginning(present, amendment)).toEqual({ text: 'We eat.', reason: 'Bread.', base: 3 });
});

test('a change needs other words and a reason', () => {
	const fields = (text: string, reason: string) => Object.keys(missingIn({ text, reason, base: 3 }, present.text));
	expect(fields(' We meet. ', 'So.')).toEqual(['text']);
	expect(fields(' ', ' ')).toEqual(['text', 'reason']);
	expect(fields('We eat.', 'Bread.')).toEqual([]);
});

test('what was said is counted in words, and silence is said too', () => {
	expect(saidOf({ support: 1, live: 0, concern: 2 })).toEqual(['1 supports it', '2 have a concern']);
	expect(saidOf({ support: 0, live: 0, concern: 0 })).toEqual(['Nobody has said anything yet.']);
	expect(mineOf({ mine: 'live' })).toBe('You can live with it.');
	expect(mineOf({ mine: '' })).toBe('');
});
