import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { spoken } from '$lib/ui/announcer/announce.svelte';
import { AgendaDraft } from './agenda-draft.svelte';
import AgendaTimeline from './agenda-timeline.svelte';
import { agenda } from './sample';

function show() {
	const draft = new AgendaDraft(agenda(), new Set(['r']));
	render(AgendaTimeline, { draft, wrong: [] });
	const titles = () => within(screen.getByRole('list', { name: 'The day' })).getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
	return { draft, titles, user: userEvent.setup() };
}

test('an item is lifted, moved and dropped by keyboard, and each step is said', async () => {
	const { titles, user, draft } = show();
	const handle = screen.getByRole('button', { name: 'Move Green space' });
	expect(handle).toHaveAccessibleDescription(/Space to lift/);
	handle.focus();
	await user.keyboard(' ');
	expect(handle).toHaveAttribute('aria-pressed', 'true');
	expect(spoken.sentence).toMatch(/^Lifted: Green space, place 1 of 3, (18:10|6:10\sPM)/);
	await user.keyboard('{ArrowDown}');
	expect(spoken.sentence).toMatch(/^Green space, place 2 of 3, (18:30|6:30\sPM)$/);
	expect(titles()).toEqual(['Welcome', 'Money', 'Green space', 'A calendar']);
	await user.keyboard('{ArrowDown}{ArrowDown}');
	expect(spoken.sentence).toBe('It is the last already.');
	await user.keyboard('{Enter}');
	expect(spoken.sentence).toMatch(/^Dropped: Green space, place 3 of 3/);
	expect(screen.getByRole('button', { name: 'Move Green space' })).toHaveAttribute('aria-pressed', 'false');
	draft.undo();
	expect(draft.changed).toBe(false);
});

test('Escape puts an item back, and arrows do nothing to what is not lifted', async () => {
	const { titles, user, draft } = show();
	screen.getByRole('button', { name: 'Move A calendar' }).focus();
	await user.keyboard('{ArrowUp} {Home}');
	expect(titles()).toEqual(['Welcome', 'A calendar', 'Green space', 'Money']);
	await user.keyboard('{Escape}');
	expect(titles()).toEqual(['Welcome', 'Green space', 'Money', 'A calendar']);
	expect(spoken.sentence).toMatch(/^Back where it was: A calendar, place 3 of 3/);
	expect(draft.history.canUndo).toBe(false);
});

test('the buttons move by one place and say it; fixed points have none', async () => {
	const { titles, user } = show();
	await user.click(screen.getByRole('button', { name: 'Move down: Money' }));
	expect(titles()).toEqual(['Welcome', 'Green space', 'A calendar', 'Money']);
	expect(spoken.sentence).toMatch(/^Money, place 3 of 3/);
	expect(screen.queryByRole('button', { name: /^Move.*Welcome$/ })).toBeNull();
});

test('what is free, kept free and over is said in words', async () => {
	const { user } = show();
	expect(screen.getByText('10 minutes free')).toBeInTheDocument();
	expect(screen.getByText('10 minutes kept free before the end')).toBeInTheDocument();
	const minutes = screen.getByRole('spinbutton', { name: 'Minutes for Green space' });
	minutes.focus();
	await user.keyboard('{PageUp}{ArrowUp}{ArrowUp}');
	expect(screen.getByText(/^15 minutes over: it would end at/)).toBeInTheDocument();
	expect(screen.getByText('After the end')).toBeInTheDocument();
	expect(screen.getByRole('textbox', { name: 'Why it departs from the outcome' })).toHaveAccessibleDescription(/voted on 30 minutes/);
});
