import { expect, test } from 'vitest';
import { bodyOf, isSame, isUntouched, missingIn, noText } from './proposal-text';

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
