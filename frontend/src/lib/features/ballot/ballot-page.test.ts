import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { BallotForm, Round } from '$lib/api/types';
import BallotPage from './ballot-page.svelte';

const replies = vi.hoisted(() => ({ put: vi.fn(), get: vi.fn() }));
vi.mock('$lib/api/client', () => ({ api: { GET: replies.get, PUT: replies.put, DELETE: vi.fn() } }));

beforeEach(() => {
	localStorage.clear();
	replies.put.mockReset();
	HTMLDialogElement.prototype.showModal = function () {
		this.open = true;
	};
	HTMLDialogElement.prototype.close = function () {
		this.open = false;
		this.dispatchEvent(new Event('close'));
	};
});

function round(ballot: BallotForm, more: Partial<Round> = {}): Round {
	const options = [30, 20, 15].map((cost, place) => ({
		key: `k${place}`, number: place + 1, title: ['Bus lanes', 'The gate', 'Benches'][place] ?? '', summary: '', html: '', kind: 'agenda_item' as const, wish: '' as const, cost, holdable: false, proposal: ''
	}));
	return {
		agenda: '', ballot, budget: 45, can: [], closed_at: null, closes_at: '2099-12-04T17:00:00Z', id: 'r1', on_roll: true, opened_at: null, options, process: 'p',
		rule: { name: 'equal-shares/v1', completion: 'greedy', title: 'Equal shares', text: '' }, scale: 1, state: 'open', ties: '', title: 'Spring', unit: 'min', voted: false, ...more
	};
}

async function show(shown: Round) {
	const props = { round: shown, account: 'ada', zone: 'Europe/Berlin', observer: false, onoutcome: vi.fn(), onchanged: vi.fn() };
	const page = render(BallotPage, props);
	if (shown.on_roll) await screen.findByRole('region', { name: 'Your ballot' });
	return { ...page, props, user: userEvent.setup() };
}

const sendButton = () => screen.getByRole('button', { name: /Look over and send/ });

test('over budget: by how much, what could go, and the reason on the button', async () => {
	const { user } = await show(round({ kind: 'knapsack' }));
	expect(screen.getByText('Not sent yet.')).toBeInTheDocument();
	expect(sendButton()).toHaveAccessibleDescription('You have chosen nothing yet.');
	for (const box of screen.getAllByRole('checkbox')) await user.click(box);
	expect(screen.getByText('65 of 45 minutes: 20 minutes too many')).toBeInTheDocument();
	expect(sendButton()).toHaveAttribute('aria-disabled', 'true');
	expect(sendButton()).toHaveAccessibleDescription('20 minutes too many. You could take out 2 “The gate” or 1 “Bus lanes”.');
	await user.click(sendButton());
	expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('from choosing to sent to changed, always with one line that says so', async () => {
	replies.put.mockResolvedValue({ data: { choices: { k1: 1 }, sent_at: new Date().toISOString(), until: '2099-12-04T17:00:00Z' }, response: new Response() });
	const { user } = await show(round({ kind: 'approval' }));
	await user.click(screen.getByRole('checkbox', { name: /The gate/ }));
	await user.click(sendButton());
	const dialog = screen.getByRole('dialog', { name: 'Your ballot' });
	expect(within(dialog).getByText('2. The gate')).toBeInTheDocument();
	await user.click(within(dialog).getByRole('button', { name: 'Send my ballot' }));
	expect(replies.put.mock.calls[0]?.[1]).toMatchObject({ body: { choices: { k1: 1 } } });
	expect(await screen.findByText(/^Sent .* You can change it until/)).toBeInTheDocument();
	await user.click(screen.getByRole('checkbox', { name: /Benches/ }));
	expect(screen.getByText('Changed since you sent it: not sent yet.')).toBeInTheDocument();
	await user.click(screen.getByRole('button', { name: 'Go back to what I sent' }));
	expect(screen.getByText(/^Sent /)).toBeInTheDocument();
});

test('when the network fails the choices are kept and the same key is used again', async () => {
	replies.put.mockRejectedValueOnce(new TypeError('network'));
	replies.put.mockResolvedValueOnce({ data: { choices: { k0: 1 }, sent_at: null, until: '2099-12-04T17:00:00Z' }, response: new Response() });
	const { user } = await show(round({ kind: 'approval' }));
	await user.click(screen.getByRole('checkbox', { name: /Bus lanes/ }));
	await user.click(sendButton());
	await user.click(screen.getByRole('button', { name: 'Send my ballot' }));
	await user.click(await screen.findByRole('button', { name: 'Try again to send' }));
	expect(await screen.findByText(/^Sent\. You can change it/)).toBeInTheDocument();
	const [first, second] = replies.put.mock.calls.map(([, { headers }]) => headers['Idempotency-Key']);
	expect(first).toBeTruthy();
	expect(second).toBe(first);
});

test('a reload and live news leave the choices alone', async () => {
	const first = await show(round({ kind: 'points', points: 10, cap: 5 }));
	await first.user.click(screen.getByRole('button', { name: 'More: Points for 1. Bus lanes' }));
	await first.rerender({ ...first.props, round: round({ kind: 'points', points: 10, cap: 5 }, { turnout: { voted: 3, roll: 9 } }) });
	expect(screen.getByText('1 of 10 points, 9 left')).toBeInTheDocument();
	first.unmount();
	await show(round({ kind: 'points', points: 10, cap: 5 }));
	expect(screen.getByText('1 of 10 points, 9 left')).toBeInTheDocument();
});

test('closed while filling in: said, with what became of it', async () => {
	const { rerender, props, user } = await show(round({ kind: 'approval' }));
	await user.click(screen.getByRole('checkbox', { name: /Bus lanes/ }));
	await rerender({ ...props, round: round({ kind: 'approval' }, { state: 'closed' }) });
	expect(screen.getByText('You had sent no ballot, so none of yours was counted.')).toBeInTheDocument();
	expect(screen.getByText('What you had chosen is still kept on this device.')).toBeInTheDocument();
	await user.click(screen.getByRole('button', { name: 'See the outcome' }));
	expect(props.onoutcome).toHaveBeenCalled();
});

test('not on the roll: said why, nothing to press', async () => {
	await show(round({ kind: 'approval' }, { on_roll: false }));
	expect(screen.getByText('You are not on the roll of this round.')).toBeInTheDocument();
	expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
});
