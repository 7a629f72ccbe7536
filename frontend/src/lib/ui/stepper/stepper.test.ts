import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { spoken } from '../announcer/announce.svelte';
import Stepper from './stepper.svelte';
import { read } from './whole-number';

function show(value: number, more: Partial<{ min: number; max: number; step: number; reason: string }> = {}) {
	const onchange = vi.fn();
	render(Stepper, { name: 'points', label: 'Points', value, onchange, ...more });
	return { onchange, input: screen.getByRole('spinbutton', { name: 'Points' }), user: userEvent.setup() };
}

test('the buttons and the arrow keys step', async () => {
	const { input, user, onchange } = show(2, { max: 9 });
	await user.click(screen.getByRole('button', { name: 'More: Points' }));
	expect(input).toHaveValue('3');
	input.focus();
	await user.keyboard('{ArrowDown}{ArrowDown}{PageUp}{End}{Home}');
	expect(onchange.mock.calls.flat()).toEqual([3, 2, 1, 6, 9, 0]);
});

test('a number can be typed; what is none is put back, too much becomes the most', async () => {
	const { input, user } = show(2, { max: 10 });
	for (const [typed, kept] of [['7', '7'], ['lots', '7'], ['99', '10'], ['-3', '0']] as const) {
		await user.clear(input);
		await user.type(input, typed);
		await user.tab();
		expect(input).toHaveValue(kept);
	}
});

test('at the most the reason is there to read, and is said', async () => {
	const { input, user, onchange } = show(5, { max: 5, reason: 'You have no points left.' });
	const more = screen.getByRole('button', { name: 'More: Points' });
	expect(more).toHaveAttribute('aria-disabled', 'true');
	expect(input).toHaveAccessibleDescription('You have no points left.');
	await user.click(more);
	expect(onchange).not.toHaveBeenCalled();
	expect(spoken.sentence).toBe('You have no points left.');
});

test.each([
	['12', 12],
	[' 1,200 ', 1200],
	['1.200', 1200],
	['١٢', 12],
	['−3', -3],
	['1.5', undefined],
	['', undefined]
])('%o is read as %o', (typed, value) => {
	expect(read(typed)).toBe(value);
});
