import { getPublicKey, hashes, sign } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { hex, join, sha256, toBase64, utf8 } from '$lib/verify/bytes';
import { deviceStore, type Store } from './store';

hashes.sha512 = sha512;

/** What an auditor signs: that every check of docs/bundle.md holds in the auditors' file with this seal. */
export interface Statement {
	origin: string;
	round: string;
	/** The hash of its text. */
	seal: string;
}

export interface Attestation {
	note: string;
	/** The verifier key of the auditor. */
	key: string;
}

const ed25519 = 1;

/** Signs as an auditor, with a secret of 64 hexadecimal digits. docs/bundle.md describes the note. */
export function attest({ origin, round, seal }: Statement, auditor: string, secret: string): Attestation {
	const own = Uint8Array.from(secret.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
	const point = join(Uint8Array.of(ed25519), getPublicKey(own));
	const id = sha256(join(utf8(`${auditor}\n`), point)).slice(0, 4);
	const key = `${auditor}+${hex(id)}+${toBase64(point)}`;
	const text = ['folkmoot/attestation/v1', origin, `round ${round}`, `seal ${seal}`, `auditor ${auditor}`, `key ${key}`, ''].join('\n');
	return { key, note: `${text}\n\u2014 ${auditor} ${toBase64(join(id, sign(utf8(text), own)))}\n` };
}

const digits = /^[0-9a-f]{64}$/;

/** The secret with which somebody signs on this device: the one it keeps, or a new one, which it then keeps if it will. The server never has it. */
export function auditorSecret(account: string, store: Store = deviceStore()): string {
	const name = `folkmoot:auditor:${account}`;
	const kept = store.read(name);
	if (kept !== undefined && digits.test(kept)) return kept;
	const made = hex(crypto.getRandomValues(new Uint8Array(32)));
	store.write(name, made);
	return made;
}
