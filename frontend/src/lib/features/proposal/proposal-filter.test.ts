import { expect, test } from 'vitest';
import { addressOf, filterOf } from './proposal-filter';

const at = (address: string) => filterOf(new URL(address, 'https://example.org'));
const usual = { kind: undefined, sort: 'newest', tag: '', mine: false, map: false } as const;

test.each([
	['/p', usual],
	['/p?kind=agenda_item', { ...usual, kind: 'agenda_item' }],
	['/p?kind=symbolic_change&sort=supported', { ...usual, kind: 'symbolic_change', sort: 'supported' }],
	['/p?kind=agenda_item&map=', { ...usual, kind: 'agenda_item', map: true }],
	['/p?sort=random&tag=river+at+night&mine=', { ...usual, sort: 'random', tag: 'river at night', mine: true }]
] as const)('%s, there and back', (address, filter) => {
	expect(at(address)).toEqual(filter);
	expect(addressOf('/p', filter)).toBe(address);
});

test('what is unknown in an address is the usual', () => {
	expect(at('/p?kind=nonsense&sort=loudest')).toEqual(usual);
});
