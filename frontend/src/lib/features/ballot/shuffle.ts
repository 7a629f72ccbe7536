/** An order of its own for everybody, and always the same one for the same seed. */
export function shuffled<T>(items: readonly T[], seed: string): T[] {
	const next = randomFrom(seed);
	const order = [...items];
	for (let last = order.length - 1; last > 0; last--) {
		const other = Math.floor(next() * (last + 1));
		[order[last], order[other]] = [order[other] as T, order[last] as T];
	}
	return order;
}

/** Numbers from 0 to 1 out of a text: FNV-1a as the seed of mulberry32. For fairness of order, not for secrets. */
function randomFrom(seed: string): () => number {
	let state = 0x811c9dc5;
	for (const letter of new TextEncoder().encode(seed)) state = Math.imul(state ^ letter, 0x01000193);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
