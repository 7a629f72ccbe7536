import { diffWordsWithSpace } from 'diff';
import { locale } from './locale';

/** A part of two texts: in both, or only in the one after or the one before. */
export interface Part {
	kind: 'same' | 'added' | 'removed';
	text: string;
}

/** What became of a text, word by word as its language has words. */
export function difference(before: string, after: string, language: string = locale()): Part[] {
	const intlSegmenter = new Intl.Segmenter(language, { granularity: 'word' });
	const parts = diffWordsWithSpace(before, after, { intlSegmenter }).map(({ added, removed, value }): Part => ({
		kind: added ? 'added' : removed ? 'removed' : 'same',
		text: value
	}));
	return joined(parts);
}

/** Changes that only a space parts are one change: several words in place of several others, and not word for word. */
function joined(parts: Part[]): Part[] {
	const done: Part[] = [];
	let change = { removed: '', added: '' };
	const finish = (): void => {
		for (const kind of ['removed', 'added'] as const) if (change[kind]) done.push({ kind, text: change[kind] });
		change = { removed: '', added: '' };
	};
	parts.forEach(({ kind, text }, place) => {
		if (kind !== 'same') change[kind] += text;
		else if ((change.removed || change.added) && place < parts.length - 1 && /^ +$/.test(text)) {
			change = { removed: change.removed + text, added: change.added + text };
		} else {
			finish();
			done.push({ kind, text });
		}
	});
	finish();
	return done;
}
