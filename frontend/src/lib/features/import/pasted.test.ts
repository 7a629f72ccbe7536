import { describe, expect, it } from 'vitest';
import type { PastedRow } from '$lib/api/types';
import { Pasted } from './pasted.svelte';

function row(title: string, more: Partial<PastedRow> = {}): PastedRow {
	return { kind: 'agenda_item', title, minutes: 20, errors: [], same_title: '', ...more };
}

describe('rows of a preview', () => {
	it('are taken, but for those whose title is there already', () => {
		const pasted = new Pasted({ rows: [row('A bench'), row('A tree', { same_title: 'process' })], columns: [], named: true });
		expect(pasted.proposals.map(({ title }) => title)).toEqual(['A bench']);
	});

	it('are wrong until they are mended or left out', () => {
		const wrong = row('A bench', { minutes: 0, errors: [{ field: 'minutes', message: 'How many?' }] });
		const pasted = new Pasted({ rows: [wrong, wrong], columns: [], named: true });
		expect(pasted.wrong).toHaveLength(2);
		pasted.rows[0]?.mend('minutes');
		expect(pasted.wrong).toHaveLength(1);
		expect(pasted.rows[0]?.open).toEqual(['minutes']);
		if (pasted.rows[1]) pasted.rows[1].taken = false;
		expect(pasted.wrong).toHaveLength(0);
	});

	it('get the errors of the server by their place among those that were sent', () => {
		const pasted = new Pasted({ rows: [row('Known', { same_title: 'process' }), row('A bench'), row('A tree')], columns: [], named: true });
		const others = pasted.refuse({ 'proposals.1.minutes': 'Too many.', 'proposals.7.title': 'Nowhere.', proposals: 'All of it.' });
		expect(pasted.rows[2]?.errors).toEqual({ minutes: 'Too many.' });
		expect(others).toEqual({ 'proposals.7.title': 'Nowhere.', proposals: 'All of it.' });
	});

	it('are sent without what only the preview says', () => {
		const pasted = new Pasted({ rows: [row('A bench')], columns: [], named: true });
		expect(pasted.proposals).toEqual([{ kind: 'agenda_item', title: 'A bench', minutes: 20 }]);
	});
});
