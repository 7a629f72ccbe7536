import { describe, expect, test } from 'vitest';
import { contrast, readPairs, readThemes, type Theme } from './contrast';
import css from './tokens.css?raw';


const [usual = '', more = ''] = css.split('@media (prefers-contrast: more)');
const base = readThemes(usual);
const high = readThemes(more);
const over = (below: Theme, above: Theme): Theme => {
	const theme: Theme = new Map([...below, ...above]);
	const ink = theme.get('ink');
	if (ink) theme.set('focus', ink);
	return theme;
};

const themes: Record<string, Theme> = {
	light: base.light,
	dark: base.dark,
	'light, more contrast': over(base.light, high.light),
	'dark, more contrast': over(base.dark, high.dark)
};
const pairs = readPairs(css);

test('black on white is 21', () => {
	const grey = (lightness: number) => ({ lightness, chroma: 0, hue: 0 });
	expect(contrast(grey(0), grey(1))).toBeCloseTo(21, 1);
});

test('every colour that words are written in is in some pair', () => {
	const fronts = new Set(pairs.flatMap(({ front, back }) => [front, back]));
	const decoration = new Set(['hairline']);
	for (const name of base.light.keys()) expect(fronts.has(name) || decoration.has(name), name).toBe(true);
});

for (const [name, theme] of Object.entries(themes)) {
	describe(name, () => {
		test.each(pairs)('$front on $back is at least $least', ({ front, back, least }) => {
			const [one, other] = [theme.get(front), theme.get(back)];
			if (!one || !other) throw new Error(`no such token: ${front} or ${back}`);
			expect(contrast(one, other)).toBeGreaterThanOrEqual(least);
		});
	});
}
