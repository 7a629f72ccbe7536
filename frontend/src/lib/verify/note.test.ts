import { expect, test } from 'vitest';
import { openNote, readCheckpoint, readKey, readReceipt, type VerifierKey } from './note';
import { origin, signed, verifierKey } from './testdata/server';

const key = readKey(verifierKey) as VerifierKey;

test('the key and the notes of another program: the example of Go’s sumdb/note', () => {
	const peter = readKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW') as VerifierKey;
	const text = 'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace('’', "'");
	const note = `${text}\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
	expect(openNote(note, peter)).toBe(text);
	expect(openNote(note.replace('answer', 'end'), peter)).toBeUndefined();
});

test('a key that names another hash or algorithm is none', () => {
	expect(key.origin).toBe(origin);
	for (const text of [verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'), verifierKey.slice(0, -1), verifierKey.replace('+A', '+B'), `${verifierKey}\n`, origin]) {
		expect(readKey(text)).toBeUndefined();
	}
});

test('one signature, of this key, and no more', () => {
	const note = signed('text\n');
	const other = '\u2014 witness.example AAAAAAAA\n';
	expect(openNote(note, key)).toBe('text\n');
	expect(openNote(note + other, key)).toBeUndefined();
	expect(openNote(`text\n\n${other}`, key)).toBeUndefined();
	expect(openNote(note.replace('text', 'test'), key)).toBeUndefined();
	expect(openNote(note.trimEnd(), key)).toBeUndefined();
});

test('checkpoints and receipts have their lines and no others', () => {
	const root = 'A'.repeat(43).concat('=');
	expect(readCheckpoint(`${origin}\n12\n${root}\n`)).toMatchObject({ origin, size: 12 });
	for (const text of [`${origin}\n012\n${root}\n`, `${origin}\n12\n${root}`, `${origin}\n12\n${root}\nmore\n`, `${origin}\n12\nAAAA\n`]) expect(readCheckpoint(text)).toBeUndefined();
	const hash = '0'.repeat(64);
	const receipt = `folkmoot/receipt/v1\n${origin}\nround r\nrules ${hash}\ncommitment ${hash}\nrevision 1\nhour 2030-10-04T18Z\n`;
	expect(readReceipt(receipt)).toMatchObject({ round: 'r', revision: 1 });
	for (const text of [receipt.replace('v1', 'v2'), receipt.replace('18Z', '18:00Z'), `${receipt}more\n`, receipt.replace(' 1\n', ' 01\n')]) expect(readReceipt(text)).toBeUndefined();
});
