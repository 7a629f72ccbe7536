import type { Amendment, NewAmendment, Round } from '$lib/api/types';
import { exact } from '$lib/text/date';
import { m } from '$lib/text/paraglide/messages';
import { fromField } from '$lib/text/zoned';

/** The part of the time to vote at its end in which the deadline stays. */
const lastPart = 1 / 10;

/** What an organiser asks for while a round is open. */
export interface ChangePlan {
	kind: Amendment['kind'];
	closes: string;
	member: string;
	reason: string;
}

/** The deadline cannot be moved any more: who sees how it goes must not be able to wait for more. */
export function deadlineStays({ opened_at, closes_at }: Pick<Round, 'opened_at' | 'closes_at'>, now: number): boolean {
	const closes = Date.parse(closes_at);
	const opened = opened_at ? Date.parse(opened_at) : closes;
	return now >= closes - (closes - opened) * lastPart;
}

/** What the server would refuse, in a sentence for each field. */
export function wrongChange({ kind, closes, member, reason }: ChangePlan, { closes_at }: Pick<Round, 'closes_at'>, zone: string): Record<string, string> {
	const wrong: Record<string, string> = {};
	const wanted = fromField(closes, zone);
	if (kind === 'roll' && !member) wrong['member'] = m.round_change_member_missing();
	if (kind === 'deadline' && !wanted) wrong['closes_at'] = m.round_change_closes_missing();
	else if (kind === 'deadline' && Date.parse(wanted ?? '') <= Date.parse(closes_at)) wrong['closes_at'] = m.round_change_closes_later();
	if (!reason.trim()) wrong['reason'] = m.round_change_reason_missing();
	return wrong;
}

/** The body that is sent. */
export function changeOf({ kind, closes, member, reason }: ChangePlan, zone: string): NewAmendment {
	return kind === 'deadline' ? { kind, closes_at: fromField(closes, zone), reason } : { kind, member, reason };
}

/** Those that nobody has confirmed yet. */
export function asked(amendments: Amendment[]): Amendment[] {
	return amendments.filter(({ confirmed_at }) => confirmed_at === null);
}

/** What is asked for: "A later deadline: Friday, 4 December 2026 at 18:00 CET." */
export function askedWords({ kind, closes_at, member }: Amendment, zone: string): string {
	return kind === 'deadline' ? m.round_change_deadline_asked({ when: closes_at ? exact(closes_at, zone) : '' }) : m.round_change_roll_asked({ name: member });
}
