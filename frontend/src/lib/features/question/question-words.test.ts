import { expect, test } from 'vitest';
import type { Question, QuestionStep } from '$lib/api/types';
import { answerBefore, asker, owner, queryOf, showOf, stepWords } from './question-words';

const question = (change: Partial<Question>) => ({ nameless: false, asker: { display_name: 'Ada', me: false }, owner: { id: 'b', display_name: 'Bo' }, ...change }) as Question;
const step = (kind: QuestionStep['kind'], change: Partial<QuestionStep> = {}): QuestionStep => ({ kind, by: 'Bo', to: '', text: '', at: '2026-12-04T17:00:00Z', ...change });

test.each([
	['?show=open', { state: 'open' }],
	['?show=owed', { owed: true, state: 'open' }],
	['?show=secret', {}],
	['', {}]
])('the address %j asks for %j', (address, query) => {
	expect(queryOf(showOf(new URL(`http://x/${address}`)))).toEqual(query);
});

test('nobody is named who asked without a name, and the organisers owe together', () => {
	expect(asker(question({}))).toBe('Ada');
	expect(asker(question({ nameless: true, asker: { display_name: '', me: false } }))).toBe('somebody without a name');
	expect(owner(question({}))).toBe('Bo');
	expect(owner(question({ owner: { id: '', display_name: '', me: false } }))).toBe('the organisers');
});

test.each([
	[step('asked', { by: '', to: 'Cy' }), 'Somebody without a name asked Cy'],
	[step('passed'), 'Bo passed it to the organisers'],
	[step('confidential', { until: '2027-01-01T12:00:00Z' }), 'Bo kept it confidential until January 1, 2027'],
	[step('returned', { by: '' }), 'It came back on its date']
])('%o is told in words', (given, words) => {
	expect(stepWords(given, 'UTC')).toBe(words);
});

test('an answer that was written anew is compared with the one before', () => {
	const steps = [step('asked'), step('answered', { text: 'One' }), step('hidden'), step('shown'), step('amended', { text: 'Two' })];
	expect(answerBefore(steps, 4)).toBe('One');
	expect(answerBefore(steps, 1)).toBeUndefined();
});
