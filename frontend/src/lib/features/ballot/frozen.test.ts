import { expect, test } from 'vitest';
import type { Round } from '$lib/api/types';
import { sayTheSame } from './frozen';

const option = { key: '1', title: 'Bus <lanes>', cost: 30 };
const round = {
	id: 'r1', unit: 'min', scale: 1, budget: 90, ballot: { kind: 'points', points: 10, cap: 5 }, options: [{ ...option, number: 1, html: '' }], publication: 'totals',
	auditors: [{ id: 'b', name: 'Bo' }, { id: 'a', name: 'Ada' }], closes_at: '2030-10-05T18:00:00Z'
} as unknown as Round;
const rules = {
	format: 'folkmoot/rules/v1', round: 'r1', title: 'Spring', unit: 'min', scale: 1, budget: 90, ballot: { kind: 'points', min: 0, max: 0, total: 10, cap: 5 },
	settings: { rule: 'greedy/v1' }, options: [{ ...option, text: '', kind: '', wish: '' }], publication: 'totals', auditors: ['a', 'b'], closes_at: '2030-10-04T18:00:00Z'
};

test('the rules say what the page shows; the closing time may have been moved', () => {
	expect(sayTheSame(JSON.stringify(rules), round)).toBe(true);
});

test.each([
	['another round', { round: 'r2' }],
	['another budget', { budget: 91 }],
	['another title', { options: [{ ...option, title: 'Bus stops' }] }],
	['other minutes', { options: [{ ...option, cost: 31 }] }],
	['an option less', { options: [] }],
	['either this or that', { settings: { exclusive: [['1', '2']] } }],
	['more points', { ballot: { ...rules.ballot, total: 11 } }],
	['names are published', { publication: 'named' }],
	['other auditors', { auditors: ['a'] }]
])('%s: they do not', (_, other) => {
	expect(sayTheSame(JSON.stringify({ ...rules, ...other }), round)).toBe(false);
});

test('the rules say of which options one is chosen, and so does the page', () => {
	const two = [option, { ...option, key: '2' }];
	const grouped = { ...round, options: two.map((one) => ({ ...one, alternatives: 1 })) } as unknown as Round;
	expect(sayTheSame(JSON.stringify({ ...rules, options: two, settings: { exclusive: [['1', '2']] } }), grouped)).toBe(true);
	expect(sayTheSame(JSON.stringify({ ...rules, options: two }), grouped)).toBe(false);
});

test.each(['', 'null', '{}', '[]'])('%o are no rules', (text) => {
	expect(sayTheSame(text, round)).toBe(false);
});
