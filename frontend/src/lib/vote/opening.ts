import type { Choices } from '$lib/api/types';
import { hashOf, hex } from '$lib/verify/bytes';

/** What a commitment hides: a ballot with the nonce that only its voter has. docs/bundle.md describes it. */
export interface Opening {
	/** 1 for the first ballot, one more each time it is changed or taken back. */
	revision: number;
	/** 32 random bytes, in hexadecimal. */
	nonce: string;
	/** In their canonical form. */
	choices: string;
}

/** What a ballot says that was taken back. */
export const takenBack = '{}';

/** Choices as they are hashed: without spaces, sorted by the bytes of their keys, without those that say nothing. */
export function canonical(choices: Choices): string {
	const said = Object.entries(choices).filter(([, given]) => given !== 0);
	// Keys are decimal numbers: the order of their letters is that of their bytes.
	said.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${said.map(([key, given]) => `${JSON.stringify(key)}:${given}`).join(',')}}`;
}

/** Reads what `canonical` wrote; undefined if it is anything else. */
export function choicesOf(text: string): Choices | undefined {
	try {
		const read: unknown = JSON.parse(text);
		if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
		const choices = soundChoices(read);
		return canonical(choices) === text ? choices : undefined;
	} catch {
		return undefined;
	}
}

/** What of an object can be said on a ballot: whole numbers above 0, and -1 for what is to be held. */
export function soundChoices(read: object): Choices {
	const whole = Object.entries(read).filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1]) && (entry[1] > 0 || entry[1] === -1));
	return Object.fromEntries(whole);
}

export function newNonce(): string {
	return hex(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * Stands for a ballot of a round and tells nothing about it. It is not hashed by `crypto.subtle`, which browsers give to pages over
 * TLS only: a group that votes in its own network has none, and there should be one way and not two.
 */
export function commitmentOf(round: string, rulesHash: string, { revision, nonce, choices }: Opening): string {
	return hashOf(['folkmoot/ballot/v1', round, rulesHash, String(revision), nonce, choices].map((line) => `${line}\n`).join(''));
}
