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
	return diffWordsWithSpace(before, after, { intlSegmenter }).map(({ added, removed, value }) => ({
		kind: added ? 'added' : removed ? 'removed' : 'same',
		text: value
	}));
}
