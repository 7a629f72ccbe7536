import { expect, test } from 'vitest';
import type { Amendment } from '$lib/api/types';
import { asked, askedWords, changeOf, deadlineStays, wrongChange, type ChangePlan } from './change';

const zone = 'Europe/Berlin';
const round = { opened_at: '2026-12-01T00:00:00Z', closes_at: '2026-12-11T00:00:00Z' };
const plan: ChangePlan = { kind: 'deadline', closes: '2026-12-12T18:00', member: '', reason: 'The hall was closed.' };
const amendment: Amendment = {
	id: 'a', kind: 'roll', closes_at: null, member: 'Cleo Costa', reason: 'She had joined before.', proposed_by: 'Ada', confirmed_by: '', confirmed_at: null, mine: true
};

test('in the last tenth of the time to vote the deadline stays', () => {
	expect(deadlineStays(round, Date.parse('2026-12-09T23:59:59Z'))).toBe(false);
	expect(deadlineStays(round, Date.parse('2026-12-10T00:00:00Z'))).toBe(true);
});

test('what the server would refuse is said by field', () => {
	expect(wrongChange(plan, round, zone)).toEqual({});
	expect(wrongChange({ ...plan, closes: '2026-12-11T01:00' }, round, zone)).toHaveProperty('closes_at');
	expect(Object.keys(wrongChange({ ...plan, kind: 'roll', reason: ' ' }, round, zone))).toEqual(['member', 'reason']);
});

test('only what belongs to the kind is sent', () => {
	expect(changeOf(plan, zone)).toEqual({ kind: 'deadline', closes_at: '2026-12-12T17:00:00.000Z', reason: plan.reason });
	expect(changeOf({ ...plan, kind: 'roll', member: 'c' }, zone)).toEqual({ kind: 'roll', member: 'c', reason: plan.reason });
});

test('what nobody confirmed yet is asked for', () => {
	expect(asked([amendment, { ...amendment, id: 'b', confirmed_at: '2026-12-02T00:00:00Z' }]).map(({ id }) => id)).toEqual(['a']);
	expect(askedWords(amendment, zone)).toBe('Cleo Costa comes onto the roll.');
	expect(askedWords({ ...amendment, kind: 'deadline', closes_at: '2026-12-12T17:00:00Z' }, zone)).toMatch(/^A later deadline: .*December/);
});
