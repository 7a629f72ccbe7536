/** An agenda for tests: a welcome, three items of a round about minutes and one that did not fit, from 18:00 in Berlin. */
import type { Agenda, Slot } from '$lib/api/types';

export function slot(id: string, more: Partial<Slot> = {}): Slot {
	return {
		id, title: `Item ${id}`, text: '', kind: 'agenda_item', minutes: 20, wished: 20, least: 20, starts_at: null, ends_at: null, pinned: -1, round: 'r', key: id,
		rank: 1, support: 5, reason: 'Chosen in round 1.', departs: false, departure: '', carried_from: '', from: 0, until: 0, fresh: false, after: [],
		facilitator: '', speakers: [], question: '', papers: [], parts: [], ...more
	};
}

export function agenda(more: Partial<Agenda> = {}): Agenda {
	const welcome = slot('w', { title: 'Welcome', kind: 'fixed', key: '', round: '', minutes: 10, wished: 10, least: 10, pinned: 0, rank: 0 });
	const items = [
		slot('a', { title: 'Green space', minutes: 30, wished: 30, least: 15, rank: 1 }),
		slot('b', { title: 'Money', minutes: 20, rank: 2 }),
		slot('c', { title: 'A calendar', minutes: 10, wished: 10, least: 10, rank: 3 })
	];
	const out = slot('d', { title: 'A path', minutes: 45, wished: 45, least: 45, rank: 4 });
	return {
		can: ['agenda.edit', 'agenda.publish'], cancelled: false, changes: [], ends_at: '2026-12-04T18:30:00Z', id: 'agenda', left_out: [out], link: '', minutes: 90,
		order_departs: false, order_reason: '', over: 0, place: 'Hall', process: 'p', published_at: null, published_version: 0, round: 'r', slack: 10,
		slots: [welcome, ...items], spare: 10, starts_at: '2026-12-04T17:00:00Z', state: 'draft', time_zone: 'Europe/Berlin', title: 'Spring', url: '', version: 3,
		fit: {
			free: 70, spare: 10, left_out: [{ id: 'd', reason: 'It needs 45 minutes at least, and those before it leave 10.' }],
			slots: [
				{ id: 'a', start: 10, minutes: 30, reason: 'It gets all 30 minutes that were wished for it.' },
				{ id: 'b', start: 40, minutes: 20, reason: 'It gets all 20 minutes that were wished for it.' },
				{ id: 'c', start: 60, minutes: 10, reason: 'It gets all 10 minutes that were wished for it.' }
			]
		},
		...more
	};
}
