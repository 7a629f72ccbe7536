import { exact } from './date';
import { m } from './paraglide/messages';

/** A change of an open round, as far as words need it. */
export interface Amended {
	id: string;
	kind: 'deadline' | 'roll';
	closes_at: string | null;
	/** A name. */
	member: string;
	reason: string;
	proposed_by: string;
	confirmed_by: string;
	confirmed_at: string | null;
}

/** What was changed: "The deadline was moved to Friday, 4 December 2026 at 18:00 CET." */
export function amendmentWords({ kind, closes_at, member }: Amended, zone: string): string {
	return kind === 'deadline' ? m.amended_deadline({ when: closes_at ? exact(closes_at, zone) : '' }) : m.amended_roll({ name: member });
}

/** Those that hold, the oldest first. */
export function confirmed<A extends Amended>(amendments: A[]): A[] {
	return amendments.filter(({ confirmed_at }) => confirmed_at !== null).sort((one, other) => Date.parse(one.confirmed_at ?? '') - Date.parse(other.confirmed_at ?? ''));
}
