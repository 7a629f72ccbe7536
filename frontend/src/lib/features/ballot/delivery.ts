import { Problem } from '$lib/api/problem';
import type { Ballot } from '$lib/api/types';
import type { Outbox, Parcel } from './parcel';
import type { Port } from './port';

/** Why a ballot waits on this device. */
export type Wait = 'offline' | 'unreachable' | 'busy';

/** What became of one attempt to send a ballot. */
export type Fate =
	| { is: 'sent'; ballot: Ballot }
	| { is: 'waiting'; why: Wait; retryAfter?: number }
	/** Another revision is there already, or none where there should be one. */
	| { is: 'outdated' }
	| { is: 'closed' }
	| { is: 'refused'; problem: Problem };

/** Tries once. Before and after, the device knows whether the server may have it. */
export async function deliver(parcel: Parcel, port: Port, outbox: Outbox): Promise<Fate> {
	const before = parcel.tried;
	// A device that says so of itself has sent nothing; that it says nothing means little.
	const offline = !navigator.onLine;
	const note = (tried: boolean): void => {
		parcel.tried = tried;
		if (outbox.read(parcel.round, parcel.account)?.commitment === parcel.commitment) outbox.keep(parcel);
	};
	try {
		if (parcel.rules) await port.checkRules();
	} catch (thrown) {
		return fateOf(Problem.from(thrown));
	}
	try {
		note(true);
		return { is: 'sent', ballot: await port.send(parcel) };
	} catch (thrown) {
		const problem = Problem.from(thrown);
		if (wasNotStored(problem) || (problem.status === 0 && offline)) note(before);
		return fateOf(problem);
	}
}

function fateOf(problem: Problem): Fate {
	const { status, kind, errors, retryAfter } = problem;
	if (kind === 'closed') return { is: 'closed' };
	if (kind === 'conflict' || errors['revision']) return { is: 'outdated' };
	if (status === 0) return { is: 'waiting', why: navigator.onLine ? 'unreachable' : 'offline' };
	if (status === 401) return { is: 'waiting', why: 'unreachable' };
	if (status === 429 || (status > 500 && status < 600)) return { is: 'waiting', why: 'busy', retryAfter };
	return { is: 'refused', problem };
}

/** The server answered itself, and said no. */
function wasNotStored({ status, kind }: Problem): boolean {
	return (status >= 400 && status < 500) || kind === 'unavailable';
}
