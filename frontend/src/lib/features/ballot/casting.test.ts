import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '$lib/api/problem';
import { KeptBallots } from '$lib/vote/kept';
import { deviceStore } from '$lib/vote/store';
import { Outbox } from './parcel';
import { Server } from './testdata/server';

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

test('from nothing to sent to changed to taken back, each revision after the one before', async () => {
	const casting = server.open();
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
	const casting = server.open();
	casting.give('1', 1);
	await casting.send();
	await vi.advanceTimersByTimeAsync(0);
	const [kept] = new KeptBallots('r1', 'ada').list();
	expect(kept).toMatchObject({ revision: 1, choices: '{"1":1}', nonce: server.there?.nonce, sentAt: '2030-10-04T18:01:00Z', key: 'key' });
	expect(kept?.receipt).toContain(server.there?.commitment);
	expect(server.open().standing).toBe('sent');
	expect(server.open('ada', 'unknown').standing).toBe('sent');
});

test('half filled, it is there after a reload, and gone once it is sent', async () => {
	server.open().give('2', 1);
	const casting = server.open();
	expect(casting.ballot.choices).toEqual({ 2: 1 });
	expect(server.open('bo').ballot.empty).toBe(true);
	await casting.send();
	expect(localStorage.getItem('folkmoot:ballot:r1:ada')).toBeNull();
	casting.give('2', 0);
	expect(server.open().standing).toBe('changed');
	expect(server.open().ballot.empty).toBe(true);
});

test('a newer ballot from elsewhere is shown, and mine can follow it', async () => {
	const casting = server.open();
	await server.elsewhere({ 2: 1 });
	casting.give('1', 1);
	expect(await casting.send()).toBe('outdated');
	expect(casting.post.conflict?.theirs.choices).toEqual({ 2: 1 });
	expect(new Outbox(deviceStore()).waiting('ada')).toEqual([]);
	expect(await casting.keepMine()).toBe('sent');
	expect(server.there).toMatchObject({ revision: 2, choices: '{"1":1}' });
});

test('or the one from elsewhere stays', async () => {
	const casting = server.open();
	await server.elsewhere({ 2: 1 });
	casting.give('1', 1);
	await casting.send();
	casting.keepTheirs();
	expect(casting.standing).toBe('sent');
	expect(casting.ballot.choices).toEqual({ 2: 1 });
	expect(server.there?.revision).toBe(1);
	expect(server.open().standing).toBe('sent');
});

test('the same from elsewhere is no conflict', async () => {
	const casting = server.open();
	await server.elsewhere({ 1: 1 });
	casting.give('1', 1);
	expect(await casting.send()).toBe('sent');
});

test('a server that lacks my ballot, as after a restored backup, gets it as the first', async () => {
	const casting = server.open();
	casting.give('1', 1);
	await casting.send();
	server.there = undefined;
	casting.give('2', 1);
	expect(await casting.send()).toBe('sent');
	expect(server.there).toMatchObject({ revision: 1, choices: '{"1":1,"2":1}' });
});

test('nothing is sent under rules that do not fit', async () => {
	server.checkRules.mockRejectedValue(new Problem(409, 'no', 'no', {}, 'rules'));
	const casting = server.open();
	casting.give('1', 1);
	expect(await casting.send()).toBe('failed');
	expect(server.sent).toEqual([]);
	expect(new Outbox(deviceStore()).waiting('ada')).toEqual([]);
	casting.start();
	await vi.advanceTimersByTimeAsync(0);
	expect(casting.refusal).toBe('no');
});

test('a receipt for another ballot is a reason to doubt', async () => {
	const casting = server.open();
	const send = server.send;
	server.send = (parcel) => send(parcel).then((ballot) => ({ ...ballot, receipt: ballot.receipt.replace('revision 1', 'revision 2') }));
	casting.give('1', 1);
	expect(await casting.send()).toBe('sent');
	expect(casting.post.doubtful).toBe(true);
});
