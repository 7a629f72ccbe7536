/** The addresses in what somebody pasted: one a line, with commas or semicolons, with or without names; each once. */
export function splitAddresses(written: string): { addresses: string[]; wrong: string[] } {
	const pieces = written.split(/[\n,;]+/).flatMap(addressesIn);
	const known = new Map(pieces.map((address) => [address.toLowerCase(), address]));
	const all = [...known.values()];
	return { addresses: all.filter(looksRight), wrong: all.filter((address) => !looksRight(address)) };
}

/** "Ada Lind <ada@example.org>" names one; "a@b.org c@d.org" two. */
function addressesIn(piece: string): string[] {
	const pointed = [...piece.matchAll(/<([^<>]*)>/g)].map(([, address = '']) => address.trim());
	if (pointed.length > 0) return pointed.filter(Boolean);
	const words = piece.trim().split(/\s+/).filter(Boolean);
	return words.every((word) => word.includes('@')) ? words : [piece.trim()];
}

function looksRight(address: string): boolean {
	return /^[^\s@<>]+@[^\s@<>]+$/.test(address);
}
