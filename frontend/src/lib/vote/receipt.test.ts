import { expect, test } from 'vitest';
import { checkReceipt } from './check-receipt';
import { hashOf } from '$lib/verify/bytes';
import { promises, readReceipt } from './receipt';

/** Written by ledger.Signer with a seed of zeros. */
const key = 'folkmoot-test+7fdcbe3e+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const commitment = 'fa6051a5bc0abb04dbc6b49adb01444a57926930ba0f71388390cf356ec17d1d';
const named = { round: '01', rules: hashOf('{}'), commitment, revision: 1 };
const note = [
	'folkmoot/receipt/v1', 'folkmoot-test', 'round 01', `rules ${named.rules}`, `commitment ${commitment}`, 'revision 1', 'hour 2030-10-04T18Z', '',
	'— folkmoot-test f9y+PnmsSAZAjU/YmA7eqrb28RrF3gkj42HmUOMWrsGiFYNX/zYRVFcW1X3AtirVOnEUUsZ4+alZ3L2Ds2B5WrwZqgY=', ''
].join('\n');

test('a receipt is read, and is signed with the key of the ledger', () => {
	const receipt = { origin: 'folkmoot-test', hour: '2030-10-04T18Z', ...named };
	expect(readReceipt(note)).toEqual(receipt);
	expect(checkReceipt(note, key)).toEqual({ holds: true, receipt });
});

test('one that was copied by hand holds all the same', () => {
	expect(checkReceipt(`\n${note.trimEnd().replaceAll('\n', '\r\n')}  `, key).holds).toBe(true);
});

test.each([
	['another revision', note.replace('revision 1', 'revision 2'), 'signature'],
	['another commitment', note.replace('commitment fa', 'commitment fb'), 'signature'],
	['another signature', note.replace('f9y+Pnms', 'f9y+Pnmt'), 'signature'],
	['another key hash', note.replace('f9y+', 'f9y/'), 'signature'],
	['another name', note.replace('— folkmoot-test', '— folkmoot-best'), 'signature'],
	['no signature', note.slice(0, note.indexOf('—')), 'form'],
	['a line too many', note.replace('hour', 'more\nhour'), 'form'],
	['two signatures', note + note.slice(note.indexOf('—')), 'form'],
	['nothing', '', 'form']
])('%s: it does not hold', (_, changed, why) => {
	expect(checkReceipt(changed, key)).toEqual({ holds: false, why });
});

test.each(['', 'folkmoot-test+7fdcbe3e+AAAA', key.replace('7fdcbe3e', '7fdcbe3f'), key.replace('+ATtq', '+AjtQ')])('%s is no key', (wrong) => {
	expect(checkReceipt(note, wrong)).toEqual({ holds: false, why: 'key' });
});

test('a receipt has to name round, rules, commitment and revision', () => {
	expect(promises(note, named)).toBe(true);
	for (const other of [{ round: '02' }, { rules: commitment }, { commitment: named.rules }, { revision: 2 }]) expect(promises(note, { ...named, ...other })).toBe(false);
	expect(promises('', named)).toBe(false);
});
