import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from '$lib/api/session';
import { Idle } from './idle.svelte';
import { beginKiosk, kioskAddress, kioskPlace, wipe } from './kiosk-memory';
import { Kiosk } from './kiosk.svelte';

const replies = vi.hoisted(() => ({ get: vi.fn(), remove: vi.fn() }));
vi.mock('$lib/api/client', () => ({ api: { GET: replies.get, DELETE: replies.remove } }));

const place = { process: 'p', round: 'r1', title: 'Spring' };
const done = { data: undefined, response: new Response(null, { status: 204 }) };
const me = { id: 'u1', email: 'ada@example.org', display_name: 'Ada' };

beforeEach(() => {
	vi.useFakeTimers();
	localStorage.clear();
	sessionStorage.clear();
	session.end();
	replies.get.mockReset();
	replies.remove.mockReset().mockResolvedValue(done);
});

afterEach(() => void vi.useRealTimers());

test('it begins by signing the organiser out, and keeps nothing but where it is', async () => {
	localStorage.setItem('folkmoot:kept:r1:ada', '[]');
	localStorage.setItem('folkmoot:theme', 'dark');
	sessionStorage.setItem('x', 'y');
	const renew = vi.fn();
	await new Kiosk('r1', renew).begin(place);
	expect(replies.remove).toHaveBeenCalledTimes(1);
	expect(renew).toHaveBeenCalledTimes(1);
	expect(Object.keys(localStorage).sort()).toEqual(['folkmoot:kiosk', 'folkmoot:theme']);
	expect(sessionStorage).toHaveLength(0);
	expect(kioskAddress()).toBe('/processes/p/rounds/r1/kiosk');
	expect(new Kiosk('r1').stage).toBe('welcome');
	expect(new Kiosk('r2').stage).toBe('setup');
});

test('whoever is still signed in when the page is loaded again is signed out', async () => {
	beginKiosk(place);
	session.tell(me);
	const renew = vi.fn();
	expect(new Kiosk('r1', renew).stage).toBe('leaving');
	await vi.advanceTimersByTimeAsync(0);
	expect(renew).toHaveBeenCalled();
});

test('as long as the server cannot be told, nobody else comes in', async () => {
	beginKiosk(place);
	const renew = vi.fn();
	const kiosk = new Kiosk('r1', renew);
	kiosk.stage = 'vote';
	replies.remove.mockRejectedValueOnce(new TypeError('network'));
	await kiosk.leave();
	expect([kiosk.stage, kiosk.stuck]).toEqual(['leaving', true]);
	expect(renew).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(5000);
	expect(renew).toHaveBeenCalledTimes(1);
});

test('only an organiser ends it', async () => {
	beginKiosk(place);
	const kiosk = new Kiosk('r1', vi.fn());
	replies.get.mockResolvedValueOnce({ data: { role: 'participant' }, response: new Response() });
	expect(await kiosk.end('p')).toBe(false);
	expect(replies.remove).toHaveBeenCalledTimes(1);
	expect(kioskPlace()).toEqual(place);
	replies.get.mockResolvedValueOnce({ data: { role: 'organiser' }, response: new Response() });
	expect(await kiosk.end('p')).toBe(true);
	expect(kioskPlace()).toBeUndefined();
});

test('nobody there: warned after 45 seconds, ended after 60, also when the device slept', () => {
	const ended = vi.fn();
	const idle = new Idle(ended);
	const stop = idle.start();
	vi.advanceTimersByTime(44_000);
	expect(idle.left).toBeUndefined();
	vi.advanceTimersByTime(1000);
	expect(idle.left).toBe(15);
	idle.touched();
	expect(idle.left).toBeUndefined();
	vi.advanceTimersByTime(59_000);
	expect(idle.left).toBe(1);
	vi.advanceTimersByTime(1000);
	expect(ended).toHaveBeenCalledTimes(1);
	vi.setSystemTime(Date.now() + 3_600_000);
	vi.advanceTimersByTime(1000);
	expect(ended).toHaveBeenCalledTimes(2);
	stop();
	vi.advanceTimersByTime(120_000);
	expect(ended).toHaveBeenCalledTimes(2);
});

test('what is no place is no kiosk', () => {
	for (const text of ['', 'x', '{}', '{"process":"p"}', 'null']) {
		localStorage.setItem('folkmoot:kiosk', text);
		expect(kioskAddress()).toBeUndefined();
	}
	wipe();
});
