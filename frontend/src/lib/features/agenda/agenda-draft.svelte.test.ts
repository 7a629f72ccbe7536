import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { Agenda } from '$lib/api/types';
import { AgendaDraft } from './agenda-draft.svelte';
import { errorsById, offeredSlot, ownSlot, type DraftSlot } from './draft-slot';
import { agenda, slot } from './sample';

function draftOf(more: Partial<Agenda> = {}): AgendaDraft {
	return new AgendaDraft(agenda(more), new Set(['r']));
}

function find(draft: AgendaDraft, id: string): DraftSlot {
	const found = draft.slots.find((slot) => slot.id === id);
	if (!found) throw new Error(`no slot ${id}`);
	return found;
}

/** "w 0, a 10": what stands when. */
function times({ timeline }: AgendaDraft): string {
	return timeline.entries.map(({ slot, start, minutes }) => (slot ? `${slot.id} ${start}` : `free ${start}+${minutes}`)).join(', ');
}

test('times follow from the order, the minutes and the fixed points', () => {
	const draft = draftOf();
	expect(draft.starts).toBe('2026-12-04T18:00');
	expect(times(draft)).toBe('w 0, a 10, b 40, c 60');
	expect(draft.timeline).toMatchObject({ free: 10, slack: 10, over: 0, end: 70 });
	draft.change('w', { pinned: 15 });
	expect(times(draft)).toBe('free 0+15, w 15, a 25, b 55, c 75');
	expect(draft.timeline).toMatchObject({ free: 0, slack: 5 });
	draft.set({ minutes: 80 });
	expect(draft.timeline).toMatchObject({ slack: 0, over: 5 });
	expect(draft.timeline.entries.at(-1)).toMatchObject({ late: 5 });
	expect(draft.at(10)).toBe('2026-12-04T17:10:00.000Z');
});

test('moving says the place, and fixed points stand where they are', () => {
	const draft = draftOf();
	expect(draft.moveTo('a', 2)).toEqual({ title: 'Green space', place: 2, count: 3, at: '2026-12-04T17:30:00.000Z' });
	expect(times(draft)).toBe('w 0, b 10, a 30, c 60');
	expect(draft.moveTo('a', 9)?.place).toBe(3);
	expect(draft.moveTo('w', 1)).toBeUndefined();
	draft.undo();
	draft.undo();
	expect(draft).toMatchObject({ changed: false });
	expect(draft.history.canUndo).toBe(false);
});

test('what is lifted moves as one step, and can be put back', () => {
	const draft = draftOf();
	draft.lift('c');
	draft.moveTo('c', 2);
	draft.moveTo('c', 1);
	draft.drop();
	expect(times(draft)).toBe('w 0, c 10, a 20, b 50');
	draft.lift('a');
	draft.moveTo('a', 3);
	draft.letGo();
	expect(times(draft)).toBe('w 0, c 10, a 20, b 50');
	draft.undo();
	expect(times(draft)).toBe('w 0, a 10, b 40, c 60');
	expect(draft.history.canUndo).toBe(false);
	draft.redo();
	expect(times(draft)).toBe('w 0, c 10, a 20, b 50');
});

test('the same field changed again is one step; something new forgets what could be done again', () => {
	const draft = draftOf();
	draft.change('a', { facilitator: 'A' });
	draft.change('a', { facilitator: 'Ad' });
	draft.change('a', { question: 'W' });
	draft.undo();
	expect(find(draft, 'a')).toMatchObject({ facilitator: 'Ad', question: '' });
	draft.undo();
	expect(draft.changed).toBe(false);
	draft.set({ slack: 0 });
	expect(draft.history.canRedo).toBe(false);
});

test('fitting gives minutes, order and what is left out in one step', () => {
	const draft = draftOf();
	draft.moveTo('a', 3);
	draft.change('b', { left_out: true });
	draft.applyFit({
		free: 70, spare: 0, left_out: [{ id: 'c', reason: 'No.' }],
		slots: [{ id: 'b', start: 10, minutes: 20, reason: '' }, { id: 'a', start: 30, minutes: 25, reason: '' }, { id: 'd', start: 55, minutes: 15, reason: '' }]
	});
	expect(times(draft)).toBe('w 0, b 10, a 30, d 55');
	expect(find(draft, 'a').minutes).toBe(25);
	expect(draft.leftOut.map(({ id }) => id)).toEqual(['c']);
	draft.undo();
	expect(draft.leftOut.map(({ id }) => id)).toEqual(['b', 'd']);
});

test('what people voted on keeps its wish; what nobody voted on wishes what it gets', () => {
	const draft = draftOf();
	draft.lengthen(find(draft, 'a'), 40);
	expect(find(draft, 'a')).toMatchObject({ minutes: 40, wished: 30, least: 15 });
	draft.lengthen(find(draft, 'w'), 15);
	expect(find(draft, 'w')).toMatchObject({ minutes: 15, wished: 15, least: 15 });
	const money = new AgendaDraft(agenda(), new Set());
	money.lengthen(find(money, 'b'), 10);
	expect(find(money, 'b')).toMatchObject({ minutes: 10, wished: 10, least: 10 });
});

