import { m } from '$lib/text/paraglide/messages';

const words: Record<string, () => string> = {
	kind: m.import_kind,
	title: m.import_field_title,
	text: m.import_field_text,
	minutes: m.import_field_minutes,
	symbol: m.import_field_symbol,
	stands_for: m.import_field_stands_for,
	wish: m.import_field_wish,
	small_action: m.import_field_small_action,
	tags: m.import_field_tags
};

/** What a column was taken for, in a word. */
export function columnWord(column: string): string {
	return words[column]?.() ?? column;
}
