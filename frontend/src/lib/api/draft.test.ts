import { beforeEach, expect, test } from 'vitest';
import { Draft, restore } from './draft';

const empty = { title: '', minutes: 15 };

beforeEach(() => localStorage.clear());

test('what is half written comes back for the same person in the same process only', () => {
	new Draft('proposal', ['river', 'ada'], empty).write({ title: 'Otters', minutes: 20 });
	expect(new Draft('proposal', ['river', 'ada'], empty).read()).toEqual({ title: 'Otters', minutes: 20 });
	expect(new Draft('proposal', ['river', 'bo'], empty).read()).toBeUndefined();
	expect(new Draft('proposal', ['hill', 'ada'], empty).read()).toBeUndefined();
});

test('once sent it is gone', () => {
	const draft = new Draft('proposal', ['river', 'ada'], empty);
	draft.write({ title: 'Otters', minutes: 20 });
	draft.clear();
	expect(draft.read()).toBeUndefined();
});

test('a field of another shape is as if it had not been written', () => {
	expect(restore(empty, { title: 7, minutes: 20, other: true })).toEqual({ title: '', minutes: 20 });
	expect(restore(empty, 'nonsense')).toBeUndefined();
});

test('what is no draft is no draft', () => {
	localStorage.setItem('folkmoot:draft:proposal:river:ada', '{');
	expect(new Draft('proposal', ['river', 'ada'], empty).read()).toBeUndefined();
});
