/** An exact number: numerator and denominator in lowest terms, the denominator above 0. */
export interface Fraction {
	readonly over: bigint;
	readonly under: bigint;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
	while (b !== 0n) [a, b] = [b, a % b];
	return a < 0n ? -a : a;
}

export function fraction(over: bigint, under = 1n): Fraction {
	const common = greatestCommonDivisor(over, under);
	return { over: over / common, under: under / common };
}

export function compareFractions(a: Fraction, b: Fraction): number {
	return compare(a.over * b.under, b.over * a.under);
}

export function compare<T extends bigint | number | string>(a: T, b: T): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** "a/b" in lowest terms, or "a" if whole. */
export function written({ over, under }: Fraction): string {
	return under === 1n ? String(over) : `${over}/${under}`;
}
