import { expect, test } from 'vitest';
import { checkLink, isWeb } from './check-link';

test.each(['https://example.org', 'http://example.org/a?b#c', ' HTTPS://example.org '])('%s can be linked to', (address) => {
	expect(checkLink('The plan', address)).toEqual({});
});

test.each(['', 'example.org', 'javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'ftp://example.org', 'https:example.org', 'https://'])(
	'%s cannot',
	(address) => {
		expect(isWeb(address)).toBe(false);
		expect(Object.keys(checkLink('The plan', address))).toEqual(['address']);
	}
);

test('a link says what is there', () => {
	expect(Object.keys(checkLink(' ', 'https://example.org'))).toEqual(['title']);
});
