import { m } from '$lib/text/paraglide/messages';

/** What the server takes, in bytes. */
const most = 5 * 1024 * 1024;

/** What can be said before a file is sent: sentences by field. */
export function checkFile(file: Pick<File, 'size' | 'type'> | undefined, caption: string): Record<string, string> {
	const wrong: Record<string, string> = {};
	if (!file) wrong.file = m.attachment_file_missing();
	else if (file.size > most) wrong.file = m.attachment_too_large();
	if (file?.type !== 'application/pdf' && !caption.trim()) wrong.caption = m.attachment_caption_missing();
	return wrong;
}
