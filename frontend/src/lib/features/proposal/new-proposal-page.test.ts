import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from '$lib/api/client';
import type { Process } from '$lib/api/types';
import NewProposalPage from './new-proposal-page.svelte';

vi.mock('$lib/api/client', () => ({ api: { POST: vi.fn() } }));

const process = { id: 'river', can: ['proposal.make'] } as Partial<Process> as Process;

function show(reply: object = { data: { id: 'p1' }, response: new Response() }) {
	const sent = vi.mocked(api.POST).mockResolvedValue(reply as never);
	const onmade = vi.fn();
	render(NewProposalPage, { process, me: 'ada', onmade });
	return { sent, onmade, user: userEvent.setup() };
}

const send = () => screen.getByRole('button', { name: 'Put it forward' });

beforeEach(() => localStorage.clear());
afterEach(() => vi.clearAllMocks());

test('what is missing is said at the field and on top, and nothing is sent', async () => {
	const { sent, user } = show();
	await user.click(screen.getByRole('radio', { name: 'A symbolic change' }));
	await user.click(send());
	const summary = screen.getByRole('group', { name: /Nothing was sent yet/ });
	expect(within(summary).getAllByRole('link').map((link) => link.textContent)).toEqual([
		'Title:',
		'What is the symbol?:',
		'What does it stand for?:',
		'What should become of it?:'
	]);
	expect(screen.getByRole('textbox', { name: 'What is the symbol?' })).toHaveAccessibleDescription(/Name the symbol/);
	expect(sent).not.toHaveBeenCalled();
});

test('what the server finds stands at its field', async () => {
	const problem = { title: 'Not valid', detail: 'Please look again.', errors: [{ location: 'body.title', message: 'Too much like another one.' }] };
	const { user, onmade } = show({ error: problem, response: new Response(null, { status: 422 }) });
	await user.type(screen.getByRole('textbox', { name: 'Title' }), 'Otters');
	await user.click(send());
	expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveAccessibleDescription(/Too much like another one/);
	expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Otters');
	expect(onmade).not.toHaveBeenCalled();
});

test('a draft is kept on the device until it is sent', async () => {
	const { user, onmade, sent } = show();
	await user.type(screen.getByRole('textbox', { name: 'Title' }), 'Otters');
	expect(screen.getByText(/Your draft is kept on this device/)).toBeInTheDocument();
	expect(localStorage.getItem('folkmoot:draft:proposal:river:ada')).toContain('Otters');
	await user.click(send());
	expect(onmade).toHaveBeenCalledWith('p1');
	expect(sent).toHaveBeenCalledTimes(1);
	expect(localStorage.length).toBe(0);
});
