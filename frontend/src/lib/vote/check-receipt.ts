import { openNote, readKey } from '$lib/verify/note';
import { readReceipt, whole, type Receipt } from './receipt';

export type Checked = { holds: true; receipt: Receipt } | { holds: false; why: 'form' | 'key' | 'signature' };

/** Checks that a receipt is signed with a verifier key, as the ledger gives it. Says nothing about what it names. */
export function checkReceipt(note: string, verifierKey: string): Checked {
	const key = readKey(verifierKey);
	if (!key) return { holds: false, why: 'key' };
	const receipt = readReceipt(note);
	if (!receipt || !/\n\n\u2014 \S+ \S+\n$/.test(whole(note))) return { holds: false, why: 'form' };
	const signed = receipt.origin === key.origin && openNote(whole(note), key) !== undefined;
	return signed ? { holds: true, receipt } : { holds: false, why: 'signature' };
}
