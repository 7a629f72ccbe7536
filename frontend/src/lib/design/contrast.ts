/** A colour as lightness (0 to 1), chroma and hue (degrees). */
export interface Oklch {
	lightness: number;
	chroma: number;
	hue: number;
}

/** The colours of one theme by the name of the token. */
export type Theme = Map<string, Oklch>;

/** Two tokens and the least contrast that they must have. */
export interface Pair {
	front: string;
	back: string;
	least: number;
}

const colour = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
const token = new RegExp(String.raw`--([\w-]+): light-dark\(${colour}, ${colour}\)`, 'g');

/** Reads the light and the dark theme from one block of tokens.css. */
export function readThemes(block: string): { light: Theme; dark: Theme } {
	const light: Theme = new Map();
	const dark: Theme = new Map();
	for (const [, name = '', ...numbers] of block.matchAll(token)) {
		const [l1 = 0, c1 = 0, h1 = 0, l2 = 0, c2 = 0, h2 = 0] = numbers.map(Number);
		light.set(name, { lightness: l1, chroma: c1, hue: h1 });
		dark.set(name, { lightness: l2, chroma: c2, hue: h2 });
	}
	for (const [, name = '', other = ''] of block.matchAll(/--([\w-]+): var\(--([\w-]+)\);/g)) {
		const [inLight, inDark] = [light.get(other), dark.get(other)];
		if (inLight) light.set(name, inLight);
		if (inDark) dark.set(name, inDark);
	}
	return { light, dark };
}

/** Reads the lines `pair: front on back least`. */
export function readPairs(css: string): Pair[] {
	return [...css.matchAll(/pair: ([\w-]+) on ([\w-]+) ([\d.]+)/g)].map(([, front = '', back = '', least]) => ({
		front,
		back,
		least: Number(least)
	}));
}

/** Relative luminance by WCAG 2.2; the matrices are Björn Ottosson's, colours outside sRGB are clipped. */
export function luminance({ lightness, chroma, hue }: Oklch): number {
	const a = chroma * Math.cos((hue * Math.PI) / 180);
	const b = chroma * Math.sin((hue * Math.PI) / 180);
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const clip = (x: number) => Math.min(1, Math.max(0, x));
	const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
	const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
	const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast by WCAG 2.2, from 1 to 21. */
export function contrast(one: Oklch, other: Oklch): number {
	const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
	return (high + 0.05) / (low + 0.05);
}
