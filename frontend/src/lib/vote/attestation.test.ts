import { expect, test } from 'vitest';
import { checkAttestations } from '$lib/verify/check-attestation';
import { readBundle } from '$lib/verify/bundle';
import { attested, hold } from '$lib/verify/testdata/server';
import { verifyBundle } from '$lib/verify/verify';
import { attest, auditorSecret } from './attestation';
import { pageStore } from './store';

const held = hold({ level: 'ballots', auditors: true });

test('what is signed here is what is checked there', () => {
	const text = JSON.stringify(held.bundle);
	const { about } = verifyBundle(text);
	if (!about) throw new Error('no bundle');
	const signed = attest(about, 'member-1', 'ab'.repeat(32));
	expect(signed.note).toContain(`\nkey ${signed.key}\n`);
	expect(checkAttestations(readBundle(text, []), [{ name: 'mine', text: signed.note }])).toMatchObject({ verdict: 'holds' });
	expect(signed.note.split('\n').slice(0, 4)).toEqual(attested(held, 'member-1').split('\n').slice(0, 4));
});

test('a device keeps one key for each account, and makes another if what it has is none', () => {
	const store = pageStore();
	const made = auditorSecret('ada', store);
	expect(made).toMatch(/^[0-9a-f]{64}$/);
	expect(auditorSecret('ada', store)).toBe(made);
	expect(auditorSecret('ben', store)).not.toBe(made);
	store.write('folkmoot:auditor:ada', 'a shopping list');
	expect(auditorSecret('ada', store)).not.toBe(made);
});
