import { expect, test } from 'vitest';
import { hashOf } from '$lib/verify/bytes';
import { canonical, choicesOf, commitmentOf, newNonce } from './opening';

/** The vector of ledger/texts_test.go, which was hashed with sha256sum. */
test('a commitment is that of docs/bundle.md', () => {
	const opening = { revision: 1, nonce: `${'0'.repeat(63)}1`, choices: canonical({ 2: -1, 10: 1, 1: 1 }) };
	expect(opening.choices).toBe('{"1":1,"10":1,"2":-1}');
	expect(commitmentOf('01', hashOf('{}'), opening)).toBe('fa6051a5bc0abb04dbc6b49adb01444a57926930ba0f71388390cf356ec17d1d');
});

test.each([
	[{}, '{}'],
	[{ 3: 0, 1: 2 }, '{"1":2}'],
	[{ 9: 1, 10: 2, 100: 3, 2: -1 }, '{"10":2,"100":3,"2":-1,"9":1}']
])('%o is written as %s', (choices, text) => {
	expect(canonical(choices)).toBe(text);
});

test.each(['', 'null', '[]', '{"1": 1}', '{"2":1,"1":1}', '{"1":0}', '{"1":1.5}', '{"1":"1"}', '{"1":1,"1":2}', '{"1":-2}'])('%o is no canonical text', (text) => {
	expect(choicesOf(text)).toBeUndefined();
});

test('what was written is read again', () => {
	expect(choicesOf('{"1":1,"10":1,"2":-1}')).toEqual({ 1: 1, 10: 1, 2: -1 });
	expect(choicesOf('{}')).toEqual({});
});

test('no nonce comes twice', () => {
	const nonces = new Set(Array.from({ length: 100 }, newNonce));
	expect(nonces.size).toBe(100);
	for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{64}$/);
});
