import { near, timeOf } from '$lib/text/date';
import { m } from '$lib/text/paraglide/messages';
import type { Casting } from './casting.svelte';

/** The one line that always says where the ballot stands. */
export function standingWords(casting: Casting, until: string, zone: string, now: number, offline: boolean): string {
	if (casting.practice) return casting.standing === 'sent' ? m.ballot_state_practice_sent() : m.ballot_state_practice();
	switch (casting.standing) {
		case 'sending':
			return m.ballot_state_sending();
		case 'failed':
			return m.ballot_state_failed();
		case 'outdated':
			return m.ballot_state_outdated();
		case 'waiting':
			return waitingWords(casting);
		case 'changed':
			if (casting.changedSince) return m.ballot_state_waiting_changed();
			return offline ? m.ballot_state_offline_changed() : m.ballot_state_changed();
		case 'sent':
			return sentWords(casting.post.sent?.sentAt, until, zone, now);
		default:
			return unsentWords(casting, until, zone, now, offline);
	}
}

function waitingWords({ post, takingBack }: Casting): string {
	if (takingBack) return m.ballot_state_waiting_back();
	if (!post.keeps) return m.ballot_state_waiting_page();
	if (post.why === 'offline') return m.ballot_state_waiting_offline();
	return post.why === 'busy' ? m.ballot_state_waiting_busy() : m.ballot_state_waiting_unreachable();
}

function unsentWords({ post }: Casting, until: string, zone: string, now: number, offline: boolean): string {
	if (post.sent) return m.ballot_state_taken_back({ until: near(until, now, zone) });
	return offline ? m.ballot_state_offline() : m.ballot_state_unsent();
}

function sentWords(at: string | undefined, until: string, zone: string, now: number): string {
	const when = near(until, now, zone);
	if (!at) return m.ballot_state_sent({ until: when });
	const today = now - Date.parse(at) < 12 * 3_600_000;
	return m.ballot_state_sent_at({ at: today ? timeOf(at, zone) : near(at, now, zone), until: when });
}
