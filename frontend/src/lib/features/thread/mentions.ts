import type { Mentioned } from '$lib/api/types';
import { fold } from '$lib/text/fold';

const most = 6;

/** How a mention stands in a text. */
export function mark(name: string): string {
	return `@${name}`;
}

/** A text with somebody mentioned at its end. */
export function withMention(text: string, name: string): string {
	const gap = text === '' || /\s$/.test(text) ? '' : ' ';
	return `${text}${gap}${mark(name)} `;
}

/** Those who were picked and whose names still stand in the text. */
export function stillMentioned(text: string, picked: Mentioned[]): string[] {
	return [...new Set(picked.filter(({ display_name }) => text.includes(mark(display_name))).map(({ id }) => id))];
}

/** The first few whose names have what somebody wrote. */
export function matching<T extends Mentioned>(people: T[], written: string): T[] {
	const wanted = fold(written);
	return people.filter(({ display_name }) => fold(display_name).includes(wanted)).slice(0, most);
}
