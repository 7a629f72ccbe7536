import type { Choices } from '$lib/api/types';
import { soundChoices } from './opening';

/** A half-filled ballot on its way to another device, in the part of an address that browsers never send to a server. */

const sign = '#ballot=';
const name = 'folkmoot:carried';

/** The address of a round with the choices in its fragment. */
export function carryLink(address: string, choices: Choices): string {
	const said = Object.entries(choices).map(([key, given]) => `${encodeURIComponent(key)}:${given}`);
	return `${address.replace(/#.*$/, '')}${sign}${said.join(',')}`;
}

function readLink(text: string): Choices | undefined {
	const pairs = text.split(',').map((pair) => /^([^:]+):(-?\d+)$/.exec(pair));
	if (pairs.some((pair) => !pair)) return undefined;
	return soundChoices(Object.fromEntries(pairs.map((pair) => [decodeURIComponent(pair?.[1] ?? ''), Number(pair?.[2])])));
}

/**
 * Takes choices out of an address, before anything else sees it: signing in on the way must not put them into another one. They
 * wait in this window until the ballot is there. Says whether there were any.
 */
export function takeFromAddress(): boolean {
	const { hash, pathname, search } = location;
	if (!hash.startsWith(sign)) return false;
	history.replaceState(history.state, '', pathname + search);
	try {
		sessionStorage.setItem(name, JSON.stringify({ pathname, choices: hash.slice(sign.length) }));
	} catch {
		// Nothing is kept where nothing may be kept.
	}
	return true;
}

/** The choices that were carried to the page at this path, once. */
export function carriedTo(path: string): Choices | undefined {
	try {
		const read = JSON.parse(sessionStorage.getItem(name) ?? 'null') as { pathname?: unknown; choices?: unknown } | null;
		if (read?.pathname !== path || typeof read.choices !== 'string') return undefined;
		sessionStorage.removeItem(name);
		return readLink(read.choices);
	} catch {
		return undefined;
	}
}
