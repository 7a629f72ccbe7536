import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { api } from '$lib/api/client';
import type { TextAmendment } from '$lib/api/types';
import Decide from './decide.svelte';

vi.mock('$lib/api/client', () => ({ api: { POST: vi.fn() } }));

const amendment = {
	id: 'a1',
	author: { display_name: 'Ben', me: false },
	base: 1,
	present: 1,
	present_text: 'We meet.',
	text: 'We meet and eat.',
	version: 3
} as Partial<TextAmendment> as TextAmendment;

function show(now: TextAmendment) {
	const bodies: unknown[] = [];
	vi.mocked(api.POST).mockImplementation((...[path, request]: unknown[]) => {
		bodies.push([String(path).split('/').at(-1), (request as { body: unknown }).body]);
		return Promise.resolve({ data: now, response: new Response(null, { status: 200 }) } as never);
	});
	render(Decide, { process: 'mill', amendment: now, ondecided: vi.fn(), onstale: vi.fn() });
	return { bodies, user: userEvent.setup() };
}

afterEach(() => vi.clearAllMocks());

test('nothing is decided without a reason', async () => {
	const { bodies, user } = show(amendment);
	await user.click(screen.getByRole('button', { name: 'Accept it' }));
	await user.click(screen.getByRole('button', { name: 'Do not accept it' }));
	expect(bodies).toEqual([]);
	await user.type(screen.getByRole('textbox', { name: 'Your reason' }), 'Nobody objects.');
	await user.click(screen.getByRole('button', { name: 'Do not accept it' }));
	expect(bodies).toEqual([['reject', { reason: 'Nobody objects.', version: 3 }]]);
});

test('it is accepted as it was proposed, unless somebody writes other words', async () => {
	const { bodies, user } = show(amendment);
	await user.type(screen.getByRole('textbox', { name: 'Your reason' }), 'Yes.');
	await user.click(screen.getByRole('button', { name: 'Accept it' }));
	expect(bodies).toEqual([['accept', { reason: 'Yes.', text: '', base: 1, version: 3 }]]);
});

test('where the text has moved on, it is said how it should read now', async () => {
	const { bodies, user } = show({ ...amendment, present: 2, present_text: 'We meet outside.' });
	const words = screen.getByRole('textbox', { name: 'How it should read' });
	expect(words).toHaveValue('We meet and eat.');
	await user.clear(words);
	await user.type(words, 'We meet and eat outside.');
	await user.type(screen.getByRole('textbox', { name: 'Your reason' }), 'Both.');
	await user.click(screen.getByRole('button', { name: 'Accept it' }));
	expect(bodies).toEqual([['accept', { reason: 'Both.', text: 'We meet and eat outside.', base: 2, version: 3 }]]);
});
