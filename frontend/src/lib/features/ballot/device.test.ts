import { beforeEach, expect, test } from 'vitest';
import { DeviceMemory } from './device';

const key = 'folkmoot:ballot:r1:ada';
beforeEach(() => localStorage.clear());

test('what is kept is read again, for this round and this account only', () => {
	const remembered = { choices: { a: 2 }, sent: { a: 1 }, sentAt: '2026-12-01T12:00:00Z' };
	expect(new DeviceMemory('r1', 'ada').keep(remembered)).toBe(true);
	expect(new DeviceMemory('r1', 'ada').read()).toEqual(remembered);
	expect(new DeviceMemory('r1', 'bo').read()).toEqual({});
	expect(new DeviceMemory('r2', 'ada').read()).toEqual({});
});

test('an empty ballot is remembered as empty, not as nothing', () => {
	new DeviceMemory('r1', 'ada').keep({ choices: {} });
	expect(new DeviceMemory('r1', 'ada').read().choices).toEqual({});
});

test.each(['', 'no json', 'null', '3', '[]', '{"choices":[1],"sentAt":"soon"}', '{"choices":"x","sent":7}'])('%o on the device does no harm', (stored) => {
	localStorage.setItem(key, stored);
	const { choices, sent, sentAt } = new DeviceMemory('r1', 'ada').read();
	expect([choices, sent, sentAt]).toEqual([undefined, undefined, undefined]);
});

test('only whole numbers above 0, and what is held, come back', () => {
	localStorage.setItem(key, '{"choices":{"a":2,"b":0,"c":-1,"d":1.5,"f":-2,"e":"3","g":null}}');
	expect(new DeviceMemory('r1', 'ada').read().choices).toEqual({ a: 2, c: -1 });
});

test('a device that keeps nothing says so and breaks nothing', () => {
	const refuse = () => {
		throw new DOMException('denied', 'SecurityError');
	};
	const memory = new DeviceMemory('r1', 'ada', refuse);
	expect(memory.keep({ choices: { a: 1 } })).toBe(false);
	expect(memory.read()).toEqual({});
});
