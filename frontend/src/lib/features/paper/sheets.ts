import type { Round, Sheet, Sheets } from '$lib/api/types';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

/** The first or the second time; empty while nobody can tell which. */
export type Entry = '' | '1' | '2';

/** A serial number as it is kept: capitals, plain hyphens, and like one that is known already if only zeros differ. */
export function serialOf(typed: string, known: Sheet[] = []): string {
	const serial = typed.toUpperCase().replace(/\s/gu, '').replace(/[‐‑‒–—−]/gu, '-');
	return known.find((sheet) => bare(sheet.serial) === bare(serial))?.serial ?? serial;
}

export function isSerial(serial: string): boolean {
	return /^[0-9A-Za-z-]{1,40}$/.test(serial) && /\d/.test(serial.split('-').at(-1) ?? '');
}

/** What the next sheet of the pile begins with: all but its number, where a hyphen parts them. */
export function beginning(serial: string): string {
	return /^.*-(?=[^-]*$)/.exec(serial)?.[0] ?? '';
}

/** Which entry a sheet still needs; empty if it has both, and somebody has to say which is typed again. */
export function missingEntry(sheet: Sheet | undefined): Entry {
	if (!sheet) return '1';
	if (sheet.state !== 'once') return '';
	return sheet.entries[0]?.entry === 1 ? '2' : '1';
}

/** What is known of a sheet whose number was typed, in a sentence; empty for one that is new. */
export function known(sheet: Sheet | undefined): string {
	if (!sheet) return '';
	if (sheet.state === 'same') return m.paper_known_same();
	if (sheet.state === 'different') return m.paper_known_different();
	const { entry, by } = sheet.entries[0] ?? { entry: 1, by: '' };
	return entry === 1 ? m.paper_known_first({ name: by }) : m.paper_known_second({ name: by });
}

/** What became of a sheet that was typed in just now. */
export function typedSaid({ serial, state }: Sheet): string {
	if (state === 'different') return m.paper_typed_different({ serial });
	return state === 'same' ? m.paper_typed_same({ serial }) : m.paper_typed_once({ serial });
}

/** The sheets with one that was typed in now, by their serial numbers. */
export function withSheet(sheets: Sheets, sheet: Sheet): Sheets {
	const others = sheets.items.filter(({ serial }) => serial !== sheet.serial);
	return { ...sheets, items: [...others, sheet].sort((one, other) => (one.serial < other.serial ? -1 : 1)) };
}

/** How far it has come. */
export interface Progress {
	same: Sheet[];
	once: Sheet[];
	different: Sheet[];
	/** Sheets that were begun or handed out, and are not yet twice the same. */
	todo: number;
	/** Sheets that were handed out and that nobody has begun to type in. */
	away: number;
}

export function progress({ handed, items }: Sheets): Progress {
	const of = (state: Sheet['state']): Sheet[] => items.filter((sheet) => sheet.state === state);
	const same = of('same');
	return { same, once: of('once'), different: of('different'), todo: Math.max(handed, items.length) - same.length, away: Math.max(0, handed - items.length) };
}

/** Why the count cannot begin, as a sentence; undefined if it can. */
export function notYet(sheets: Sheets): string | undefined {
	const { same, once, different } = progress(sheets);
	if (different.length > 0) return m.paper_count_different({ count: different.length, number: number(different.length) });
	if (once.length > 0) return m.paper_count_once({ count: once.length, number: number(once.length) });
	if (same.length > sheets.handed) return m.paper_count_more({ typed: number(same.length), handed: number(sheets.handed) });
	return undefined;
}

/** Every sheet that was handed out is typed in twice and the same. */
export function allDone(sheets: Sheets): boolean {
	return sheets.items.length > 0 && progress(sheets).todo === 0 && notYet(sheets) === undefined;
}

/** What starting the count does to the sheets, beforehand. */
export function countSaid(sheets: Sheets): string {
	const { same, away } = progress(sheets);
	const counted = m.paper_count_sheets({ count: same.length, number: number(same.length) });
	return away > 0 ? `${counted} ${m.paper_count_away({ count: away, number: number(away) })}` : counted;
}

/** Sheets of a round can be typed in: voting has ended, and the count has not begun. */
export function canType({ paper, can }: Pick<Round, 'paper' | 'can'>): boolean {
	return paper !== 'none' && can.includes('paper.type');
}

/** KR7-004 and kr7-4 are one sheet. */
function bare(serial: string): string {
	return serial.toUpperCase().replace(/(^|-)0+(?=\d)/g, '$1');
}
