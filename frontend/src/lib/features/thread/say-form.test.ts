import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from '$lib/api/client';
import type { Comment } from '$lib/api/types';
import SayForm from './say-form.svelte';

vi.mock('$lib/api/client', () => ({ api: { GET: vi.fn(), POST: vi.fn() } }));

function show(change: { kind?: string; parent?: Comment } = {}) {
	vi.mocked(api.GET).mockResolvedValue({ data: { items: [{ id: 'z', display_name: 'Zoë Łęcka', role: 'participant' }], next: '' }, response: new Response() } as never);
	const sent = vi.mocked(api.POST).mockResolvedValue({ data: { id: 'c1' }, response: new Response() } as never);
	const onsaid = vi.fn();
	render(SayForm, { process: 'river', kind: 'proposal', subject: 'p1', me: 'ada', onsaid, ...change });
	return { sent, onsaid, user: userEvent.setup() };
}

beforeEach(() => localStorage.clear());
afterEach(() => vi.clearAllMocks());

test('what is missing is said, and nothing is sent', async () => {
	const { sent, user } = show();
	await user.click(screen.getByRole('button', { name: 'Say it' }));
	expect(screen.getByRole('group', { name: 'What is it?' })).toHaveAccessibleDescription(/Choose what it is/);
	expect(screen.getByRole('textbox', { name: 'Your words' })).toHaveAccessibleDescription(/Write something first/);
	expect(sent).not.toHaveBeenCalled();
});

test('a member is mentioned by name, and the words are kept on the device until they are sent', async () => {
	const { sent, onsaid, user } = show();
	await user.click(screen.getByRole('radio', { name: 'It speaks against it' }));
	await user.click(screen.getByText('Mention somebody'));
	await user.type(await screen.findByLabelText(/Whom/), 'lec');
	await user.click(screen.getByRole('button', { name: 'Mention Zoë Łęcka' }));
	await user.type(screen.getByRole('textbox', { name: 'Your words' }), 'it creaks');
	expect(localStorage.getItem('folkmoot:draft:comment:p1::ada')).toContain('it creaks');
	await user.click(screen.getByRole('button', { name: 'Say it' }));
	const body = { stance: 'against', text: '@Zoë Łęcka it creaks', mentions: ['z'] };
	expect(sent).toHaveBeenCalledWith('/threads/{kind}/{subject}/comments', expect.objectContaining({ body }));
	expect(onsaid).toHaveBeenCalled();
	expect(localStorage.length).toBe(0);
});

test('a reply has no stance, and nobody is for or against a question', async () => {
	const { sent, user } = show({ parent: { id: 'c0', author: { display_name: 'Bo', me: false } } as Comment });
	await user.type(screen.getByRole('textbox', { name: 'Your words' }), 'Yes');
	await user.click(screen.getByRole('button', { name: 'Reply' }));
	expect(sent).toHaveBeenCalledWith(expect.anything(), expect.objectContaining({ body: { text: 'Yes', mentions: [], parent: 'c0' } }));
	show({ kind: 'question' });
	expect(screen.getAllByRole('radio').map((radio) => radio.getAttribute('value'))).toEqual(['neutral', 'question']);
});
