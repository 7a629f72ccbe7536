import { beforeEach, expect, test, vi } from 'vitest';
import { returnPath, Session } from './session';

const me = { id: 'u1', email: 'ada@example.org', display_name: 'Ada' };
const ask = (path: string, init?: RequestInit) => new Request(`http://localhost/api/v1${path}`, init);

interface Seen {
	path: string;
	token: string | null;
	key: string | null;
	body: string;
}

let seen: Seen[];
let refreshes: boolean[];
let failures: number;

/** Accepts only the newest token; each refresh that is allowed hands out the next. */
function server(): typeof fetch {
	let valid = 'none yet';
	return async (input) => {
		const request = input as Request;
		const path = new URL(request.url).pathname.slice('/api/v1'.length);
		seen.push({ path, token: request.headers.get('Authorization'), key: request.headers.get('Idempotency-Key'), body: await request.text() });
		if (path === '/session/refresh') {
			await new Promise((resolve) => setTimeout(resolve, 5));
			if (!refreshes.shift()) return new Response('{}', { status: 401 });
			valid = `token-${seen.length}`;
			return Response.json({ access_token: valid, expires_at: '', me });
		}
		if (failures-- > 0) throw new TypeError('network');
		return request.headers.get('Authorization') === `Bearer ${valid}` ? Response.json({}) : new Response('{}', { status: 401 });
	};
}

beforeEach(() => {
	[seen, refreshes, failures] = [[], [true], 0];
	vi.useRealTimers();
});

test('many requests with an old token make one refresh', async () => {
	const session = new Session(server());
	const replies = await Promise.all(['/a', '/b', '/c'].map((path) => session.fetch(ask(path))));
	expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
	expect(seen.filter(({ path }) => path === '/session/refresh')).toHaveLength(1);
});

test('a mutation is repeated with the same key and the same body', async () => {
	const session = new Session(server());
	await session.fetch(ask('/x', { method: 'POST', body: 'text' }));
	const sent = seen.filter(({ path }) => path === '/x');
	expect(sent.map(({ body }) => body)).toEqual(['text', 'text']);
	expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
	expect(sent[1]?.key).toBe(sent[0]?.key);
});

test('when the network fails the request is sent once more, with its key', async () => {
	const session = new Session(server());
	await session.refresh();
	failures = 1;
	await session.fetch(ask('/x', { method: 'PUT', body: 'text', headers: { 'Idempotency-Key': 'mine' } }));
	expect(seen.filter(({ path }) => path === '/x').map(({ key }) => key)).toEqual(['mine', 'mine']);
	failures = 2;
	await expect(session.fetch(ask('/y'))).rejects.toThrow('network');
});

test('when the session is over, it is told once and nobody is signed in', async () => {
	refreshes = [true, false];
	const session = new Session(server());
	const told = vi.fn();
	session.onchange(told);
	await session.refresh();
	session.end();
	session.onexpired = vi.fn();
	const reply = await session.fetch(ask('/x'));
	expect(reply.status).toBe(401);
	expect(session.onexpired).toHaveBeenCalledTimes(1);
	expect(told).toHaveBeenLastCalledWith(undefined);
});

test('nothing is done in the name of somebody else who has signed in meanwhile', async () => {
	const session = new Session(server());
	session.begin({ access_token: 'old', expires_at: '', me: { ...me, id: 'u2' } });
	expect((await session.fetch(ask('/x', { method: 'PUT', body: 'text' }))).status).toBe(401);
	expect(seen.filter(({ path }) => path === '/x')).toHaveLength(1);
	expect(session.me?.id).toBe('u1');
});

test('a wrong code is no reason to refresh', async () => {
	const session = new Session(server());
	expect((await session.fetch(ask('/session', { method: 'POST', body: '{}' }))).status).toBe(401);
	expect(seen.map(({ path }) => path)).toEqual(['/session']);
});

test.each([
	['/processes/p1?x=1', '/processes/p1?x=1'],
	['//elsewhere.example', '/'],
	['/\\elsewhere.example', '/'],
	['https://elsewhere.example', '/'],
	[null, '/']
])('after signing in %s leads to %s', (wanted, path) => {
	expect(returnPath(wanted)).toBe(path);
});
