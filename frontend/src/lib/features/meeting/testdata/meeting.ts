import type { Meeting, Turn } from '$lib/api/types';

const start = Date.parse('2026-12-04T17:00:00Z');
const at = (minute: number): string => new Date(start + minute * 60_000).toISOString();

export function turn(id: string, from: number, minutes: number, state: Turn['state'], more: Partial<Turn> = {}): Turn {
	return {
		id, title: `Item ${id}`, kind: 'agenda_item', state, minutes, planned: minutes, starts_at: at(from), ends_at: at(from + minutes), result: '', notes: '',
		version: 1, decisions: [], parts: [], question: '', facilitator: '', speakers: [], papers: [], ...more
	};
}

/** A meeting of an hour and a half that began at 18:00 in Vienna, ten minutes ago: a now, b next, c later. */
export function meeting(more: Partial<Meeting> = {}): Meeting {
	return {
		agenda: 'a1', process: 'p1', title: 'Spring meeting', place: 'Boathouse', link: '', time_zone: 'Europe/Vienna', state: 'running', version: 4,
		now: at(10), starts_at: at(0), ends_at: at(90), started_at: at(0), ended_at: null, expected: at(90), over: 0, code: '', present: 2, here: false,
		current: 'a', slots: [turn('a', 0, 40, 'now'), turn('b', 40, 30, 'next'), turn('c', 70, 20, 'later')], remedies: [],
		floor: { speaking: null, waiting: [], sides: [] }, polls: [], record: '', can: ['meeting.attend', 'floor.ask', 'poll.answer'], ...more
	};
}
