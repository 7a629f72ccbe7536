import { expect, test } from 'vitest';
import { Problem, unwrap } from './problem';

test('errors are found by the name of the field, the first one wins', () => {
	const problem = Problem.fromBody(422, {
		title: 'Not valid',
		detail: 'Please look again.',
		errors: [
			{ location: 'body.title', message: 'Give it a title.' },
			{ location: 'body.title', message: 'Too short.' },
			{ location: 'body.slots[2].minutes', message: 'At least 1.' }
		]
	});
	expect(problem.errors).toEqual({ title: 'Give it a title.', 'slots.2.minutes': 'At least 1.' });
	expect(problem.title).toBe('Not valid');
});

test('what one may not see is told as not there, whatever the server wrote', () => {
	const problem = Problem.fromBody(404, { title: 'Forbidden', detail: 'secret' });
	expect(problem.title).toBe('There is no such page');
	expect(problem.detail).not.toContain('secret');
});

test('a body that is no problem has words all the same', () => {
	expect(Problem.fromBody(502, '<html>').title).toBe('The server made a mistake');
	expect(Problem.fromBody(409, undefined).title).toBe('That did not work');
});

test('what has the same status is told apart, and how long to wait is known', async () => {
	const reply = (wait: string): Promise<never> => {
		const response = new Response(null, { status: 503, headers: { 'Retry-After': wait } });
		return unwrap(Promise.resolve({ error: { type: 'urn:folkmoot:problem:unavailable' }, response })) as Promise<never>;
	};
	await expect(reply('7')).rejects.toMatchObject({ kind: 'unavailable', retryAfter: 7000 });
	await expect(reply(new Date(0).toUTCString())).rejects.toMatchObject({ retryAfter: 0 });
	await expect(reply('soon')).rejects.toMatchObject({ retryAfter: undefined });
	expect(Problem.fromBody(409, { type: 'urn:elsewhere' }).kind).toBe('');
});

test('unwrap gives the data, or throws what went wrong', async () => {
	const reply = (status: number) => new Response(status === 204 ? null : '{}', { status });
	await expect(unwrap(Promise.resolve({ data: 5, response: reply(200) }))).resolves.toBe(5);
	await expect(unwrap(Promise.resolve({ response: reply(204) }))).resolves.toBeUndefined();
	await expect(unwrap(Promise.resolve({ error: {}, response: reply(409) }))).rejects.toMatchObject({ status: 409 });
	await expect(unwrap(Promise.reject(new TypeError('network')))).rejects.toMatchObject({ status: 0 });
});
