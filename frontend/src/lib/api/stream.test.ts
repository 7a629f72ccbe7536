import { expect, test } from 'vitest';
import { backoff, EventParser, follow, type StreamEvent } from './stream';

const text = ': hello\r\n\r\ndata: {"kind":"round",\r\ndata: "id":"r1"}\r\n\r\nevent: x\ndata:{"kind":"ping"}\n\ndata: half';

test('events are the same wherever the pieces are cut', () => {
	const whole = new EventParser().push(text);
	expect(whole).toEqual(['{"kind":"round",\n"id":"r1"}', '{"kind":"ping"}']);
	for (let cut = 0; cut <= text.length; cut++) {
		const parser = new EventParser();
		expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))], `cut at ${cut}`).toEqual(whole);
	}
});

test('waiting grows up to half a minute', () => {
	expect(backoff(0)).toBeLessThanOrEqual(1000);
	expect(backoff(3)).toBeGreaterThanOrEqual(4000);
	expect(backoff(50)).toBeLessThanOrEqual(30_000);
});

/** Follows a server that gives these replies in turn and then none. */
async function heard(replies: (string | number | Error)[]): Promise<string[]> {
	const events: StreamEvent[] = [];
	let opened = 0;
	await new Promise<void>((resolve) => {
		const stop = follow({
			wait: () => 0,
			onevent: (event) => events.push(event),
			open: async () => {
				const reply = replies[opened++];
				if (reply === undefined) {
					stop();
					resolve();
					return new Response(null, { status: 404 });
				}
				if (reply instanceof Error) throw reply;
				return typeof reply === 'number' ? new Response('', { status: reply }) : new Response(reply);
			}
		});
	});
	return events.map(({ kind }) => kind);
}

test('pings are not told; after a gap a resync is', async () => {
	expect(await heard(['data: {"kind":"ping"}\n\ndata: {"kind":"round","id":"r1","version":2}\n\n', new TypeError('network'), 503, 'data: {"kind":"agenda"}\n\n'])).toEqual(['round', 'resync', 'agenda']);
});

test('something that is no event does not end the stream', async () => {
	expect(await heard(['data: 5\n\ndata: {"kind":"phase"}\n\n'])).toEqual(['phase']);
});
