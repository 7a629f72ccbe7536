import { expect, test } from 'vitest';
import { addressOf, filterOf } from './proposal-filter';

const at = (address: string) => filterOf(new URL(address, 'https://example.org'));

test.each([
	['/p', { kind: undefined, sort: 'newest' }],
	['/p?kind=agenda_item', { kind: 'agenda_item', sort: 'newest' }],
	['/p?kind=symbolic_change&sort=oldest', { kind: 'symbolic_change', sort: 'oldest' }]
] as const)('%s, there and back', (address, filter) => {
	expect(at(address)).toEqual(filter);
	expect(addressOf('/p', filter)).toBe(address);
});

test('what is unknown in an address is the usual', () => {
	expect(at('/p?kind=nonsense&sort=loudest')).toEqual({ kind: undefined, sort: 'newest' });
});
