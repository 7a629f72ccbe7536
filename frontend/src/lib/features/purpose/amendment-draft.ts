import type { CommonText, TextAmendment } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';

/** What is written of an amendment, with the version of the text that it is written from. */
export interface Written {
	text: string;
	reason: string;
	base: number;
}

/** What stands in the form at first: the text as it is, or one's amendment as it is. */
export function beginning(present: CommonText, amendment?: TextAmendment): Written {
	return { text: amendment?.text ?? present.text, reason: amendment?.reason ?? '', base: present.version };
}

/** What is missing before it can be sent, by field. */
export function missingIn({ text, reason }: Written, present: string): Record<string, string> {
	const missing: Record<string, string> = {};
	if (!text.trim()) missing['text'] = m.amendment_text_missing();
	else if (text.trim() === present) missing['text'] = m.amendment_text_same();
	if (!reason.trim()) missing['reason'] = m.amendment_why_missing();
	return missing;
}
