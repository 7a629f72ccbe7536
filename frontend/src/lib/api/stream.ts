/** One event of text/event-stream; only the data is used. */
export interface StreamEvent {
	kind: string;
	id: string;
	version: number;
}

export interface StreamOptions {
	open: (signal: AbortSignal) => Promise<Response>;
	onevent: (event: StreamEvent) => void;
	/** Milliseconds without a byte after which the connection is taken for dead; the server pings every 15 s. */
	silence?: number;
	wait?: (attempt: number) => number;
}

/** Splits the text of a stream into the data of its events, whatever the borders of the pieces are. */
export class EventParser {
	#rest = '';
	#data: string[] = [];

	/** The data of the events that this piece has completed. */
	push(piece: string): string[] {
		const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
		this.#rest = lines.pop() ?? '';
		return lines.flatMap((line) => this.#line(line));
	}

	#line(line: string): string[] {
		if (line.startsWith('data:')) this.#data.push(line.slice(5).replace(/^ /, ''));
		if (line !== '' || this.#data.length === 0) return [];
		const data = this.#data.join('\n');
		this.#data = [];
		return [data];
	}
}

/** Longer with each attempt, up to half a minute, with some chance in it so that not everybody comes back at once. */
export function backoff(attempt: number): number {
	return Math.min(30_000, 1000 * 2 ** attempt) * (0.5 + Math.random() / 2);
}

/**
 * Follows the events until the returned function is called. After each reconnection a `resync` is told, because events may
 * have been missed.
 */
export function follow({ open, onevent, silence = 45_000, wait = backoff }: StreamOptions): () => void {
	const stop = new AbortController();
	void (async () => {
		for (let attempt = 0, before = false; !stop.signal.aborted; attempt++) {
			const connected = await listen(stop.signal, open, silence, onevent, before).catch(() => false);
			if (connected) [attempt, before] = [0, true];
			if (connected === undefined) return;
			await sleep(wait(attempt), stop.signal);
		}
	})();
	return () => stop.abort();
}

/** True after a connection that was open, false after none, undefined when there is no use in trying again. */
async function listen(
	stopped: AbortSignal,
	open: StreamOptions['open'],
	silence: number,
	onevent: StreamOptions['onevent'],
	again: boolean
): Promise<boolean | undefined> {
	const dead = new AbortController();
	const reply = await open(AbortSignal.any([stopped, dead.signal]));
	if (reply.status === 401 || reply.status === 404) return undefined;
	if (!reply.ok || !reply.body) return false;
	if (again) onevent({ kind: 'resync', id: '', version: 0 });
	await read(reply.body, onevent, silence, () => dead.abort()).catch(() => {});
	return true;
}

async function read(
	body: ReadableStream<Uint8Array>,
	onevent: StreamOptions['onevent'],
	silence: number,
	ondead: () => void
): Promise<void> {
	const parser = new EventParser();
	const decoder = new TextDecoder();
	const reader = body.getReader();
	let watch = setTimeout(ondead, silence);
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			clearTimeout(watch);
			watch = setTimeout(ondead, silence);
			for (const data of parser.push(decoder.decode(value, { stream: true }))) tell(data, onevent);
		}
	} finally {
		clearTimeout(watch);
	}
}

function tell(data: string, onevent: StreamOptions['onevent']): void {
	const event: unknown = JSON.parse(data);
	if (typeof event !== 'object' || event === null || !('kind' in event)) return;
	const { kind, id = '', version = 0 } = event as Partial<StreamEvent>;
	if (kind && kind !== 'ping') onevent({ kind, id, version });
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, milliseconds);
		signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
	});
}
