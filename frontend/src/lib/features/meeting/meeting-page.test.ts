import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '$lib/api/problem';
import type { Meeting } from '$lib/api/types';
import MeetingPage from './meeting-page.svelte';
import { meeting } from './testdata/meeting';

const replies = vi.hoisted(() => {
	// Svelte asks for it as soon as somebody wants to know whether the device is online.
	Object.assign(window, { matchMedia: () => ({ addEventListener: () => {}, removeEventListener: () => {} }) });
	return { get: vi.fn(), post: vi.fn(), put: vi.fn() };
});
vi.mock('$lib/api/client', () => ({ api: { GET: replies.get, POST: replies.post, PUT: replies.put } }));
vi.mock('$lib/api/live', () => ({ whenChanged: () => () => {} }));

const leads = ['meeting.next', 'meeting.end', 'meeting.attend', 'floor.ask', 'floor.give', 'poll.open', 'poll.answer', 'minutes.write'];
const answer = (data: Meeting) => ({ data: { ...data, now: new Date().toISOString() }, response: new Response() });

function show(shown: Meeting, everybody = false) {
	replies.get.mockResolvedValue(answer(shown));
	render(MeetingPage, { process: 'p1', agenda: 'a1', everybody });
	return userEvent.setup();
}

beforeEach(() => {
	localStorage.clear();
	for (const reply of Object.values(replies)) reply.mockReset();
});

test('a participant sees what goes on, answers, and reads that it is no secret ballot', async () => {
	const poll = { id: 'q1', slot: 'a', kind: 'consent' as const, question: 'Shall we plant?', quorum: 2, closed: false, answered: 1, mine: '' as const, yes: 0, no: 0, abstain: 0, carried: false, reasons: [] };
	const user = show(meeting({ polls: [poll] }));
	expect(await screen.findByRole('heading', { level: 2, name: 'Item a' })).toBeVisible();
	expect(screen.getByText('Item b')).toBeVisible();
	expect(screen.getByText(/show of hands and no secret ballot/)).toBeVisible();
	await user.click(screen.getByRole('button', { name: 'I object' }));
	await user.type(screen.getByLabelText('What would have to change?'), 'Who waters them?');
	replies.put.mockResolvedValue(answer(meeting({ polls: [{ ...poll, mine: 'no', answered: 2 }] })));
	await user.click(screen.getByRole('button', { name: 'Send my objection' }));
	expect(await screen.findByText('Your answer: I object.')).toBeVisible();
	expect(replies.put.mock.lastCall?.[1].body).toEqual({ answer: 'no', reason: 'Who waters them?' });
	expect(screen.queryByRole('button', { name: /^Next/ })).toBeNull();
});

test('whoever leads goes on without a connection, and is told when somebody else was quicker', async () => {
	const user = show(meeting({ can: leads }));
	replies.post.mockRejectedValueOnce(new TypeError('network'));
	await user.click(await screen.findByRole('button', { name: 'Next: Item b' }));
	expect(await screen.findByText(/The clock goes on; what you do is kept and sent\. One thing waits/)).toBeVisible();
	expect(screen.getByRole('heading', { level: 2, name: 'Item b' })).toBeVisible();
	const first = replies.post.mock.lastCall?.[1];
	expect(first.body).toEqual({ slot: 'b', version: 4 });

	replies.post.mockRejectedValueOnce(new Problem(409, 'Conflict', 'Somebody else changed it.', {}, 'conflict'));
	await user.click(screen.getByRole('button', { name: 'Try now' }));
	expect(await screen.findByText('Somebody else went on meanwhile')).toBeVisible();
	expect(replies.post.mock.lastCall?.[1].headers).toEqual(first.headers);
	expect(await screen.findByRole('heading', { level: 2, name: 'Item a' })).toBeVisible();
});
