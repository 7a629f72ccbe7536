import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '$lib/api/problem';
import type { Ballot, Choices, Round } from '$lib/api/types';
import { KeptBallots } from '$lib/vote/kept';
import { canonical, choicesOf } from '$lib/vote/opening';
import { Casting } from './casting.svelte';
import { Outbox, type Parcel } from './parcel';
import type { Port } from './port';
import { deviceStore } from '$lib/vote/store';

const rules = 'e'.repeat(64);
const options = ['1', '2', '3'].map((key) => ({ key, number: Number(key), title: key, cost: 10, holdable: false }));
const round = { id: 'r1', rules_hash: rules, budget: 90, unit: 'min', scale: 1, ballot: { kind: 'approval' }, options, state: 'open' } as unknown as Round;
const busy = new Problem(503, '', '', {}, 'unavailable', 30_000);
const closed = new Problem(409, '', '', {}, 'closed');
const conflict = new Problem(409, '', '', {}, 'conflict');

/** A server with one voter, as docs/bundle.md and models/ballot.go have it. Its answers can be lost, or be other ones. */
class Server implements Port {
	there: Parcel | undefined;
	sent: Parcel[] = [];
	answers: (Problem | 'lost')[] = [];
	checkRules = vi.fn(() => Promise.resolve());
	ledgerKey = (): Promise<string> => Promise.resolve('key');
	read = (): Promise<Ballot | undefined> => Promise.resolve(this.there && view(this.there));

	send = (parcel: Parcel): Promise<Ballot> => {
		this.sent.push({ ...parcel });
		const answer = this.answers.shift();
		if (answer instanceof Problem) return Promise.reject(answer);
		if (this.there?.commitment !== parcel.commitment) {
			if (parcel.revision !== (this.there?.revision ?? 0) + 1) {
				return Promise.reject(this.there ? conflict : new Problem(422, '', '', { revision: 'the first is 1' }));
			}
			this.there = { ...parcel };
		}
		return answer === 'lost' ? Promise.reject(Problem.unreachable()) : Promise.resolve(view(parcel));
	};
}

function view({ choices, revision, nonce, commitment }: Parcel): Ballot {
	const lines = ['folkmoot/receipt/v1', 'test', 'round r1', `rules ${rules}`, `commitment ${commitment}`, `revision ${revision}`, 'hour 2030-10-04T18Z', '', '— test x', ''];
	return { choices: choicesOf(choices) as Choices, revision, nonce, commitment, receipt: lines.join('\n'), sent_at: '2030-10-04T18:01:00Z', until: '' };
}

let server: Server;
const open = (account = 'ada', stored: Ballot | undefined | 'unknown' = server.there && view(server.there)): Casting => new Casting(round, account, stored, { port: server, wait: () => 1000 });
const offline = (is: boolean): void => void vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(!is);

/** Another device of the same voter, with a memory of its own. */
async function elsewhere(choices: Choices): Promise<void> {
	const here = { ...localStorage };
	localStorage.clear();
	const there = open();
	there.fill(choices);
	await there.send();
	localStorage.clear();
	for (const [name, text] of Object.entries(here)) localStorage.setItem(name, String(text));
}

beforeEach(() => {
	vi.useFakeTimers();
	localStorage.clear();
	server = new Server();
});

afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

test('from nothing to sent to changed to taken back, each revision after the one before', async () => {
	const casting = open();
	expect(casting.standing).toBe('unsent');
	casting.give('1', 1);
	expect(await casting.send()).toBe('sent');
	casting.give('2', 1);
	expect(casting.standing).toBe('changed');
	expect(await casting.send()).toBe('sent');
	expect(await casting.takeBack()).toBe('unsent');
	expect(casting.counts).toBe(false);
	expect(casting.ballot.choices).toEqual({ 1: 1, 2: 1 });
	expect(await casting.send()).toBe('sent');
	expect(server.sent.map(({ revision, choices }) => [revision, choices])).toEqual([[1, '{"1":1}'], [2, '{"1":1,"2":1}'], [3, '{}'], [4, '{"1":1,"2":1}']]);
	expect(new Set(server.sent.map(({ nonce }) => nonce)).size).toBe(4);
});

