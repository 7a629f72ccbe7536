import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { equalBytes, fromBase64, hex, join, sha256, utf8 } from './bytes';
import type { Hash } from './merkle';

hashes.sha512 = sha512;

/** Who signs: the origin and an Ed25519 key. */
export interface VerifierKey {
	origin: string;
	id: Uint8Array;
	key: Uint8Array;
}

const algorithm = 1;

/** Reads `<origin>+<key hash>+<base64>`; undefined if it is none. */
export function readKey(text: string): VerifierKey | undefined {
	const [, origin, hash, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
	if (origin === undefined || hash === undefined || base64 === undefined) return undefined;
	const bytes = fromBase64(base64);
	if (!bytes || bytes.length !== 33 || bytes[0] !== algorithm) return undefined;
	const id = sha256(join(utf8(`${origin}\n`), bytes)).slice(0, 4);
	return hex(id) === hash ? { origin, id, key: bytes.slice(1) } : undefined;
}

/** The text of a signed note, if the key, and nobody else, has signed it. */
export function openNote(note: string, { origin, id, key }: VerifierKey): string | undefined {
	const end = note.lastIndexOf('\n\n');
	if (end < 0 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f\u007f]/.test(note)) return undefined;
	const text = note.slice(0, end + 1);
	const [, name, base64] = /^\u2014 ([^+\s]+) ([A-Za-z0-9+/=]+)\n$/.exec(note.slice(end + 2)) ?? [];
	const bytes = base64 === undefined ? undefined : fromBase64(base64);
	if (name !== origin || bytes?.length !== 68 || !equalBytes(bytes.slice(0, 4), id)) return undefined;
	return verify(bytes.slice(4), utf8(text), key, { zip215: false }) ? text : undefined;
}

export interface Checkpoint {
	origin: string;
	size: number;
	root: Hash;
}

/** Reads the text of a checkpoint: three lines. */
export function readCheckpoint(text: string): Checkpoint | undefined {
	const [, origin, size, base64] = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([^\n]+)\n$/.exec(text) ?? [];
	const root = base64 === undefined ? undefined : fromBase64(base64);
	if (origin === undefined || root?.length !== 32) return undefined;
	return { origin, size: Number(size), root };
}

export interface Receipt {
	origin: string;
	round: string;
	rules: string;
	commitment: string;
	revision: number;
	hour: string;
}

/** Reads the text of a receipt: seven lines. */
export function readReceipt(text: string): Receipt | undefined {
	const lines =
		/^folkmoot\/receipt\/v1\n([^\n]+)\nround ([^\n]+)\nrules ([0-9a-f]{64})\ncommitment ([0-9a-f]{64})\nrevision (0|[1-9][0-9]{0,14})\nhour (\d{4}-\d\d-\d\dT\d\dZ)\n$/;
	const [, origin, round, rules, commitment, revision, hour] = lines.exec(text) ?? [];
	if (origin === undefined || round === undefined || rules === undefined || commitment === undefined || hour === undefined) return undefined;
	return { origin, round, rules, commitment, revision: Number(revision), hour };
}

export interface Attestation {
	origin: string;
	round: string;
	seal: string;
	auditor: string;
	/** Whose name is the auditor. */
	key: VerifierKey;
	keyText: string;
}

/** Reads an attestation with its signature, by the key that it names, without looking whether that is true. */
export function readAttestation(note: string): Attestation | undefined {
	const lines = /^folkmoot\/attestation\/v1\n([^\n]+)\nround ([^\n]+)\nseal ([0-9a-f]{64})\nauditor ([^\n]+)\nkey ([^\n]+)\n\n[^\n]+\n$/;
	const [, origin, round, seal, auditor, keyText] = lines.exec(note) ?? [];
	const key = keyText === undefined ? undefined : readKey(keyText);
	if (origin === undefined || round === undefined || seal === undefined || auditor === undefined || keyText === undefined || !key) return undefined;
	return { origin, round, seal, auditor, key, keyText };
}
