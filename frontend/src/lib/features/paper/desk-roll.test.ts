import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Round } from '$lib/api/types';
import DeskRoll from './desk-roll.svelte';

const replies = vi.hoisted(() => ({ put: vi.fn() }));
vi.mock('$lib/api/client', () => ({ api: { GET: vi.fn(), PUT: replies.put, DELETE: vi.fn() } }));

beforeEach(() => void replies.put.mockReset());

function desk() {
	const voters = Array.from({ length: 2000 }, (_, place) => ({ member: `m${place}`, name: `Ünal Nummer ${place}`, handed: false }));
	const props = { round: { id: 'r', paper: 'online_counts' } as Round, voters, onnoted: vi.fn(), onstale: vi.fn() };
	render(DeskRoll, props);
	return { props, user: userEvent.setup(), buttons: () => screen.getAllByRole('button', { name: /^Hand out a sheet/ }) };
}

test('of two thousand names fifty are drawn; one is found and given a sheet by keys alone', async () => {
	replies.put.mockResolvedValue({ response: new Response(null, { status: 200 }) });
	const { props, user, buttons } = desk();
	expect(buttons()).toHaveLength(50);
	await user.type(screen.getByRole('searchbox'), 'unal 1987');
	expect(buttons()).toHaveLength(1);
	await user.keyboard('{Enter}');
	expect(buttons()[0]).toHaveFocus();
	expect(replies.put).not.toHaveBeenCalled();
	await user.keyboard('{Enter}');
	expect(props.onnoted).toHaveBeenCalledWith('m1987', true, 'Ünal Nummer 1987');
	expect(screen.getByRole('searchbox')).toHaveFocus();
});

test('a refusal stands at the name', async () => {
	const body = { title: 'Conflict', detail: 'This person has voted online.', status: 409 };
	replies.put.mockResolvedValue({ error: body, response: new Response(null, { status: 409 }) });
	const { props, user, buttons } = desk();
	await user.click(buttons()[2]!);
	expect(screen.getAllByRole('listitem')[2]).toHaveTextContent('This person has voted online.');
	expect(props.onnoted).not.toHaveBeenCalled();
	expect(props.onstale).toHaveBeenCalled();
});
