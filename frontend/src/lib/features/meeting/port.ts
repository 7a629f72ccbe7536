import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';
import type { Meeting } from '$lib/api/types';
import type { Deed } from './deed';
import type { Parcel } from './queue.svelte';

export function readMeeting(agenda: string): Promise<Meeting> {
	return unwrap<Meeting>(api.GET('/agendas/{agenda}/meeting', { params: { path: { agenda } } }));
}

/** Does it at the server, and gives the meeting as it is then; undefined where the server does not say. */
export async function send(agenda: string, { key, deed }: Parcel<Deed>): Promise<Meeting | undefined> {
	const path = { agenda };
	const how = { params: { path }, headers: { 'Idempotency-Key': key } };
	const at = <More extends object>(more: More) => ({ ...how, params: { path: { ...path, ...more } } });
	switch (deed.do) {
		case 'start':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting', how));
		case 'next':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/next', { ...how, body: { slot: deed.slot, version: deed.version } }));
		case 'replan':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/replan', { ...how, body: { way: deed.way, version: deed.version } }));
		case 'plan': {
			const { slot, minutes, dropped, version } = deed;
			return unwrap<Meeting>(api.PATCH('/agendas/{agenda}/meeting/slots/{slot}', { ...at({ slot }), body: { minutes, dropped, version } }));
		}
		case 'notes': {
			const { slot, notes, result, version } = deed;
			return unwrap<Meeting>(api.PUT('/agendas/{agenda}/meeting/slots/{slot}/notes', { ...at({ slot }), body: { notes, result, version } }));
		}
		case 'end':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/end', how));
		case 'publish':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/minutes', how));
		case 'decide':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/decisions', { ...how, body: taken(deed) }));
		case 'redecide':
			return unwrap<Meeting>(api.PUT('/agendas/{agenda}/meeting/decisions/{decision}', { ...at({ decision: deed.decision }), body: taken(deed) }));
		case 'undecide':
			return void (await unwrap(api.DELETE('/agendas/{agenda}/meeting/decisions/{decision}', at({ decision: deed.decision }))));
		case 'check-in':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/attendance', { ...how, body: { code: deed.code } }));
		case 'ask':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/speakers', { ...how, body: { side: deed.side } }));
		case 'add':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/guests', { ...how, body: { name: deed.name, side: deed.side } }));
		case 'leave':
			return void (await unwrap(api.DELETE('/agendas/{agenda}/meeting/speakers/{speaker}', at({ speaker: deed.speaker }))));
		case 'give':
			return unwrap<Meeting>(api.PUT('/agendas/{agenda}/meeting/floor', { ...how, body: { speaker: deed.speaker } }));
		case 'poll': {
			const { kind, question, quorum } = deed;
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/polls', { ...how, body: { kind, question, quorum } }));
		}
		case 'answer': {
			const { poll, answer, reason } = deed;
			return unwrap<Meeting>(api.PUT('/agendas/{agenda}/meeting/polls/{poll}/answer', { ...at({ poll }), body: { answer, reason } }));
		}
		case 'close':
			return unwrap<Meeting>(api.POST('/agendas/{agenda}/meeting/polls/{poll}/close', at({ poll: deed.poll })));
	}
}

const taken = ({ slot, text, owner, due }: { slot: string; text: string; owner: string; due: string }) => ({ slot, text, owner, due });
