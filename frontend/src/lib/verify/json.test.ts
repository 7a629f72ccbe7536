import { expect, test } from 'vitest';
import { JsonError, parseJson, parseText } from './json';

test('whole numbers keep all digits, fields their order', () => {
	expect(parseJson(' {"b":9007199254740993, "a":[-1,true,null,"\\u00e9\\ud83d\\ude00"]} ')).toEqual(
		new Map<string, unknown>([['b', 9007199254740993n], ['a', [-1n, true, null, 'é😀']]])
	);
	expect([...(parseJson('{"b":1,"a":2}') as Map<string, unknown>).keys()]).toEqual(['b', 'a']);
});

test.each([
	'', '{', '{"a":1,}', '[1,]', '[1 2]', '{"a":1,"a":1}', '{a:1}', "{'a':1}", '1.0', '1e3', '01', '+1', '-0', 'NaN', 'nul', 'truely', '"a', '"\t"', '"\\x"', '"\\ud800"',
	'1 1', '\ufeff1', '\u00a01', `${'['.repeat(30)}${']'.repeat(30)}`
])('refused: %j', (text) => {
	expect(() => parseJson(text)).toThrow(JsonError);
});

test('what is hashed is written in one way only', () => {
	const text = '{"a b":" \\u003cé\\n\\u0001\\u2028\\\\/"}';
	expect(parseText(text)).toEqual(new Map([['a b', ' <é\n\u0001\u2028\\/']]));
	for (const other of ['{"a": 1}', '["<"]', '["\\u003C"]', '["\\u00e9"]', '["\\/"]', '["\\u000a"]', '["\u2028"]', '1\n']) {
		expect(() => parseJson(other)).not.toThrow();
		expect(() => parseText(other)).toThrow('it is not written in the one way');
	}
});
