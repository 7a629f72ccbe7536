import { afterEach, expect, test } from 'vitest';
import userEvent from '@testing-library/user-event';
import { gridKeys } from './grid-keys';

let stop: () => void = () => undefined;

function table(): HTMLElement {
	document.body.innerHTML = `<form><table>${[0, 1, 2]
		.map((row) => `<tr><td><input data-column="minutes" value="${row}"></td><td>${row === 1 ? '' : `<textarea data-column="reason">a\nb</textarea>`}</td></tr>`)
		.join('')}</table></form>`;
	const made = document.querySelector('table') as HTMLElement;
	stop = gridKeys(made);
	return made;
}

afterEach(() => stop());

test('up, down and Enter stay in the column, and stop at its ends', async () => {
	const inputs = [...table().querySelectorAll('input')];
	const user = userEvent.setup();
	inputs[0]?.focus();
	await user.keyboard('{ArrowUp}');
	expect(inputs[0]).toHaveFocus();
	await user.keyboard('{ArrowDown}{Enter}{ArrowDown}');
	expect(inputs[2]).toHaveFocus();
	await user.keyboard('{ArrowUp}');
	expect(inputs[1]).toHaveFocus();
});

test('within a text of several lines the arrows move from line to line, and a row without the cell is left out', async () => {
	const [first, last] = [...table().querySelectorAll('textarea')];
	const user = userEvent.setup();
	first?.focus();
	first?.setSelectionRange(0, 0);
	await user.keyboard('{ArrowDown}');
	expect(first).toHaveFocus();
	first?.setSelectionRange(3, 3);
	await user.keyboard('{ArrowDown}');
	expect(last).toHaveFocus();
	await user.keyboard('{Shift>}{Enter}{/Shift}');
	expect(last).toHaveFocus();
});

test('Control and Enter send', async () => {
	const made = table();
	let sent = 0;
	made.closest('form')?.addEventListener('submit', (event) => {
		event.preventDefault();
		sent++;
	});
	made.querySelector('input')?.focus();
	await userEvent.setup().keyboard('{Control>}{Enter}{/Control}');
	expect(sent).toBe(1);
});
