import { expect, test } from 'vitest';
import { meeting, turn } from './testdata/meeting';
import type { Poll, Remedy } from '$lib/api/types';
import { timeOf } from '$lib/text/date';
import { locale } from '$lib/text/locale';
import { changeWords, codeWords, pollResult, remedyQuestion, remedyWords, sideWords, turnWords } from './words';

test('the list says why somebody stands where they stand', () => {
	expect([0, 1, 3].map((times) => turnWords({ times }))).toEqual(['First time', 'Has spoken once', 'Has spoken 3 times']);
	expect(sideWords('Mill')).toBe('for Mill');
	expect(sideWords('')).toBe('for themselves');
});

test('the ways out of being late are one question, and a button each', () => {
	const shown = meeting({ slots: [turn('a', 0, 40, 'now'), turn('f', 40, 30, 'next', { title: 'F' })] });
	const way = (way: Remedy['way'], dropped: string[] = []): Remedy => ({ way, dropped, ends_at: '2026-12-04T19:07:00Z', slots: [] });
	const at = timeOf('2026-12-04T19:07:00Z', shown.time_zone);
	const ways = [way('shorten'), way('drop', ['f']), way('end_later')];
	expect(ways.map((one) => remedyWords(one, shown))).toEqual(['Shorten the rest', 'Drop “F”', `End at ${at}`]);
	expect(remedyQuestion(7, ways, shown)).toBe(new Intl.ListFormat(locale(), { type: 'disjunction' }).format(['We are 7 minutes over: shorten the rest', 'drop “F”', `end at ${at}?`]));
	expect(remedyQuestion(1, ways.slice(2), shown)).toBe(`We are 1 minute over: end at ${at}?`);
});

test('other minutes are said with the difference', () => {
	expect([changeWords(15, 20), changeWords(20, 20), changeWords(25, 20)]).toEqual(['15 minutes, 5 fewer', '20 minutes', '25 minutes, 5 more']);
	expect(codeWords('012345')).toBe('012 345');
});

test('what came out of a question is a sentence', () => {
	const poll = (more: Partial<Poll>): Poll => ({ id: 'q', slot: 'a', kind: 'vote', question: '', quorum: 0, closed: true, answered: 3, mine: '', yes: 2, no: 1, abstain: 0, carried: true, reasons: [], ...more });
	expect(pollResult(poll({}))).toBe('Carried: more yes than no.');
	expect(pollResult(poll({ carried: false }))).toBe('Not carried.');
	expect(pollResult(poll({ carried: false, quorum: 10 }))).toBe('Too few answered: it needed 10.');
	expect(pollResult(poll({ kind: 'consent', no: 0 }))).toBe('Agreed: nobody objects.');
	expect(pollResult(poll({ kind: 'consent', carried: false }))).toBe('Not agreed: somebody objects.');
});
