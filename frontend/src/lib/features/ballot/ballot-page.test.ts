import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { BallotForm, Round } from '$lib/api/types';
import BallotPage from './ballot-page.svelte';

const replies = vi.hoisted(() => ({ put: vi.fn(), get: vi.fn(), post: vi.fn() }));
vi.mock('$lib/api/client', () => ({ api: { GET: replies.get, PUT: replies.put, POST: replies.post } }));

/** The rules are checked where there are some; these rounds have none. */
const none = { error: {}, response: new Response('{}', { status: 404 }) };

beforeEach(() => {
	localStorage.clear();
	replies.put.mockReset();
	replies.get.mockReset().mockResolvedValue(none);
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
		key: `k${place}`, number: place + 1, title: ['Bus lanes', 'The gate', 'Benches'][place] ?? '', summary: '', html: '', kind: 'agenda_item' as const, wish: '' as const, cost, holdable: false, proposal: '', alternatives: 0
	}));
	return {
		agenda: '', amendments: [], auditors: [], ballot, budget: 45, can: [], closed_at: null, closes_at: '2099-12-04T17:00:00Z', id: 'r1', meeting: { fixed: 0, minutes: 0, slack: 0 }, on_roll: true, opened_at: null, opens_at: null, options, paper: 'none',
		process: 'p', publication: 'ballots', rules_hash: '',
		rule: { name: 'equal-shares/v1', completion: 'greedy', title: 'Equal shares', text: '' }, scale: 1, state: 'open', ties: '', title: 'Spring', unit: 'min', voted: false, ...more
	};
}

interface Sent {
	body: { choices: Record<string, number>; revision: number; nonce: string; commitment: string };
	headers: Record<string, string>;
}

/** Takes every ballot, as the server does. */
function takes(): void {
	replies.put.mockImplementation((_: string, { body: { choices, revision, nonce, commitment } }: Sent) => {
		const receipt = ['folkmoot/receipt/v1', 'test', 'round r1', 'rules ', `commitment ${commitment}`, `revision ${revision}`, 'hour 2030-10-04T18Z', '', '— test x', ''].join('\n');
		const data = { choices, revision, nonce, commitment, receipt, sent_at: new Date().toISOString(), until: '2099-12-04T17:00:00Z' };
		return Promise.resolve({ data, response: new Response() });
	});
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
	takes();
	const { user } = await show(round({ kind: 'approval' }));
	await user.click(screen.getByRole('checkbox', { name: /The gate/ }));
	await user.click(sendButton());
	const dialog = screen.getByRole('dialog', { name: 'Your ballot' });
	expect(within(dialog).getByText('2. The gate')).toBeInTheDocument();
	expect(within(dialog).getByText(/^Nobody who uses Folkmoot can see how you vote/)).toBeInTheDocument();
	await user.click(within(dialog).getByRole('button', { name: 'Send my ballot' }));
	expect(replies.put.mock.calls[0]?.[1]).toMatchObject({ body: { choices: { k1: 1 }, revision: 1, nonce: expect.stringMatching(/^[0-9a-f]{64}$/) } });
	expect(await screen.findByText(/^Sent .* You can change it until/)).toBeInTheDocument();
	await user.click(screen.getByRole('checkbox', { name: /Benches/ }));
	expect(screen.getByText('Changed since you sent it: not sent yet.')).toBeInTheDocument();
	await user.click(screen.getByRole('button', { name: 'Go back to what I sent' }));
	expect(screen.getByText(/^Sent /)).toBeInTheDocument();
});

test('when the network fails the ballot waits, and the very same is sent again', async () => {
	replies.put.mockRejectedValueOnce(new TypeError('network'));
	const { user } = await show(round({ kind: 'approval' }));
	await user.click(screen.getByRole('checkbox', { name: /Bus lanes/ }));
	await user.click(sendButton());
	await user.click(screen.getByRole('button', { name: 'Send my ballot' }));
	expect(await screen.findByText('Kept on this device. It will be sent as soon as Folkmoot can be reached.')).toBeInTheDocument();
	takes();
	await user.click(screen.getByRole('button', { name: 'Try now' }));
	expect(await screen.findByText(/^Sent .* You can change it/)).toBeInTheDocument();
	const [first, second] = replies.put.mock.calls.map(([, sent]) => sent as Sent);
	expect(first?.headers['Idempotency-Key']).toBeTruthy();
	expect(second).toEqual(first);
});

test('two ballots: what was sent elsewhere is shown, and the person says which one counts', async () => {
	const { user } = await show(round({ kind: 'approval' }));
	const theirs = { choices: { k2: 1 }, revision: 1, nonce: 'a'.repeat(64), commitment: 'b'.repeat(64), receipt: '', sent_at: null, until: '' };
	replies.put.mockResolvedValueOnce({ error: { type: 'urn:folkmoot:problem:conflict' }, response: new Response('{}', { status: 409 }) });
	replies.get.mockResolvedValue({ data: theirs, response: new Response() });
	await user.click(screen.getByRole('checkbox', { name: /Bus lanes/ }));
	await user.click(sendButton());
	await user.click(screen.getByRole('button', { name: 'Send my ballot' }));
	const two = await screen.findByRole('region', { name: 'You have two ballots' });
	expect(within(two).getByText('3. Benches')).toBeInTheDocument();
	expect(within(two).getByText('1. Bus lanes')).toBeInTheDocument();
	takes();
	await user.click(within(two).getByRole('button', { name: 'Send the one from here' }));
	expect(await screen.findByText(/^Sent /)).toBeInTheDocument();
	expect(replies.put.mock.calls[1]?.[1]).toMatchObject({ body: { choices: { k0: 1 }, revision: 2 } });
});

test.each([
	['named', /^This vote is not secret/],
	['totals', /^After the close only totals are published/],
	['ballots', /^After the close all ballots are published without names\. One/],
	['openings', /whoever has seen your receipt can find your ballot/]
] as const)('where %s are published, voters are told before they choose', async (publication, words) => {
	await show(round({ kind: 'approval' }, { publication }));
	expect(screen.getByText(words)).toBeInTheDocument();
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
