import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '$lib/api/problem';
import { KeptBallots } from '$lib/vote/kept';
import { canonical } from '$lib/vote/opening';
import { deviceStore } from '$lib/vote/store';
import { Outbox } from './parcel';
import { busy, closed, offline, Server } from './testdata/server';

let server: Server;

beforeEach(() => {
	vi.useFakeTimers();
	localStorage.clear();
	server = new Server();
});

afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

test('offline it waits, and is sent with the same key and nonce when the device is back', async () => {
	offline(true);
	server.checkRules.mockRejectedValue(Problem.unreachable());
	const casting = server.open();
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
	const casting = server.open();
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
	const first = server.open();
	const stop = first.start();
	first.give('1', 1);
	await first.send();
	stop();
	const second = server.open('ada', 'unknown');
	expect(second.standing).toBe('waiting');
	expect(second.ballot.choices).toEqual({ 1: 1 });
	second.start();
	await vi.advanceTimersByTimeAsync(0);
	expect(second.standing).toBe('sent');
	expect(server.sent[1]?.key).toBe(server.sent[0]?.key);
});

test('what had arrived, as the page shows when it opens again, does not wait any more', async () => {
	server.answers = ['lost'];
	const first = server.open();
	first.give('1', 1);
	await first.send();
	expect(server.open().standing).toBe('sent');
	expect(new Outbox(deviceStore()).waiting('ada')).toEqual([]);
});

test('a busy server is asked again when it said, not before', async () => {
	server.answers = [busy];
	const casting = server.open();
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
	const casting = server.open();
	casting.give('1', 1);
	await casting.send();
	casting.give('2', 1);
	expect(casting.standing).toBe('changed');
	expect(casting.changedSince).toBe(true);
	expect(await casting.send()).toBe('sent');
	expect(server.there).toMatchObject({ revision: 2, choices: '{"1":1,"2":1}' });
});

test('closed meanwhile: said plainly, and as surely as it is known', async () => {
	offline(true);
	const casting = server.open();
	casting.give('1', 1);
	server.answers = [Problem.unreachable(), closed];
	await casting.send();
	offline(false);
	await casting.post.again();
	expect(casting.post.late).toBe('missed');
	expect(casting.post.parcel).toBeUndefined();

	const unsure = server.open('bo', undefined);
	unsure.give('1', 1);
	server.answers = [Problem.unreachable(), closed];
	await unsure.send();
	await unsure.post.again();
	expect(unsure.post.late).toBe('unsure');
	expect(new KeptBallots('r1', 'bo').list()).toHaveLength(1);
});

test('taking back can wait, too', async () => {
	const casting = server.open();
	casting.give('1', 1);
	await casting.send();
	server.answers = [Problem.unreachable()];
	expect(await casting.takeBack()).toBe('waiting');
	expect(casting.takingBack).toBe(true);
	await vi.advanceTimersByTimeAsync(1000);
	expect(casting.counts).toBe(false);
	expect(canonical(casting.ballot.choices)).toBe('{"1":1}');
});
