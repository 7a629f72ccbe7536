import type { Outcome, Share } from '$lib/api/types';

/** How large a part each group of voters paid, in percent of the drawn length. The words of the server say the exact amounts. */
export function partsOf(paid: Share[]): number[] {
	const sums = paid.map(({ voters, amount, together }) => (together ? 1 : voters) * (numberIn(amount) ?? 1));
	const whole = sums.reduce((sum, part) => sum + part, 0);
	return sums.map((part) => (whole > 0 ? (100 * part) / whole : 0));
}

/** The first number in an amount as the server writes it: "about 1,059.58 PLN". */
export function numberIn(amount: string): number | undefined {
	const found = /\d[\d,]*(\.\d+)?/.exec(amount)?.[0];
	return found === undefined ? undefined : Number(found.replaceAll(',', ''));
}

/** Support is more than a count of people: points, or what places in a ranking are worth. */
export function isInPoints({ points, items }: Pick<Outcome, 'points' | 'items'>): boolean {
	return points || items.some(({ support, supporters }) => support !== supporters);
}
