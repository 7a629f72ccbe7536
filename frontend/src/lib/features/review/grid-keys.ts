type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * The keys of a table in which one writes: up and down lead to the same column of the next row, Enter down too, Shift and Enter begin
 * a new line. Tab leads on to the right as everywhere, Control and Enter send. Each control says its column in `data-column`.
 */
export function gridKeys(table: HTMLElement): () => void {
	const listen = (event: KeyboardEvent): void => {
		const control = event.target;
		if (!isControl(control) || !control.dataset.column) return;
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return control.form?.requestSubmit();
		const step = stepOf(event, control);
		if (step === 0) return;
		event.preventDefault();
		const column = [...table.querySelectorAll<Control>(`[data-column="${control.dataset.column}"]`)];
		const next = column[column.indexOf(control) + step];
		next?.focus();
		if (next && !(next instanceof HTMLSelectElement)) next.select();
	};
	table.addEventListener('keydown', listen);
	return () => table.removeEventListener('keydown', listen);
}

function isControl(target: EventTarget | null): target is Control {
	return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** How many rows a key leads down: -1, 0 or 1. */
function stepOf(event: KeyboardEvent, control: Control): number {
	if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isOpen(control)) return 0;
	switch (event.key) {
		case 'Enter':
			return 1;
		case 'ArrowDown':
			return linesAfter(control) ? 0 : 1;
		case 'ArrowUp':
			return linesBefore(control) ? 0 : -1;
		default:
			return 0;
	}
}

/** In the open list of a select the arrows choose. */
function isOpen(control: Control): boolean {
	return control instanceof HTMLSelectElement && CSS.supports('selector(:open)') && control.matches(':open');
}

function linesAfter(control: Control): boolean {
	return !(control instanceof HTMLSelectElement) && control.value.slice(control.selectionEnd ?? 0).includes('\n');
}

function linesBefore(control: Control): boolean {
	return !(control instanceof HTMLSelectElement) && control.value.slice(0, control.selectionStart ?? 0).includes('\n');
}