test('what departs from the outcome is told before it is saved', () => {
	const draft = draftOf();
	const departing = (): string[] => draft.slots.filter((slot) => draft.departs(slot)).map(({ id }) => id);
	expect(departing()).toEqual([]);
	draft.lengthen(find(draft, 'a'), 35);
	expect(departing()).toEqual(['a']);
	draft.leaveOut('b');
	draft.add(ownSlot('new-1', { kind: 'fixed', title: 'News', minutes: 5 }));
	draft.add(ownSlot('new-2', { kind: 'break', title: 'Tea', minutes: 5, pinned: 80 }));
	draft.add(offeredSlot('new-3', { slot: '', key: 'z', title: 'Z', kind: 'agenda_item', minutes: 5, least: 5, chosen: false, reason: '' }, 'other'));
	expect(departing()).toEqual(['a', 'b', 'new-1', 'new-3']);
	draft.putBack(find(draft, 'd'));
	expect(departing()).not.toContain('d');
});

test('what the server said of what is as it was is believed', () => {
	const draft = draftOf({ slots: [slot('a', { departs: true, minutes: 25, wished: 30 }), slot('b', { rank: 2 })], order_departs: true });
	draft.change('a', { departure: 'Ada has to leave.' });
	expect(draft.departs(find(draft, 'a'))).toBe(true);
	expect(draft.orderDeparts).toBe(true);
	draft.lengthen(find(draft, 'a'), 30);
	expect(draft.departs(find(draft, 'a'))).toBe(false);
});

test('another order departs, unless fitting gives it', () => {
	const draft = draftOf();
	expect(draft.orderDeparts).toBe(false);
	draft.moveTo('c', 1);
	expect(draft.orderDeparts).toBe(true);
	const [a, b, c] = draft.fit.slots;
	if (a && b && c) draft.applyFit({ ...draft.fit, slots: [c, a, b] });
	expect(draft.orderDeparts).toBe(false);
});

test('the body names every slot in order, and the version that was read', () => {
	const draft = draftOf();
	draft.moveTo('c', 2);
	draft.add(offeredSlot(draft.newId(), { slot: 'old', key: 'k', title: 'Waiting', kind: 'agenda_item', minutes: 5, least: 5, chosen: true, reason: '' }));
	draft.add(offeredSlot(draft.newId(), { slot: '', key: 'z', title: 'Z', kind: '', minutes: 5, least: 5, chosen: true, reason: '' }, 'other'));
	const { slots, ...rest } = draft.body;
	expect(rest).toEqual({ title: 'Spring', place: 'Hall', link: '', starts_at: '2026-12-04T17:00:00.000Z', minutes: 90, slack: 10, order_reason: '', cancelled: false, version: 3 });
	expect(slots.map(({ id }) => id)).toEqual(['w', 'a', 'c', 'b', 'd', 'new-1', 'new-2']);
	expect(slots[0]).toEqual({
		id: 'w', kind: 'fixed', title: 'Welcome', text: '', minutes: 10, wished: 10, least: 10, pinned: 0, left_out: false, departure: '', from: 0, until: 0, fresh: false,
		after: [], facilitator: '', speakers: [], question: '', papers: [], parts: []
	});
	expect(slots[4]).toMatchObject({ id: 'd', left_out: true });
	expect(slots[5]).toMatchObject({ carried_from: 'old' });
	expect(slots[6]).toMatchObject({ round: 'other', key: 'z' });
});

test('errors are kept by the slot and not by its place', () => {
	const errors = { 'slots.2.departure': 'Why?', 'pins.0.start': 'Where?', 'slots.1.parts.0.title': 'What?', title: 'Who?' };
	expect(errorsById(errors, draftOf().counted)).toEqual({
		'slots.b.departure': 'Why?', 'slots.w.pinned': 'Where?', 'slots.a.parts.0.title': 'What?', title: 'Who?'
	});
	expect(errorsById({ 'left_out.0.departure': 'Why?' }, agenda())).toEqual({ 'slots.d.departure': 'Why?' });
});

test('what was saved is no longer changed, whatever was written', () => {
	const draft = draftOf();
	const seen: boolean[] = [];
	const stop = $effect.root(() => {
		$effect.pre(() => void seen.push(draft.changed));
	});
	flushSync();
	draft.title = 'Summer';
	flushSync();
	draft.take({ ...agenda(), version: 4, title: 'Summer' });
	flushSync();
	stop();
	expect(seen).toEqual([false, true, false]);
	expect(draft.version).toBe(4);
});

test('without a start there are no times, and no crash', () => {
	const draft = draftOf();
	draft.starts = '';
	expect(draft.startsAt).toBeUndefined();
	expect(draft.where('a')?.at).toBeUndefined();
	expect(times(draft)).toBe('w 0, a 10, b 40, c 60');
});
