/** Markdown as one reads it aloud: without the marks of emphasis and headings. For places that have no HTML of it. */
export function withoutMarks(markdown: string): string {
	return markdown.replace(/^#{1,6}\s+/gm, '').replace(/(\*\*|__|[*_`])(?=\S)([^\n]*?\S)\1/g, '$2');
}
