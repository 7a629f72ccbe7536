import { beforeEach, expect, test, vi } from 'vitest';
import { KeptBallots } from '$lib/vote/kept';
import { deviceStore } from '$lib/vote/store';
import { hashOf } from '$lib/verify/bytes';
import { carryWaiting } from './carry-waiting';
import { newParcel, Outbox } from './parcel';

const replies = vi.hoisted(() => ({ get: vi.fn(), put: vi.fn() }));
vi.mock('$lib/api/client', () => ({ api: { GET: replies.get, PUT: replies.put } }));

const outbox = new Outbox(deviceStore());
const parcel = (round: string, account = 'ada') => newParcel({ round, account, rules: hashOf('{}') }, 1, '{"1":1}');
const answer = (data: unknown): object => ({ data, response: new Response() });
const refusal = (kind: string): object => ({ error: { type: `urn:folkmoot:problem:${kind}` }, response: new Response('{}', { status: 409 }) });

beforeEach(() => {
	localStorage.clear();
	replies.get.mockReset().mockImplementation((path: string) => Promise.resolve(answer(path === '/ledger' ? { key: 'key' } : '{}')));
	replies.put.mockReset();
});

test('what waits is sent from any page, for its own account, and is kept with its receipt', async () => {
	const mine = parcel('r1');
	for (const waiting of [mine, parcel('r2', 'bo'), parcel('here')]) outbox.keep(waiting);
	const { revision, nonce, commitment } = mine;
	replies.put.mockResolvedValue(answer({ choices: { 1: 1 }, revision, nonce, commitment, receipt: 'note', sent_at: null, until: '' }));
	expect(await carryWaiting('ada', 'here')).toEqual({ sent: 1, late: 0 });
	expect(replies.put).toHaveBeenCalledTimes(1);
	expect(replies.put.mock.calls[0]?.[1]).toMatchObject({ headers: { 'Idempotency-Key': mine.key }, body: { choices: { 1: 1 }, nonce } });
	expect(outbox.waiting('ada').map(({ round }) => round)).toEqual(['here']);
	expect(outbox.waiting('bo')).toHaveLength(1);
	expect(new KeptBallots('r1', 'ada').sent).toMatchObject({ nonce, receipt: 'note' });
});

test('what came too late is told once, and stays to be told on the page of its round', async () => {
	outbox.keep(parcel('r1'));
	replies.put.mockResolvedValue(refusal('closed'));
	expect(await carryWaiting('ada', undefined)).toEqual({ sent: 0, late: 1 });
	expect(await carryWaiting('ada', undefined)).toEqual({ sent: 0, late: 0 });
	expect(outbox.waiting('ada')[0]?.tried).toBe(false);
});

test('under other rules nothing is sent', async () => {
	outbox.keep(parcel('r1'));
	replies.get.mockResolvedValue(answer('{"other":true}'));
	await carryWaiting('ada', undefined);
	expect(replies.put).not.toHaveBeenCalled();
});

test('a parcel that somebody has changed is none', () => {
	const changed = { ...parcel('r1'), choices: '{"2":1}' };
	outbox.keep(changed);
	expect(outbox.waiting('ada')).toEqual([]);
});