test('opening and receipt stay on this device, also after a reload', async () => {
	const casting = open();
	casting.give('1', 1);
	await casting.send();
	await vi.advanceTimersByTimeAsync(0);
	const [kept] = new KeptBallots('r1', 'ada').list();
	expect(kept).toMatchObject({ revision: 1, choices: '{"1":1}', nonce: server.there?.nonce, sentAt: '2030-10-04T18:01:00Z', key: 'key' });
	expect(kept?.receipt).toContain(server.there?.commitment);
	expect(open().standing).toBe('sent');
	expect(open('ada', 'unknown').standing).toBe('sent');
});

test('half filled, it is there after a reload, and gone once it is sent', async () => {
	open().give('2', 1);
	const casting = open();
	expect(casting.ballot.choices).toEqual({ 2: 1 });
	expect(open('bo').ballot.empty).toBe(true);
	await casting.send();
	expect(localStorage.getItem('folkmoot:ballot:r1:ada')).toBeNull();
	casting.give('2', 0);
	expect(open().standing).toBe('changed');
	expect(open().ballot.empty).toBe(true);
});

test('offline it waits, and is sent with the same key and nonce when the device is back', async () => {
	offline(true);
	server.checkRules.mockRejectedValue(Problem.unreachable());
	const casting = open();
	casting.give('1', 1);
	expect(await casting.send()).toBe('waiting');
	expect(casting.post.why).toBe('offline');
	const waiting = new Outbox(deviceStore()).read('r1', 'ada');
	expect(waiting).toMatchObject({ revision: 1, tried: false });
	offline(false);
	server.checkRules.mockResolvedValue();
	await casting.post.again();
	expect(casting.standing).toBe('sent');
	expect(server.sent).toHaveLength(1);
	expect(server.sent[0]).toMatchObject({ nonce: waiting?.nonce, key: waiting?.key });
	expect(new Outbox(deviceStore()).waiting('ada')).toEqual([]);
});

test('an answer that was lost: the very same is sent again until one comes', async () => {
	server.answers = ['lost', 'lost'];
	const casting = open();
	casting.give('1', 1);
	expect(await casting.send()).toBe('waiting');
	await vi.advanceTimersByTimeAsync(1000);
	expect(casting.standing).toBe('waiting');
	await vi.advanceTimersByTimeAsync(1000);
	expect(casting.standing).toBe('sent');
	expect(new Set(server.sent.map(({ key, commitment }) => key + commitment)).size).toBe(1);
	expect(server.sent).toHaveLength(3);
});

test('what waits is sent when the page opens again', async () => {
	server.answers = ['lost'];
	const first = open();
	const stop = first.start();
	first.give('1', 1);
	await first.send();
	stop();
	const second = open('ada', 'unknown');
	expect(second.standing).toBe('waiting');
	expect(second.ballot.choices).toEqual({ 1: 1 });
	second.start();
	await vi.advanceTimersByTimeAsync(0);
	expect(second.standing).toBe('sent');
	expect(server.sent[1]?.key).toBe(server.sent[0]?.key);
});

test('what had arrived, as the page shows when it opens again, does not wait any more', async () => {
	server.answers = ['lost'];
	const first = open();
	first.give('1', 1);
	await first.send();
	expect(open().standing).toBe('sent');
	expect(new Outbox(deviceStore()).waiting('ada')).toEqual([]);
});

test('a busy server is asked again when it said, not before', async () => {
	server.answers = [busy];
	const casting = open();
	casting.give('1', 1);
	expect(await casting.send()).toBe('waiting');
	expect(casting.post.why).toBe('busy');
	await vi.advanceTimersByTimeAsync(29_000);
	expect(server.sent).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(1000);
	expect(casting.standing).toBe('sent');
});

