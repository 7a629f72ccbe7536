/**
 * Buttons go away by being pressed: "Pause" when it is a pause. Then the heading of where they stood gets the focus, so that
 * whoever works with the keyboard goes on from there. For `{@attach keepFocus}`.
 */
export function keepFocus(root: HTMLElement): () => void {
	let around: HTMLElement[] = [];
	const note = ({ target }: FocusEvent): void => {
		around = [];
		for (let one = target instanceof HTMLElement ? target : null; one && one !== root; one = one.parentElement) around.push(one);
	};
	const look = (): void => {
		const lost = around[0] && !around[0].isConnected && document.activeElement === document.body;
		if (!lost) return;
		const home = around.find((one) => one.isConnected && headingOf(one)) ?? root;
		around = [];
		const heading = headingOf(home);
		heading?.setAttribute('tabindex', '-1');
		heading?.focus({ preventScroll: true });
	};
	const observer = new MutationObserver(look);
	observer.observe(root, { childList: true, subtree: true });
	root.addEventListener('focusin', note);
	return () => {
		observer.disconnect();
		root.removeEventListener('focusin', note);
	};
}

const headingOf = (within: HTMLElement): HTMLElement | null => within.querySelector<HTMLElement>('h1, h2, h3');
