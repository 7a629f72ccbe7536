import { getContext, setContext } from 'svelte';
import { online } from 'svelte/reactivity/window';
import { whenChanged } from '$lib/api/live';
import type { Problem } from '$lib/api/problem';
import { Resource } from '$lib/api/resource.svelte';
import { session } from '$lib/api/session';
import type { Meeting, Turn } from '$lib/api/types';
import { deviceStore, type Store } from '$lib/vote/store';
import { apply } from './apply';
import { Clock } from './clock.svelte';
import { isDeed, moves, type Deed } from './deed';
import { Follower } from './follower';
import { readMeeting, send } from './port';
import { Queue, type Fate, type Parcel, type Sending } from './queue.svelte';

/** A deed without what the meeting knows itself: which version it is, and what time. */
type Asked<D extends Deed = Deed> = D extends { do: 'notes' } ? D : D extends Deed ? Omit<D, 'version' | 'at'> : never;

/** One meeting as it goes: what the server says, what was done here since, and the time. */
export class LiveMeeting {
	readonly clock = new Clock();
	readonly server: Resource<Meeting>;
	readonly queue: Queue<Deed>;
	/** What was refused, and nobody stands by who would say so. */
	refused = $state.raw<Problem>();
	/** As it will be when everything that waits is done. */
	readonly shown = $derived.by(() => this.queue.waiting.reduce((all, { deed, key }) => all && apply(all, deed, key), this.server.value));
	readonly current: Turn | undefined = $derived(this.shown?.slots.find(({ state }) => state === 'now'));
	readonly next: Turn | undefined = $derived(this.shown?.slots.find(({ state }) => state === 'next'));
	/** There is no connection, so the page goes on by itself. */
	readonly lost: boolean = $derived.by(() => online.current === false || this.queue.stuck || this.server.problem?.status === 0);

	constructor(
		private readonly process: string,
		private readonly agenda: string,
		/** Where what waits is kept. */
		store: Store = deviceStore()
	) {
		this.server = new Resource(() => this.#read());
		this.queue = new Queue<Deed>({
			send: (parcel) => this.#send(parcel),
			store,
			name: `folkmoot:deeds:${agenda}:${session.me?.id ?? ''}`,
			known: isDeed,
			falls: (refused, { kind }, later) => kind === 'conflict' && moves(refused) && moves(later),
			onrefused: (problem) => (this.refused = problem)
		});
	}

	/** Reads it and follows what changes until the returned function is called. */
	follow(): () => void {
		const follower = new Follower(this.server.reload);
		const back = (): void => (this.queue.again(), follower.changed());
		void this.server.reload();
		const ends = [whenChanged(this.process, ['meeting', 'agenda'], follower.changed), this.queue.start()];
		window.addEventListener('online', back);
		return () => {
			window.removeEventListener('online', back);
			follower.stop();
			for (const end of ends) end();
		};
	}

	/** Sends something that somebody did here; what it is based on is what they saw. */
	sends(asked: Asked): Sending {
		const { version = 0 } = this.shown ?? {};
		this.refused = undefined;
		return this.queue.push({ version, at: this.clock.now, ...asked } as Deed);
	}

	/** Like `sends`, and the page itself says what went wrong. */
	async does(asked: Asked): Promise<Fate> {
		const fate = await this.sends(asked).first;
		if (fate.is === 'refused') this.refused = fate.problem;
		return fate;
	}

	/** The version that the minutes of an item will have when what waits here has arrived; 0 if nothing waits. */
	notesAhead(slot: string): number {
		const waiting = this.queue.waiting.map(({ deed }) => (deed.do === 'notes' && deed.slot === slot ? deed.version + 1 : 0));
		return Math.max(0, ...waiting);
	}

	async #read(): Promise<Meeting> {
		const asked = Date.now();
		const meeting = await readMeeting(this.agenda);
		this.clock.correct(meeting.now, asked);
		return meeting;
	}

	async #send(parcel: Parcel<Deed>): Promise<void> {
		try {
			const meeting = await send(this.agenda, parcel);
			if (meeting) this.server.set(meeting);
			else await this.server.reload();
		} catch (thrown) {
			if (navigator.onLine) void this.server.reload();
			throw thrown;
		}
	}
}

const key = Symbol('meeting');

export function provideMeeting(live: LiveMeeting): void {
	setContext(key, live);
}

/** The meeting of this page, for what stands on it. */
export function useMeeting(): LiveMeeting {
	return getContext<LiveMeeting>(key);
}
