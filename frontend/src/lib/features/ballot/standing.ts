import { near, timeOf } from '$lib/text/date';
import { m } from '$lib/text/paraglide/messages';
import type { Casting } from './casting.svelte';

/** The one line that always says where the ballot stands. */
export function standingWords(casting: Casting, until: string, zone: string, now: number, offline: boolean): string {
	switch (casting.standing) {
		case 'sending':
			return m.ballot_state_sending();
		case 'failed':
			return m.ballot_state_failed();
		case 'changed':
			return offline ? m.ballot_state_offline_changed() : m.ballot_state_changed();
		case 'sent':
			return sentWords(casting.sentAt, until, zone, now);
		default:
			return offline ? m.ballot_state_offline() : m.ballot_state_unsent();
	}
}

function sentWords(at: string | undefined, until: string, zone: string, now: number): string {
	const when = near(until, now, zone);
	if (!at) return m.ballot_state_sent({ until: when });
	const today = now - Date.parse(at) < 12 * 3_600_000;
	return m.ballot_state_sent_at({ at: today ? timeOf(at, zone) : near(at, now, zone), until: when });
}