test('changed while the first waits, which had arrived: the second follows it without a question', async () => {
	server.answers = ['lost'];
	const casting = open();
	casting.give('1', 1);
	await casting.send();
	casting.give('2', 1);
	expect(casting.standing).toBe('changed');
	expect(casting.changedSince).toBe(true);
	expect(await casting.send()).toBe('sent');
	expect(server.there).toMatchObject({ revision: 2, choices: '{"1":1,"2":1}' });
});

test('a newer ballot from elsewhere is shown, and mine can follow it', async () => {
	const casting = open();
	await elsewhere({ 2: 1 });
	casting.give('1', 1);
	expect(await casting.send()).toBe('outdated');
	expect(casting.post.conflict?.theirs.choices).toEqual({ 2: 1 });
	expect(new Outbox(deviceStore()).waiting('ada')).toEqual([]);
	expect(await casting.keepMine()).toBe('sent');
	expect(server.there).toMatchObject({ revision: 2, choices: '{"1":1}' });
});

test('or the one from elsewhere stays', async () => {
	const casting = open();
	await elsewhere({ 2: 1 });
	casting.give('1', 1);
	await casting.send();
	casting.keepTheirs();
	expect(casting.standing).toBe('sent');
	expect(casting.ballot.choices).toEqual({ 2: 1 });
	expect(server.there?.revision).toBe(1);
	expect(open().standing).toBe('sent');
});

test('the same from elsewhere is no conflict', async () => {
	const casting = open();
	await elsewhere({ 1: 1 });
	casting.give('1', 1);
	expect(await casting.send()).toBe('sent');
});

test('a server that lacks my ballot, as after a restored backup, gets it as the first', async () => {
	const casting = open();
	casting.give('1', 1);
	await casting.send();
	server.there = undefined;
	casting.give('2', 1);
	expect(await casting.send()).toBe('sent');
	expect(server.there).toMatchObject({ revision: 1, choices: '{"1":1,"2":1}' });
});

test('closed meanwhile: said plainly, and as surely as it is known', async () => {
	offline(true);
	server.checkRules.mockRejectedValueOnce(Problem.unreachable());
	const casting = open();
	casting.give('1', 1);
	await casting.send();
	server.answers = [closed];
	await casting.post.again();
	expect(casting.post.late).toBe('missed');
	expect(casting.post.parcel).toBeUndefined();

	const unsure = open('bo', undefined);
	unsure.give('1', 1);
	server.answers = [Problem.unreachable(), closed];
	await unsure.send();
	await unsure.post.again();
	expect(unsure.post.late).toBe('unsure');
	expect(new KeptBallots('r1', 'bo').list()).toHaveLength(1);
});

test('nothing is sent under rules that do not fit', async () => {
	server.checkRules.mockRejectedValue(new Problem(409, 'no', 'no', {}, 'rules'));
	const casting = open();
	casting.give('1', 1);
	expect(await casting.send()).toBe('failed');
	expect(server.sent).toEqual([]);
	expect(new Outbox(deviceStore()).waiting('ada')).toEqual([]);
	casting.start();
	await vi.advanceTimersByTimeAsync(0);
	expect(casting.refusal).toBe('no');
});

test('a receipt for another ballot is a reason to doubt', async () => {
	const casting = open();
	const send = server.send;
	server.send = (parcel) => send(parcel).then((ballot) => ({ ...ballot, receipt: ballot.receipt.replace('revision 1', 'revision 2') }));
	casting.give('1', 1);
	expect(await casting.send()).toBe('sent');
	expect(casting.post.doubtful).toBe(true);
});

test('taking back can wait, too', async () => {
	const casting = open();
	casting.give('1', 1);
	await casting.send();
	server.answers = [Problem.unreachable()];
	expect(await casting.takeBack()).toBe('waiting');
	expect(casting.takingBack).toBe(true);
	await vi.advanceTimersByTimeAsync(1000);
	expect(casting.counts).toBe(false);
	expect(canonical(casting.ballot.choices)).toBe('{"1":1}');
});
