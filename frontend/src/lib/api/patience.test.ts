import { expect, test, vi } from 'vitest';
import { patiently, secondsToWait } from './patience';

const reply = (status: number, after?: string): { response: Response } => ({
	response: new Response(null, { status, headers: after ? { 'Retry-After': after } : {} })
});

test('it waits as long as it is asked to, and asks again', async () => {
	const ask = vi.fn().mockResolvedValueOnce(reply(503, '1')).mockResolvedValueOnce(reply(503, '3')).mockResolvedValue(reply(200));
	const wait = vi.fn().mockResolvedValue(undefined);
	const onwait = vi.fn();
	expect((await patiently(ask, onwait, 5, wait)).response.status).toBe(200);
	expect(wait.mock.calls).toEqual([[1], [3]]);
	expect(onwait).toHaveBeenCalledTimes(2);
});

test('other answers are given at once, and patience ends', async () => {
	const wait = vi.fn().mockResolvedValue(undefined);
	expect((await patiently(() => Promise.resolve(reply(403)), undefined, 5, wait)).response.status).toBe(403);
	expect(wait).not.toHaveBeenCalled();
	const ask = vi.fn().mockResolvedValue(reply(503));
	expect((await patiently(ask, undefined, 3, wait)).response.status).toBe(503);
	expect(ask).toHaveBeenCalledTimes(3);
});

test('a time that cannot be read is short, and none is too long', () => {
	expect([null, 'Fri, 04 Dec 2026 18:00:00 GMT', '-1', '600', '0'].map(secondsToWait)).toEqual([2, 2, 2, 30, 0]);
});
