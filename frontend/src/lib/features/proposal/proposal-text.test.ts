import type { Proposal } from '$lib/api/types';
import { expect, test } from 'vitest';
import { bodyOf, isSame, isUntouched, missingIn, noText, textOf } from './proposal-text';

test('only the fields of its kind are sent', () => {
	const written = { ...noText, title: ' Otters ', text: 'They are back.', tags: 'river; night,', symbol: 'The gate', wish: 'hold' as const };
	expect(bodyOf(written)).toEqual({ kind: 'agenda_item', title: 'Otters', text: 'They are back.', tags: ['river', 'night'], minutes: 15, least: 0, decide: '', who: '' });
	expect(bodyOf({ ...written, kind: 'symbolic_change' })).toEqual({
		kind: 'symbolic_change',
		title: 'Otters',
		text: 'They are back.',
		symbol: 'The gate',
		stands_for: '',
		wish: 'hold',
		small_action: '',
		doer: '',
		sign: '',
		tags: ['river', 'night']
	});
});

test('what is missing depends on the kind', () => {
	expect(Object.keys(missingIn({ ...noText, minutes: 0 }))).toEqual(['title', 'minutes']);
	expect(Object.keys(missingIn({ ...noText, kind: 'symbolic_change', minutes: 0 }))).toEqual(['title', 'symbol', 'stands_for', 'wish']);
	expect(missingIn({ ...noText, title: 'Otters' })).toEqual({});
});

test('spaces are nothing', () => {
	expect(isUntouched({ ...noText, title: '  ', minutes: 40 })).toBe(true);
	expect(isUntouched({ ...noText, symbol: 'The gate' })).toBe(false);
});

test('the same words are the same, whatever the other kind holds', () => {
	expect(isSame({ ...noText, title: 'Otters' }, { ...noText, title: 'Otters ', symbol: 'The gate' })).toBe(true);
	expect(isSame({ ...noText, title: 'Otters' }, { ...noText, title: 'Beavers' })).toBe(false);
});

test('a place is sent as its name and whole numbers, and comes back into the form as it was', () => {
	const written = { ...noText, title: 'A bench', place: ' The mill ', point: '48°30′N 16,25 E' };
	const place = { name: 'The mill', latitude: 48_500_000, longitude: 16_250_000 };
	expect(bodyOf(written).place).toEqual(place);
	expect(textOf({ ...bodyOf(written), tags: [], place } as Partial<Proposal> as Proposal)).toMatchObject({ place: 'The mill', point: '48.5, 16.25' });
	expect(bodyOf({ ...written, point: 'by the water' }).place).toEqual({ name: 'The mill' });
	expect(bodyOf({ ...written, place: '', point: '' }).place).toBeUndefined();
	expect(isUntouched({ ...noText, point: '1, 2' })).toBe(false);
});

test('a point can be read, and has a name', () => {
	const missing = (place: string, point: string) => Object.keys(missingIn({ ...noText, title: 'A bench', place, point }));
	expect(missing('The mill', '48, 16')).toEqual([]);
	expect(missing('The mill', '')).toEqual([]);
	expect(missing('The mill', 'north')).toEqual(['place.latitude']);
	expect(missing(' ', '48, 16')).toEqual(['place.name']);
});
