import { newKey } from '$lib/api/key';
import { Problem } from '$lib/api/problem';
import { backoff } from '$lib/api/stream';
import type { Store } from '$lib/vote/store';

/** Something that is to be done, with the key under which it is done only once. */
export interface Parcel<D> {
	key: string;
	deed: D;
}

/** What became of something at first: done, refused, or kept until the connection is back. */
export type Fate = { is: 'done' } | { is: 'kept' } | { is: 'refused'; problem: Problem };

export interface Sending {
	first: Promise<Fate>;
	/** In the end; undefined if it was done. */
	settled: Promise<Problem | undefined>;
}

export interface QueueOptions<D> {
	send: (parcel: Parcel<D>) => Promise<void>;
	/** Where it is kept over a reload of the page, and under which name. */
	store: Store;
	name: string;
	/** What was kept may be used: another version of the page may have written it. */
	known: (deed: unknown) => deed is D;
	/** What falls with something that was refused: it was done on top of it. */
	falls?: (refused: D, problem: Problem, later: D) => boolean;
	/** Told of what was refused after it had been kept. */
	onrefused?: (problem: Problem, deed: D) => void;
	/** Milliseconds before attempt n+1. */
	wait?: (attempt: number) => number;
}

interface Ends {
	first: (fate: Fate) => void;
	settled: (problem: Problem | undefined) => void;
	kept: boolean;
}

/** What somebody does goes to the server in its order. Without a connection it waits, and each thing keeps its key. */
export class Queue<D> {
	waiting = $state.raw<Parcel<D>[]>([]);
	/** The last attempt did not reach the server. */
	stuck = $state(false);

	readonly #ends = new Map<string, Ends>();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#attempt = 0;
	#sending = false;
	/** Somebody asked to try again while an attempt was under way. */
	#asked = false;
	#stopped = false;

	constructor(private readonly options: QueueOptions<D>) {
		this.waiting = this.#read();
	}

	/** Sends what was kept. Ends with the returned function; what waits then is kept. */
	start(): () => void {
		this.#stopped = false;
		void this.#carry();
		return () => {
			this.#stopped = true;
			clearTimeout(this.#timer);
		};
	}

	push(deed: D): Sending {
		const key = newKey();
		let ends: Ends | undefined;
		const first = new Promise<Fate>((tell) => (ends = { first: tell, settled: () => {}, kept: false }));
		const settled = new Promise<Problem | undefined>((tell) => ends && (ends.settled = tell));
		if (ends) this.#ends.set(key, ends);
		this.#keep([...this.waiting, { key, deed }]);
		if (this.stuck) this.#told(key);
		else void this.#carry();
		return { first, settled };
	}

	/** Tries at once: somebody asked for it, or the device is online again. */
	again(): void {
		this.#attempt = 0;
		clearTimeout(this.#timer);
		if (this.#sending) this.#asked = true;
		else void this.#carry();
	}

	async #carry(): Promise<void> {
		if (this.#sending) return;
		this.#sending = true;
		while (this.waiting[0] && !this.#stopped) if (!(await this.#attemptOnce(this.waiting[0])) && !this.#asked) break;
		this.#sending = this.#asked = false;
	}

	/** False if it has to wait. */
	async #attemptOnce(parcel: Parcel<D>): Promise<boolean> {
		this.#asked = false;
		clearTimeout(this.#timer);
		try {
			await this.options.send(parcel);
		} catch (thrown) {
			const problem = Problem.from(thrown);
			if (mayWork(problem)) return this.#later(problem.retryAfter);
			return this.#refused(parcel, problem);
		}
		this.#reached(parcel, undefined);
		return true;
	}

	#later(after = 0): false {
		this.stuck = true;
		for (const { key } of this.waiting) this.#told(key);
		const wait = Math.max(after, (this.options.wait ?? backoff)(this.#attempt++));
		if (!this.#stopped) this.#timer = setTimeout(() => void this.#carry(), wait);
		return false;
	}

	/** Tells whoever did it that it is kept. */
	#told(key: string): void {
		const ends = this.#ends.get(key);
		if (!ends) return;
		ends.kept = true;
		ends.first({ is: 'kept' });
	}

	#refused(parcel: Parcel<D>, problem: Problem): true {
		const fallen = this.waiting.filter(({ key, deed }) => key !== parcel.key && this.options.falls?.(parcel.deed, problem, deed));
		this.#reached(parcel, problem);
		for (const other of fallen) this.#settle(other, problem, false);
		return true;
	}

	#reached(parcel: Parcel<D>, problem: Problem | undefined): void {
		this.stuck = false;
		this.#attempt = 0;
		this.#settle(parcel, problem, true);
	}

	#settle({ key, deed }: Parcel<D>, problem: Problem | undefined, tell: boolean): void {
		const ends = this.#ends.get(key);
		this.#ends.delete(key);
		this.#keep(this.waiting.filter((other) => other.key !== key));
		ends?.first(problem ? { is: 'refused', problem } : { is: 'done' });
		ends?.settled(problem);
		if (problem && tell && (!ends || ends.kept)) this.options.onrefused?.(problem, deed);
	}

	#keep(waiting: Parcel<D>[]): void {
		this.waiting = waiting;
		const { store, name } = this.options;
		if (waiting.length > 0) store.write(name, JSON.stringify(waiting));
		else store.remove(name);
	}

	#read(): Parcel<D>[] {
		try {
			const read: unknown = JSON.parse(this.options.store.read(this.options.name) ?? '[]');
			return Array.isArray(read) ? read.filter((one): one is Parcel<D> => typeof one?.key === 'string' && this.options.known(one.deed)) : [];
		} catch {
			return [];
		}
	}
}

/** The server was not reached, or has no time, or somebody has to sign in: the same may work later. */
function mayWork({ status }: Problem): boolean {
	return status === 0 || status === 401 || status === 429 || (status > 500 && status < 600);
}
