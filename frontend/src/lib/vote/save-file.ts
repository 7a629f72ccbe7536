/** Lets the browser save a text as a file. */
export function saveFile(name: string, text: string, type = 'text/plain'): void {
	const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
	const link = document.createElement('a');
	[link.href, link.download] = [address, name];
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
