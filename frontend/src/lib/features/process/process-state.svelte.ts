import { getContext, setContext } from 'svelte';
import { api } from '$lib/api/client';
import { type EventKind, whenChanged } from '$lib/api/live';
import { unwrap } from '$lib/api/problem';
import { Resource } from '$lib/api/resource.svelte';
import type { Home, Process } from '$lib/api/types';

const kinds: EventKind[] = ['process', 'phase', 'purpose', 'amendment', 'agreement', 'partner', 'member', 'proposal', 'round', 'ballot', 'agenda', 'question'];

/** The process that is open: read once, and again when it changed. Its home tells more of it than other pages need. */
export class ProcessState extends Resource<Process> {
	#home = false;

	constructor(readonly id: string) {
		super(() => {
			const params = { path: { process: id } };
			return this.#home ? unwrap(api.GET('/processes/{process}/home', { params })) : unwrap(api.GET('/processes/{process}', { params }));
		});
	}

	/** Reads it and follows its events until the returned function is called. */
	follow(): () => void {
		return whenChanged(this.id, kinds, () => void this.reload());
	}

	/** Reads as much of it as the page that is open needs. */
	open(home: boolean): void {
		this.#home = home;
		if (home || !this.value) void this.reload();
	}
}

/** The home of a process, once it was read. */
export function homeOf(process: Process | undefined): Home | undefined {
	return process && 'waiting' in process ? (process as Home) : undefined;
}

const key = Symbol('process');

/** Says which process is open; undefined where none is. */
export function provideProcess(current: () => ProcessState | undefined): void {
	setContext(key, current);
}

/** The process that is open, if any, now and later. */
export function openProcess(): () => ProcessState | undefined {
	return getContext<() => ProcessState | undefined>(key);
}

/** The process that is open. For routes below /processes/[process]; they hand its value on to the features. */
export function useProcess(): ProcessState {
	const process = openProcess()();
	if (!process) throw new Error('no process is open here');
	return process;
}
