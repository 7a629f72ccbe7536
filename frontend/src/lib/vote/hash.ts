import { sha256 } from '@noble/hashes/sha2.js';

export { sha256 };

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

export function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The hash of a text, as 64 hexadecimal digits. Not by `crypto.subtle`, which browsers give to pages over TLS only: a group
 * that votes in its own network has none, and there should be one way and not two.
 */
export const hashOf = (text: string): string => hex(sha256(utf8(text)));
