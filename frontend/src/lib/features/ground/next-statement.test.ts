import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { api } from '$lib/api/client';
import type { Ground, Statement } from '$lib/api/types';
import NextStatement from './next-statement.svelte';

vi.mock('$lib/api/client', () => ({ api: { PUT: vi.fn() } }));

const statement = (id: string, mine: Statement['mine'] = ''): Statement => ({ id, text: `Statement ${id}`, mine, can: ['statement.answer'] }) as unknown as Statement;
const ground = (next: string, ...statements: Statement[]) => ({ next, left: statements.filter(({ mine }) => !mine).length, statements }) as Ground;

test('one statement at a time, and what others do does not take it away', async () => {
	const sent = vi.mocked(api.PUT).mockResolvedValue({ data: { next: 'b', left: 1 }, response: new Response() } as never);
	const onanswered = vi.fn().mockResolvedValue(undefined);
	const { rerender } = render(NextStatement, { ground: ground('a', statement('a'), statement('b')), onanswered });
	const user = userEvent.setup();
	expect(screen.getByText('Statement a')).toBeInTheDocument();
	await rerender({ ground: ground('b', statement('a'), statement('b')), onanswered });
	expect(screen.getByText('Statement a')).toBeInTheDocument();
	await user.click(screen.getByRole('button', { name: 'Agree' }));
	expect(sent).toHaveBeenCalledWith('/statements/{statement}/answer', { params: { path: { statement: 'a' } }, body: { answer: 'agree' } });
	expect(await screen.findByText('Statement b')).toBeInTheDocument();
	await rerender({ ground: ground('', statement('a', 'agree'), statement('b', 'pass')), onanswered });
	expect(screen.getByText(/^You have answered all statements/)).toBeInTheDocument();
});
