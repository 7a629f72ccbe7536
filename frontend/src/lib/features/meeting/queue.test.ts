import { beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '$lib/api/problem';
import { pageStore } from '$lib/vote/store';
import { Queue, type Parcel } from './queue.svelte';

const away = new Problem(0, 'away', '');
const conflict = new Problem(409, 'conflict', 'Somebody was quicker.', {}, 'conflict');
let store = pageStore();
const known = (deed: unknown): deed is string => typeof deed === 'string';

function queue(send: (parcel: Parcel<string>) => Promise<void>, more = {}) {
	return new Queue<string>({ send, store, name: 'kept', known, wait: () => 1000, ...more });
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
	vi.useFakeTimers();
	store = pageStore();
	return () => vi.useRealTimers();
});

test('what is done goes in its order, one after the other', async () => {
	const sent: string[] = [];
	let busy = 0;
	const all = queue(async ({ deed }) => {
		expect(++busy).toBe(1);
		await new Promise((done) => setTimeout(done, 50));
		busy--;
		sent.push(deed);
	});
	const fates = ['next', 'notes', 'give'].map((deed) => all.push(deed).first);
	await vi.advanceTimersByTimeAsync(200);
	expect(sent).toEqual(['next', 'notes', 'give']);
	expect(await Promise.all(fates)).toEqual([{ is: 'done' }, { is: 'done' }, { is: 'done' }]);
	expect(all.waiting).toEqual([]);
});

test('without a connection it waits with its key, and later things wait behind it', async () => {
	const tried: string[] = [];
	let online = false;
	const all = queue(({ key, deed }) => {
		tried.push(`${deed} ${key}`);
		return online ? Promise.resolve() : Promise.reject(away);
	});
	const [next, notes] = [all.push('next'), all.push('notes')];
	expect(await next.first).toEqual({ is: 'kept' });
	expect(await notes.first).toEqual({ is: 'kept' });
	expect(await all.push('give').first).toEqual({ is: 'kept' });
	expect(all.stuck).toBe(true);
	expect(all.waiting.map(({ deed }) => deed)).toEqual(['next', 'notes', 'give']);
	await vi.advanceTimersByTimeAsync(1000);
	online = true;
	all.again();
	await settle();
	expect(await next.settled).toBeUndefined();
	expect(all.stuck).toBe(false);
	expect(tried.map((line) => line.split(' ')[0])).toEqual(['next', 'next', 'next', 'notes', 'give']);
	expect(new Set(tried.slice(0, 3)).size).toBe(1);
});

test('it tries again by itself, also when the server is busy', async () => {
	const send = vi.fn().mockRejectedValueOnce(new Problem(503, 'busy', '', {}, 'unavailable', 2500)).mockResolvedValue(undefined);
	const all = queue(send);
	all.push('next');
	await vi.advanceTimersByTimeAsync(2400);
	expect(send).toHaveBeenCalledTimes(1);
	await vi.advanceTimersByTimeAsync(200);
	expect(send).toHaveBeenCalledTimes(2);
	expect(all.waiting).toEqual([]);
});

test('what was done on top of something that was refused falls with it; the rest is sent', async () => {
	const onrefused = vi.fn();
	const send = vi.fn(({ deed }: Parcel<string>) => (deed === 'next' ? Promise.reject(conflict) : Promise.resolve()));
	const all = queue(send, { onrefused, falls: (refused: string, _: Problem, later: string) => refused === 'next' && later === 'after' });
	const [next, after, decide] = [all.push('next'), all.push('after'), all.push('decide')];
	expect(await next.first).toEqual({ is: 'refused', problem: conflict });
	expect(await after.settled).toBe(conflict);
	expect(await decide.first).toEqual({ is: 'done' });
	expect(send.mock.calls.map(([{ deed }]) => deed)).toEqual(['next', 'decide']);
	expect(onrefused).not.toHaveBeenCalled();
});

test('a refusal after it was kept is told, once', async () => {
	const onrefused = vi.fn();
	const send = vi.fn().mockRejectedValueOnce(away).mockRejectedValueOnce(conflict);
	const all = queue(send, { onrefused });
	expect(await all.push('next').first).toEqual({ is: 'kept' });
	all.again();
	await settle();
	expect(onrefused).toHaveBeenCalledExactlyOnceWith(conflict, 'next');
});

test('a reload of the page loses nothing, and what it does not know is left out', async () => {
	const first = queue(() => Promise.reject(away));
	first.push('next');
	await settle();
	const kept = first.waiting[0];
	store.write('kept', JSON.stringify([kept, { key: 'x', deed: 7 }, null, 'y']));
	const send = vi.fn().mockResolvedValue(undefined);
	const second = queue(send);
	expect(second.waiting).toEqual([kept]);
	second.start();
	await settle();
	expect(send).toHaveBeenCalledExactlyOnceWith(kept);
	expect(store.read('kept')).toBeUndefined();
	store.write('kept', 'no json');
	expect(queue(send).waiting).toEqual([]);
});

test('nothing is sent after the page is left', async () => {
	const send = vi.fn().mockRejectedValue(away);
	const all = queue(send);
	const stop = all.start();
	all.push('next');
	await settle();
	stop();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(send).toHaveBeenCalledTimes(1);
});
