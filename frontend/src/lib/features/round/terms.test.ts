import { expect, test } from 'vitest';
import type { Round } from '$lib/api/types';
import { advice, levels, planOf, termsOf, wrongTerms, type TermsPlan } from './terms';

const zone = 'Europe/Berlin';
const now = Date.parse('2026-12-01T12:00:00Z');
const closes = { closes_at: '2026-12-04T17:00:00Z' };
const plan: TermsPlan = { publication: 'totals', auditors: [], paper: 'none', opening: 'hand', opens: '' };

test('few voters have totals or names published, and hear why', () => {
	const reasons = Object.fromEntries(levels(19).map(({ value, reason }) => [value, Boolean(reason)]));
	expect(reasons).toEqual({ totals: false, ballots: true, openings: true, named: false });
	expect(levels(20).some(({ reason }) => reason)).toBe(false);
});

test('the advice follows the number of voters', () => {
	expect(advice(19)).toContain('fewer than 20');
	expect(advice(20)).toContain('fewer than 50');
	expect(advice(50)).toContain('anybody can count again');
});

test('what the server would refuse is said by field', () => {
	expect(wrongTerms(plan, closes, 3, zone, now)).toEqual({});
	expect(Object.keys(wrongTerms({ ...plan, publication: 'ballots', auditors: ['a'], opening: 'date' }, closes, 3, zone, now))).toEqual(['publication', 'auditors', 'opens_at']);
	for (const opens of ['2026-12-01T12:59', '2026-12-04T18:00']) {
		expect(wrongTerms({ ...plan, opening: 'date', opens }, closes, 3, zone, now)).toHaveProperty('opens_at');
	}
	expect(wrongTerms({ ...plan, opening: 'date', opens: '2026-12-04T17:59' }, closes, 3, zone, now)).toEqual({});
});

test('a date is sent only for a round that opens by itself', () => {
	expect(termsOf({ ...plan, opens: '2026-12-02T09:00' }, zone).opens_at).toBeUndefined();
	expect(termsOf({ ...plan, opening: 'date', opens: '2026-12-02T09:00' }, zone).opens_at).toBe('2026-12-02T08:00:00.000Z');
});

test('what stands in a draft comes back into the form', () => {
	const round = { publication: 'named', auditors: [{ id: 'a', name: 'Ada' }], paper: 'paper_counts', opens_at: '2026-12-02T08:00:00Z' } as Round;
	expect(planOf(round, zone)).toEqual({ publication: 'named', auditors: ['a'], paper: 'paper_counts', opening: 'date', opens: '2026-12-02T09:00' });
});
