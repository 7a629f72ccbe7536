import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import Button from './button.svelte';

const children = createRawSnippet(() => ({ render: () => '<span>Send my ballot</span>' }));

test('a button that is off stays in reach, says why and does nothing', async () => {
	const onclick = vi.fn();
	render(Button, { children, onclick, type: 'submit', reason: 'You are 9 minutes over.' });
	const button = screen.getByRole('button', { name: 'Send my ballot' });
	expect(button).toBeEnabled();
	expect(button).toHaveAttribute('aria-disabled', 'true');
	expect(button).toHaveAccessibleDescription('You are 9 minutes over.');
	await userEvent.click(button);
	expect(onclick).not.toHaveBeenCalled();
});

test('while it is busy it says what goes on', () => {
	render(Button, { children, busy: 'Sending…' });
	expect(screen.getByRole('button', { name: 'Sending…' })).toHaveAttribute('aria-disabled', 'true');
});
