import { expect, test } from 'vitest';
import { changed, found, indexed } from './desk';

const names = ['Ada Birch', 'Béla Núñez', 'Jean-Marc O’Neil', 'Marcus Adair', 'Zoë Łęcka'];
const entries = indexed(names.map((name, place) => ({ member: `m${place}`, name, handed: false })));
const find = (typed: string): string[] => found(entries, typed).map(({ name }) => name);

test.each([
	['', names],
	['bela nun', ['Béla Núñez']],
	['NUÑEZ b', ['Béla Núñez']],
	['lecka', ['Zoë Łęcka']],
	['marc oneil', ['Jean-Marc O’Neil']],
	['x', []]
])('%o finds %o', (typed, wanted) => expect(find(typed)).toEqual(wanted));

test('the beginning of a word goes before its middle', () => {
	expect(find('ma')).toEqual(['Jean-Marc O’Neil', 'Marcus Adair']);
	expect(find('ai')).toEqual(['Marcus Adair']);
	expect(find('n')).toEqual(['Béla Núñez', 'Jean-Marc O’Neil']);
	expect(find('a')).toEqual(['Ada Birch', 'Marcus Adair', 'Béla Núñez', 'Jean-Marc O’Neil', 'Zoë Łęcka']);
});

test('one name changes and the others stay as they are', () => {
	const voters = entries.map(({ voter }) => voter);
	const after = changed(voters, 'm1', true);
	expect(after.filter(({ handed }) => handed).map(({ name }) => name)).toEqual(['Béla Núñez']);
	expect(after[0]).toBe(voters[0]);
});
