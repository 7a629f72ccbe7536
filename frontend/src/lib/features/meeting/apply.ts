import type { Meeting, Turn } from '$lib/api/types';
import type { Deed, Taken } from './deed';

type Of<Name extends Deed['do']> = Extract<Deed, { do: Name }>;

/** A decision that is not at the server yet has an id that begins so. */
export const unsent = 'unsent:';

/** A meeting as it will be when this is done: what the page shows meanwhile. What only the server can tell is left as it is. */
export function apply(meeting: Meeting, deed: Deed, key: string): Meeting {
	switch (deed.do) {
		case 'next':
			return goOn(meeting, deed);
		case 'plan':
			return plan(meeting, deed);
		case 'decide':
			return inSlot(meeting, deed.slot, (turn) => ({ ...turn, decisions: [...turn.decisions, taken(`${unsent}${key}`, deed)] }));
		case 'redecide':
			return decisions(meeting, (all) => all.map((one) => (one.id === deed.decision ? taken(one.id, deed) : one)));
		case 'undecide':
			return decisions(meeting, (all) => all.filter(({ id }) => id !== deed.decision));
		case 'leave':
			return { ...meeting, floor: { ...meeting.floor, waiting: meeting.floor.waiting.filter(({ id }) => id !== deed.speaker) } };
		case 'give':
			return give(meeting, deed);
		case 'answer':
			return { ...meeting, polls: meeting.polls.map((poll) => (poll.id === deed.poll ? { ...poll, mine: deed.answer } : poll)) };
		default:
			return meeting;
	}
}

function goOn(meeting: Meeting, { slot, version, at }: Of<'next'>): Meeting {
	if (meeting.version > version) return meeting;
	const began = new Date(at).toISOString();
	let next: Turn['state'] = 'next';
	const slots = meeting.slots.map((turn): Turn => {
		if (turn.id === slot) {
			return { ...turn, state: 'now', starts_at: began, ends_at: new Date(at + turn.minutes * 60_000).toISOString() };
		}
		if (turn.state === 'now') return { ...turn, state: 'done', ends_at: began };
		if (turn.state !== 'next' && turn.state !== 'later') return turn;
		const state = next;
		next = 'later';
		return { ...turn, state };
	});
	return { ...meeting, slots, current: slot, version: version + 1 };
}

function plan(meeting: Meeting, { slot, minutes, dropped, version }: Of<'plan'>): Meeting {
	if (meeting.version > version) return meeting;
	const planned = inSlot(meeting, slot, (turn) => ({ ...turn, minutes, state: dropped ? 'dropped' : turn.state === 'dropped' ? 'later' : turn.state, ends_at: ending(turn, minutes) }));
	return { ...planned, version: version + 1 };
}

const ending = ({ starts_at, ends_at }: Turn, minutes: number): string | null =>
	starts_at && ends_at ? new Date(Date.parse(starts_at) + minutes * 60_000).toISOString() : ends_at;

function give(meeting: Meeting, { speaker, at }: Of<'give'>): Meeting {
	const { floor } = meeting;
	if (floor.speaking?.id === speaker) return meeting;
	const called = floor.waiting.find(({ id }) => id === speaker);
	const speaking = called ? { ...called, times: called.times + 1, began_at: new Date(at).toISOString() } : null;
	return { ...meeting, floor: { ...floor, speaking, waiting: floor.waiting.filter(({ id }) => id !== speaker) } };
}

function inSlot(meeting: Meeting, slot: string, change: (turn: Turn) => Turn): Meeting {
	return { ...meeting, slots: meeting.slots.map((turn) => (turn.id === slot ? change(turn) : turn)) };
}

function decisions(meeting: Meeting, change: (all: Turn['decisions']) => Turn['decisions']): Meeting {
	return { ...meeting, slots: meeting.slots.map((turn) => ({ ...turn, decisions: change(turn.decisions) })) };
}

const taken = (id: string, { text, owner, due }: Taken) => ({ id, text, owner, due });
