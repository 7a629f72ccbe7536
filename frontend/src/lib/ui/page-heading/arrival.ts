let arriving = false;

/** A navigation has begun: the next heading that appears takes the focus. */
export function depart(): void {
	arriving = true;
}

/** Gives the focus to a heading, once for each navigation, unless somebody has taken it elsewhere meanwhile. */
export function arrive(heading: HTMLElement | null): void {
	if (!arriving || !heading) return;
	arriving = false;
	const focused = document.activeElement;
	const elsewhere = focused instanceof HTMLElement && focused.matches('input, textarea, select, dialog *');
	if (!elsewhere) heading.focus({ preventScroll: true });
}
