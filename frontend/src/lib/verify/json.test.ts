import { expect, test } from 'vitest';
import { JsonError, parseJson } from './json';

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

test('tight: no space but inside strings', () => {
	expect(parseJson('{"a b":" "}', true)).toEqual(new Map([['a b', ' ']]));
	expect(() => parseJson('{"a": 1}', true)).toThrow('there is a space');
});
