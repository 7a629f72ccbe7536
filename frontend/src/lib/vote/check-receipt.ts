import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { hex, sha256, utf8 } from './hash';
import { readReceipt, textOf, whole, type Receipt } from './receipt';

hashes.sha512 = sha512;

export type Checked = { holds: true; receipt: Receipt } | { holds: false; why: 'form' | 'key' | 'signature' };

interface Key {
	origin: string;
	id: string;
	bytes: Uint8Array;
}

const algorithm = 1;

/** Checks that a receipt is signed with a verifier key, as the ledger gives it. Says nothing about what it names. */
export function checkReceipt(note: string, verifierKey: string): Checked {
	const key = readKey(verifierKey);
	if (!key) return { holds: false, why: 'key' };
	const receipt = readReceipt(note);
	const signed = whole(note);
	const [, name, base64] = /^\u2014 ([^+\s]+) ([A-Za-z0-9+/=]+)\n$/.exec(signed.slice(textOf(signed).length + 1)) ?? [];
	if (!receipt || name === undefined || base64 === undefined) return { holds: false, why: 'form' };
	const bytes = fromBase64(base64);
	const fits = name === key.origin && receipt.origin === key.origin && bytes?.length === 68 && hex(bytes.slice(0, 4)) === key.id;
	if (!fits || !verify(bytes.slice(4), utf8(textOf(signed)), key.bytes, { zip215: false })) return { holds: false, why: 'signature' };
	return { holds: true, receipt };
}

/** Reads `<origin>+<key hash>+<base64>`; undefined if it is none. */
function readKey(text: string): Key | undefined {
	const [, origin, id, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
	const bytes = base64 === undefined ? undefined : fromBase64(base64);
	if (origin === undefined || id === undefined || bytes?.length !== 33 || bytes[0] !== algorithm) return undefined;
	const named = new Uint8Array([...utf8(`${origin}\n`), ...bytes]);
	return hex(sha256(named).slice(0, 4)) === id ? { origin, id, bytes: bytes.slice(1) } : undefined;
}

function fromBase64(text: string): Uint8Array | undefined {
	try {
		const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
		return btoa(String.fromCharCode(...bytes)) === text ? bytes : undefined;
	} catch {
		return undefined;
	}
}
