import { session } from './session';
import { follow, type StreamEvent } from './stream';

export type EventKind =
	| 'proposal'
	| 'blend'
	| 'alternatives'
	| 'round'
	| 'ballot'
	| 'agenda'
	| 'meeting'
	| 'purpose'
	| 'phase'
	| 'member'
	| 'process'
	| 'amendment'
	| 'agreement'
	| 'partner'
	| 'guideline'
	| 'flag'
	| 'comment'
	| 'summary'
	| 'question'
	| 'statement';
type Listener = (event: StreamEvent) => void;

interface Channel {
	listeners: Set<Listener>;
	stop: () => void;
}

const channels = new Map<string, Channel>();
const calm = 250;

/**
 * Calls `changed` when something of these kinds changed in the process, at most once in 250 ms, and after a gap in the
 * connection. Read again through the API then, and never touch a form. There is one connection for each process.
 *
 * In a component: `$effect(() => whenChanged(process.id, ['proposal'], () => proposals.reload()))`.
 */
export function whenChanged(process: string, kinds: EventKind[], changed: () => void): () => void {
	const channel = channels.get(process) ?? connect(process);
	let timer: ReturnType<typeof setTimeout> | undefined;
	const listener: Listener = ({ kind }) => {
		if (kind !== 'resync' && !kinds.some((wanted) => wanted === kind)) return;
		timer ??= setTimeout(() => {
			timer = undefined;
			changed();
		}, calm);
	};
	channel.listeners.add(listener);
	return () => {
		clearTimeout(timer);
		channel.listeners.delete(listener);
		if (channel.listeners.size > 0) return;
		channel.stop();
		if (channels.get(process) === channel) channels.delete(process);
	};
}

function connect(process: string): Channel {
	const listeners = new Set<Listener>();
	const address = new URL(`/api/v1/processes/${encodeURIComponent(process)}/events`, location.origin);
	const stop = follow({
		open: (signal) => session.fetch(new Request(address, { signal, headers: { Accept: 'text/event-stream' } })),
		onevent: (event) => listeners.forEach((listener) => listener(event))
	});
	const channel = { listeners, stop };
	channels.set(process, channel);
	return channel;
}
