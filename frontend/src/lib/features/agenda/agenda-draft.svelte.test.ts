import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { Agenda } from '$lib/api/types';
import { AgendaDraft } from './agenda-draft.svelte';

function agenda(version = 3): Agenda {
	const slots = [30, 20, 10].map((minutes, place) => ({
		id: `s${place + 1}`, title: `Item ${place + 1}`, kind: 'agenda_item' as const, minutes, starts_at: '', ends_at: '', reason: ''
	}));
	return {
		can: ['agenda.edit'], ends_at: '', id: 'a', place: 'Hall', process: 'p', published_at: null, published_version: 0, round: 'r', slots,
		starts_at: '2026-12-04T17:00:00Z', state: 'draft', time_zone: 'Europe/Berlin', title: 'Spring', url: '', version
	};
}

test('times follow from the start, the order and the minutes', () => {
	const draft = new AgendaDraft(agenda());
	expect(draft.starts).toBe('2026-12-04T18:00');
	expect(draft.timed.map(({ starts_at }) => starts_at.slice(11, 16))).toEqual(['17:00', '17:30', '17:50']);
	draft.lengthen('s1', 45);
	draft.starts = '2026-12-04T19:00';
	expect(draft.timed.map(({ starts_at }) => starts_at.slice(11, 16))).toEqual(['18:00', '18:45', '19:05']);
	expect(draft.endsAt).toBe('2026-12-04T19:15:00.000Z');
	expect(draft.minutes).toBe(75);
});

test('moving says the new place, and stops at the ends', () => {
	const draft = new AgendaDraft(agenda());
	expect(draft.move('s1', -1)).toBe(0);
	expect(draft.canUndo).toBe(false);
	expect(draft.move('s1', 1)).toBe(2);
	expect(draft.slots.map(({ id }) => id)).toEqual(['s2', 's1', 's3']);
	expect(draft.changed).toBe(true);
});

test('undo goes back change by change; then nothing is changed', () => {
	const draft = new AgendaDraft(agenda());
	draft.move('s3', -1);
	draft.lengthen('s3', 15);
	draft.undo();
	expect(draft.minutes).toBe(60);
	expect(draft.changed).toBe(true);
	draft.undo();
	expect(draft).toMatchObject({ changed: false, canUndo: false });
});

test('the body names every slot in order, and the version that was read', () => {
	const draft = new AgendaDraft(agenda());
	draft.move('s3', -1);
	expect(draft.body).toEqual({
		title: 'Spring', place: 'Hall', starts_at: '2026-12-04T17:00:00.000Z', version: 3,
		slots: [{ id: 's1', minutes: 30 }, { id: 's3', minutes: 10 }, { id: 's2', minutes: 20 }]
	});
	draft.take(agenda(4));
	expect(draft).toMatchObject({ version: 4, changed: false, canUndo: false });
});

test('without a start there are no times, and no crash', () => {
	const draft = new AgendaDraft(agenda());
	draft.starts = '';
	expect(draft.startsAt).toBeUndefined();
	expect(draft.timed.every(({ starts_at }) => starts_at === '')).toBe(true);
});

test('what was saved is no longer changed, whatever was written', () => {
	const draft = new AgendaDraft(agenda());
	const seen: boolean[] = [];
	const stop = $effect.root(() => {
		$effect.pre(() => void seen.push(draft.changed));
	});
	flushSync();
	draft.title = 'Summer';
	flushSync();
	draft.take({ ...agenda(4), title: 'Summer' });
	flushSync();
	stop();
	expect(seen).toEqual([false, true, false]);
});
