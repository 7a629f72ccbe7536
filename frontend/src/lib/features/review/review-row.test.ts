import { expect, test } from 'vitest';
import type { ProposalLine } from '$lib/api/types';
import { ReviewRow } from './review-row.svelte';
import { parts } from './review-table.svelte';

const euros = { unit: 'EUR', scale: 100 };

function line(change: Partial<ProposalLine> = {}): ProposalLine {
	return {
		id: 'p', process: 'mill', kind: 'agenda_item', title: 'A path', excerpt: '', minutes: 30, least: 0, tags: [], symbol: '', stands_for: '', wish: '',
		cost: 0, money: 0, cost_reason: '', state: 'published', state_reason: '', needed: '', answer: '', author: { display_name: 'Ben', me: false },
		supporters: 0, supported: false, created_at: '', changed_at: '', version: 3,
		can: ['proposal.cost', 'proposal.accept', 'proposal.decline'], ...change
	} as ProposalLine;
}

test('a row is changed as long as it says something else than what is saved', () => {
	const row = new ReviewRow(line(), euros);
	expect(row.changed).toBe(false);
	row.written.money = '40,50';
	expect(row.changed).toBe(true);
	expect(row.body()).toMatchObject({ proposal: 'p', version: 3, minutes: 0, money: 4050, state: 'published' });
	row.undo('money');
	expect(row.changed).toBe(false);
});

test('another state has a reason of its own, and goes back with it', () => {
	const row = new ReviewRow(line({ state: 'accepted', state_reason: 'It is clear.' }), euros);
	row.move('declined');
	expect(row.written.state_reason).toBe('');
	expect(row.body()).toBeUndefined();
	expect(row.errors.state_reason).toMatch(/Say why/);
	row.undo('state');
	expect(row.written.state_reason).toBe('It is clear.');
	expect(row.errors).toEqual({});
	expect(row.changed).toBe(false);
});

test.each([['minutes', '0'], ['minutes', '12.5'], ['minutes', 'long'], ['minutes', '1441'], ['money', 'much']] as const)('%s of %j is refused at its cell', (cell, written) => {
	const row = new ReviewRow(line({ cost: 10 }), euros);
	row.written[cell] = written;
	expect(row.body()).toBeUndefined();
	expect(Object.keys(row.errors)).toEqual([cell]);
});

test('what somebody else said meanwhile does not touch what is written', () => {
	const row = new ReviewRow(line(), euros);
	row.written.minutes = '20';
	row.meet(line({ cost: 15, version: 4 }));
	expect(row.written.minutes).toBe('20');
	expect(row.body()).toMatchObject({ minutes: 20, version: 4 });
	row.take(row.proposal);
	expect([row.written.minutes, row.newer, row.changed]).toEqual(['15', false, false]);
});

test('a row that stands still has nothing to save', () => {
	const row = new ReviewRow(line(), euros);
	row.written.minutes = '20';
	row.meet(line({ state: 'in_round', can: [], version: 4 }));
	expect([row.frozen, row.changed]).toEqual([true, false]);
});

test('a hundred rows go together, and fewer where they are long', () => {
	const body = (reason: string) => ({ proposal: 'p', version: 1, minutes: 5, money: 0, reason, state: 'accepted' as const, state_reason: '', needed: '' });
	expect(parts(Array.from({ length: 250 }, () => body('')))).toHaveLength(3);
	const long = parts(Array.from({ length: 100 }, () => body('漢'.repeat(1000))));
	expect(long.length).toBeGreaterThan(1);
	for (const part of long) expect(new TextEncoder().encode(JSON.stringify(part)).length).toBeLessThan(200_000);
});
