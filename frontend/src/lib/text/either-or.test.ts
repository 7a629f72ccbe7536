import { expect, test } from 'vitest';
import { eitherOr } from './either-or';

const options = [
	{ key: '1', number: 1, alternatives: 1 },
	{ key: '2', number: 2, alternatives: 0 },
	{ key: '3', number: 3, alternatives: 1 },
	{ key: '4', number: 4, alternatives: 2 },
	{ key: '5', number: 5, alternatives: 1 },
	{ key: '6', number: 6, alternatives: 2 }
];

test('an option names those of which it or they are chosen, whatever the order they stand in', () => {
	const said = options.toReversed().map((option) => eitherOr(option, options.toReversed()));
	expect(said.toReversed()).toEqual([
		'Either this or number 3 or 5: at most one of them is chosen.',
		'',
		'Either this or number 1 or 5: at most one of them is chosen.',
		'Either this or number 6: at most one of them is chosen.',
		'Either this or number 1 or 3: at most one of them is chosen.',
		'Either this or number 4: at most one of them is chosen.'
	]);
});
