import { sha256 } from '@noble/hashes/sha2.js';

export { sha256 };

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

export function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The hash of a text, as 64 hexadecimal digits. */
export const hashOf = (text: string): string => hex(sha256(utf8(text)));

/** The hash of lines, each with its line feed. */
export const hashOfLines = (lines: readonly string[]): string => hashOf(lines.map((line) => `${line}\n`).join(''));

/** Base64 of RFC 4648, section 4, with its padding and nothing else; undefined if the text is anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
	if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
	const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
	return toBase64(bytes) === text ? bytes : undefined;
}

export function toBase64(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes));
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
	for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
	return a.length - b.length;
}

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => compareBytes(a, b) === 0;

/** Orders texts by their bytes. UTF-16 puts pairs of surrogates before some letters that stand before them in UTF-8. */
export function compareText(a: string, b: string): number {
	if (a === b) return 0;
	return /[\ud800-\udfff]/.test(a + b) ? compareBytes(utf8(a), utf8(b)) : a < b ? -1 : 1;
}
