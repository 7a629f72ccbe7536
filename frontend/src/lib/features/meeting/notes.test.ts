import { beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '$lib/api/problem';
import { Notes } from './notes.svelte';
import { turn } from './testdata/meeting';

const stored = (version: number, notes: string) => turn('a', 0, 30, 'now', { version, notes });
const conflict = new Problem(409, 'conflict', '', {}, 'conflict');

beforeEach(() => {
	vi.useFakeTimers();
	localStorage.clear();
	return () => vi.useRealTimers();
});

test('they save themselves after a pause, each time on what was saved before', async () => {
	const save = vi.fn().mockResolvedValue(undefined);
	const notes = new Notes(stored(1, ''), { save, whose: ['a'] });
	for (const text of ['T', 'Tr', 'Trees']) {
		notes.notes = text;
		notes.changed();
		await vi.advanceTimersByTimeAsync(200);
	}
	expect(notes.state).toBe('changed');
	await vi.advanceTimersByTimeAsync(2000);
	expect(save.mock.calls.map(([written]) => written)).toEqual([{ notes: 'Trees', result: '', version: 1 }]);
	expect(notes.state).toBe('saved');
	expect(localStorage).toHaveLength(0);
	notes.result = 'decided';
	notes.changed(true);
	await vi.advanceTimersByTimeAsync(0);
	expect(save.mock.lastCall?.[0]).toEqual({ notes: 'Trees', result: 'decided', version: 2 });
});

test('what somebody else wrote is shown where nobody writes, and never taken from who does', () => {
	const notes = new Notes(stored(1, 'old'), { save: vi.fn(), whose: ['a'] });
	notes.take(stored(2, 'theirs'));
	expect(notes.notes).toBe('theirs');
	notes.notes = 'mine';
	notes.changed();
	notes.take(stored(3, 'theirs again'));
	expect(notes.notes).toBe('mine');
});

test('two wrote at once: both are there, and one decides', async () => {
	const save = vi.fn().mockResolvedValueOnce(conflict).mockResolvedValue(undefined);
	const notes = new Notes(stored(1, ''), { save, whose: ['a'] });
	notes.notes = 'mine';
	notes.changed(true);
	await vi.advanceTimersByTimeAsync(0);
	notes.take(stored(2, 'theirs'));
	expect([notes.notes, notes.theirs?.notes]).toEqual(['mine', 'theirs']);
	notes.keepMine();
	await vi.advanceTimersByTimeAsync(0);
	expect(save.mock.lastCall?.[0]).toMatchObject({ notes: 'mine', version: 2 });
	expect(notes.state).toBe('saved');

	const other = new Notes(stored(1, ''), { save: vi.fn().mockResolvedValue(conflict), whose: ['b'] });
	other.notes = 'mine';
	other.changed(true);
	await vi.advanceTimersByTimeAsync(0);
	other.take(stored(2, 'theirs'));
	other.takeTheirs();
	expect([other.notes, other.state, other.theirs]).toEqual(['theirs', 'saved', undefined]);
});

test('without a connection they are kept, and what is written meanwhile follows', async () => {
	let arrive = (): void => {};
	const save = vi.fn((_: unknown, onkept: () => void) => (onkept(), new Promise<undefined>((done) => (arrive = () => done(undefined)))));
	const notes = new Notes(stored(1, ''), { save, whose: ['a'] });
	notes.notes = 'one';
	notes.changed(true);
	await vi.advanceTimersByTimeAsync(0);
	expect(notes.state).toBe('kept');
	notes.notes = 'one two';
	notes.changed();
	await vi.advanceTimersByTimeAsync(5000);
	expect(save).toHaveBeenCalledTimes(1);
	arrive();
	await vi.advanceTimersByTimeAsync(0);
	expect(save.mock.lastCall?.[0]).toEqual({ notes: 'one two', result: '', version: 2 });
});

test('a reload brings back what was not saved', () => {
	const first = new Notes(stored(1, ''), { save: vi.fn(), whose: ['a'] });
	first.notes = 'half a sent';
	first.changed();
	const second = new Notes(stored(1, ''), { save: vi.fn(), whose: ['a'] });
	expect([second.notes, second.state]).toEqual(['half a sent', 'changed']);
});
