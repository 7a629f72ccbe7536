import type { Decision, Poll, Remedy, Turn } from '$lib/api/types';

export type Answer = Exclude<Poll['mine'], ''>;
export type Taken = Omit<Decision, 'id'> & { slot: string };

/** What somebody does at a meeting. `version` is that of the meeting as they saw it; of the notes for `notes`. */
export type Deed =
	| { do: 'start' }
	/** `at` is when, on the clock of the server. */
	| { do: 'next'; slot: string; version: number; at: number }
	| { do: 'replan'; way: Remedy['way']; version: number }
	| { do: 'plan'; slot: string; minutes: number; dropped: boolean; version: number }
	| { do: 'end' }
	| { do: 'notes'; slot: string; notes: string; result: Turn['result']; version: number }
	| ({ do: 'decide' } & Taken)
	| ({ do: 'redecide'; decision: string } & Taken)
	| { do: 'undecide'; decision: string }
	| { do: 'check-in'; code: string }
	| { do: 'ask'; side: string }
	| { do: 'add'; name: string; side: string }
	| { do: 'leave'; speaker: string }
	| { do: 'give'; speaker: string; at: number }
	| { do: 'poll'; kind: Poll['kind']; question: string; quorum: number }
	| { do: 'answer'; poll: string; answer: Answer; reason: string }
	| { do: 'close'; poll: string }
	| { do: 'publish' };

const all: Record<Deed['do'], true> = {
	start: true, next: true, replan: true, plan: true, end: true, notes: true, decide: true, redecide: true, undecide: true,
	'check-in': true, ask: true, add: true, leave: true, give: true, poll: true, answer: true, close: true, publish: true
};

/** Something that was kept is a deed of this version of the page. */
export function isDeed(kept: unknown): kept is Deed {
	return typeof kept === 'object' && kept !== null && 'do' in kept && typeof kept.do === 'string' && Object.hasOwn(all, kept.do);
}

/** Where the meeting is depends on it: two of them cannot be done on the same state. */
export function moves(deed: Deed): boolean {
	return deed.do === 'next' || deed.do === 'replan' || deed.do === 'plan';
}
