import { expect, test, vi } from 'vitest';
import { Problem } from './problem';
import { Submission } from './submission.svelte';

const keys = () => {
	const seen: string[] = [];
	return { seen, send: (answer: () => Promise<string>) => (_: unknown, headers: { 'Idempotency-Key': string }) => (seen.push(headers['Idempotency-Key']), answer()) };
};
const lost = () => Promise.reject(Problem.unreachable());

test('the same body keeps its key after the network failed, another body does not', async () => {
	const { seen, send } = keys();
	const submission = new Submission();
	await submission.run({ a: 1 }, send(lost));
	expect(submission.problem?.status).toBe(0);
	await submission.run({ a: 1 }, send(lost));
	await submission.run({ a: 2 }, send(() => Promise.resolve('done')));
	await submission.run({ a: 2 }, send(() => Promise.resolve('done')));
	expect(seen[1]).toBe(seen[0]);
	expect(new Set(seen).size).toBe(3);
	expect(submission.problem).toBeUndefined();
});

test('a form on its way is not sent twice', async () => {
	const submission = new Submission();
	const send = vi.fn(() => Promise.resolve('done'));
	const [first, second] = await Promise.all([submission.run({}, send), submission.run({}, send)]);
	expect([first, second]).toEqual(['done', undefined]);
	expect(send).toHaveBeenCalledTimes(1);
});
