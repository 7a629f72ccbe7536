/** Nobody takes one of these for another, and they make no words. */
const letters = 'CDFGHJKMNPQRTVWXY';
const digits = '2345679';

/** What all sheets of one printing begin with: "KR7". Another printing has another, so that no number is there twice. */
export function newPrefix(random: (below: number) => number = fromDevice): string {
	const one = (of: string): string => of.charAt(random(of.length));
	return one(letters) + one(letters) + one(digits);
}

/** "KR7-001" and so on. */
export function serials(prefix: string, count: number): string[] {
	return Array.from({ length: count }, (_, place) => `${prefix}-${String(place + 1).padStart(3, '0')}`);
}

function fromDevice(below: number): number {
	return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % below;
}
