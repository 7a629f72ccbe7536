import { expect, test } from 'vitest';
import { apply } from './apply';
import { isDeed } from './deed';
import { meeting } from './testdata/meeting';

const at = Date.parse('2026-12-04T17:10:00Z');
const speaker = { id: 's1', name: 'Bea', side: 'Mill', slot: 'a', mine: false, times: 0, began_at: null };

test('going on shows the next item at once, with its time', () => {
	const shown = apply(meeting(), { do: 'next', slot: 'b', version: 4, at }, 'k');
	expect(shown).toMatchObject({ current: 'b', version: 5 });
	expect(shown.slots.map(({ state }) => state)).toEqual(['done', 'now', 'next']);
	expect(shown.slots[1]).toMatchObject({ starts_at: '2026-12-04T17:10:00.000Z', ends_at: '2026-12-04T17:40:00.000Z' });
	const pause = apply(shown, { do: 'next', slot: '', version: 5, at }, 'k');
	expect(pause.slots.map(({ state }) => state)).toEqual(['done', 'done', 'next']);
});

test('what the server knows already is not done twice', () => {
	const there = meeting({ version: 5 });
	expect(apply(there, { do: 'next', slot: 'b', version: 4, at }, 'k')).toBe(there);
	expect(apply(there, { do: 'plan', slot: 'b', minutes: 5, dropped: false, version: 4 }, 'k')).toBe(there);
});

test('other minutes, an item dropped and taken up again', () => {
	const dropped = apply(meeting(), { do: 'plan', slot: 'c', minutes: 20, dropped: true, version: 4 }, 'k');
	expect(dropped.slots[2]?.state).toBe('dropped');
	const back = apply(dropped, { do: 'plan', slot: 'c', minutes: 25, dropped: false, version: 5 }, 'k');
	expect(back).toMatchObject({ version: 6, slots: [{}, {}, { state: 'later', minutes: 25, ends_at: '2026-12-04T18:35:00.000Z' }] });
});

test('the floor goes to whoever is called, and back to nobody', () => {
	const waiting = meeting({ floor: { speaking: null, sides: [], waiting: [speaker, { ...speaker, id: 's2' }] } });
	const given = apply(waiting, { do: 'give', speaker: 's1', at }, 'k');
	expect(given.floor.speaking).toMatchObject({ id: 's1', times: 1, began_at: '2026-12-04T17:10:00.000Z' });
	expect(given.floor.waiting.map(({ id }) => id)).toEqual(['s2']);
	expect(apply(given, { do: 'give', speaker: '', at }, 'k').floor.speaking).toBeNull();
	expect(apply(given, { do: 'leave', speaker: 's2' }, 'k').floor.waiting).toEqual([]);
});

test('a decision is there at once, and says that it waits', () => {
	const taken = { slot: 'a', text: 'Plant ten trees', owner: 'Bea', due: '2030-12-01' };
	const shown = apply(meeting(), { do: 'decide', ...taken }, 'k');
	expect(shown.slots[0]?.decisions).toEqual([{ id: 'unsent:k', text: 'Plant ten trees', owner: 'Bea', due: '2030-12-01' }]);
	const changed = apply(shown, { do: 'redecide', decision: 'unsent:k', ...taken, text: 'Plant two' }, 'k2');
	expect(changed.slots[0]?.decisions[0]?.text).toBe('Plant two');
	expect(apply(changed, { do: 'undecide', decision: 'unsent:k' }, 'k3').slots[0]?.decisions).toEqual([]);
});

test('only deeds are deeds', () => {
	expect([{ do: 'next' }, { do: 'toString' }, {}, null, 'next'].map(isDeed)).toEqual([true, false, false, false, false]);
});
