import { expect, test } from 'vitest';
import { matching, stillMentioned, withMention } from './mentions';

const ada = { id: '1', display_name: 'Ada Birch' };
const zoe = { id: '2', display_name: 'Zoë Łęcka' };

test.each([
	['', '@Ada Birch '],
	['What do you say,', 'What do you say, @Ada Birch '],
	['New line\n', 'New line\n@Ada Birch ']
])('a mention stands apart from what was written: %j', (before, after) => {
	expect(withMention(before, ada.display_name)).toBe(after);
});

test('only those get a letter whose names still stand there, and once', () => {
	expect(stillMentioned('Well, @Zoë Łęcka and @Zoë Łęcka', [ada, zoe, zoe])).toEqual(['2']);
	expect(stillMentioned('Nobody', [ada, zoe])).toEqual([]);
});

test('names are found without their accents', () => {
	expect(matching([ada, zoe], 'zoe le')).toEqual([zoe]);
	expect(matching([ada, zoe], '')).toEqual([ada, zoe]);
	expect(matching([ada, zoe], 'bo')).toEqual([]);
});
