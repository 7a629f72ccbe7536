import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { api } from '$lib/api/client';
import type { Process, Proposal, ProposalChange } from '$lib/api/types';
import ChangeProposal from './change-proposal.svelte';

vi.mock('$lib/api/client', () => ({ api: { GET: vi.fn(), PATCH: vi.fn() } }));

const proposal = {
	id: 'p1',
	kind: 'agenda_item',
	title: 'Otters',
	text: 'They are back.',
	html: '<p>They are back.</p>',
	minutes: 15,
	cost: 0,
	symbol: '',
	stands_for: '',
	wish: '',
	small_action: '',
	least: 0,
	decide: '',
	who: '',
	tags: [] as string[],
	doer: '',
	sign: '',
	changed_at: '2026-12-01T12:00:00Z',
	version: 1,
	can: ['proposal.edit']
} as Partial<Proposal> as Proposal;
const theirs = { ...proposal, title: 'Otters and beavers', html: '<p>Both are back.</p>', version: 2 };

/** A server on which the proposal stands as `now`. */
function show(now: Proposal) {
	const bodies: unknown[] = [];
	const reply = (content: object, status: number) => ({ ...content, response: new Response(null, { status }) }) as never;
	vi.mocked(api.GET).mockResolvedValue(reply({ data: now }, 200));
	vi.mocked(api.PATCH).mockImplementation((...[, request]: unknown[]) => {
		const { body } = request as { body: ProposalChange };
		bodies.push(body);
		const taken = body.version === now.version && now.can.length > 0;
		const error = { title: 'Conflict', detail: 'It cannot be changed now.' };
		return Promise.resolve(taken ? reply({ data: { ...now, ...body, version: now.version + 1 } }, 200) : reply({ error }, 409));
	});
	const onsaved = vi.fn();
	render(ChangeProposal, { process: { time_zone: 'UTC' } as Process, proposal, onsaved, oncancel: vi.fn() });
	return { bodies, onsaved, user: userEvent.setup() };
}

afterEach(() => vi.clearAllMocks());

test('theirs stands beside mine, which is kept and can be sent on top of it', async () => {
	const { bodies, onsaved, user } = show(theirs);
	const title = screen.getByRole('textbox', { name: 'Title' });
	await user.clear(title);
	await user.type(title, 'Three otters');
	await user.click(screen.getByRole('button', { name: 'Save the changes' }));

	const heading = await screen.findByRole('heading', { name: 'Somebody changed this while you wrote' });
	await vi.waitFor(() => expect(heading).toHaveFocus());
	expect(screen.getByRole('region', { name: 'Theirs, as it stands now' })).toHaveTextContent(/Otters and beavers.*Both are back/);
	expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Three otters');

	await user.click(screen.getByRole('button', { name: 'Save mine in place of theirs' }));
	expect(bodies).toMatchObject([{ version: 1 }, { version: 2, title: 'Three otters' }]);
	expect(onsaved).toHaveBeenCalledWith(expect.objectContaining({ title: 'Three otters', version: 3 }));
});

test('where only the minutes were set meanwhile, mine is sent again by itself', async () => {
	const { bodies, onsaved, user } = show({ ...proposal, cost: 20, version: 2 });
	await user.type(screen.getByRole('textbox', { name: 'Title' }), ' again');
	await user.click(screen.getByRole('button', { name: 'Save the changes' }));
	await vi.waitFor(() => expect(onsaved).toHaveBeenCalledWith(expect.objectContaining({ title: 'Otters again', version: 3 })));
	expect(bodies).toMatchObject([{ version: 1 }, { version: 2 }]);
	expect(screen.queryByText('Theirs, as it stands now')).not.toBeInTheDocument();
});

test('what may no longer be changed is no conflict: the reason stands there, and so does what was written', async () => {
	const { user } = show({ ...theirs, can: [] });
	await user.type(screen.getByRole('textbox', { name: 'Title' }), ' again');
	await user.click(screen.getByRole('button', { name: 'Save the changes' }));
	expect(await screen.findByText('It cannot be changed now.')).toBeInTheDocument();
	expect(screen.queryByText('Theirs, as it stands now')).not.toBeInTheDocument();
	expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Otters again');
});
