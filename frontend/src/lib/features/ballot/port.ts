import { api } from '$lib/api/client';
import { Problem, unwrap } from '$lib/api/problem';
import { session } from '$lib/api/session';
import type { Ballot, Choices, Round } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';
import { hashOf } from '$lib/verify/bytes';
import { choicesOf, takenBack } from '$lib/vote/opening';
import { sayTheSame } from './frozen';
import type { Parcel } from './parcel';

/** Where ballots go. */
export interface Port {
	/** Throws if the rules of the round are not those that its hash names. */
	checkRules(): Promise<void>;
	/** My ballot as it is there; undefined if I never sent one. */
	read(): Promise<Ballot | undefined>;
	send(parcel: Parcel): Promise<Ballot>;
	/** The verifier key of the ledger; empty if it is not known. */
	ledgerKey(): Promise<string>;
}

/** The server. */
export function serverPort(round: Round): Port {
	const sound = (text: string): boolean => hashOf(text) === round.rules_hash && sayTheSame(text, round);
	return {
		checkRules: once(() => (round.rules_hash ? checkRules(round.id, sound) : Promise.resolve())),
		read: () => readBallot(round.id),
		send: sendParcel,
		ledgerKey
	};
}

/** For what waited while its page was closed. */
export function parcelPort({ round, rules }: Parcel): Port {
	return { send: sendParcel, ledgerKey, checkRules: () => checkRules(round, (text) => hashOf(text) === rules), read: () => readBallot(round) };
}

async function readBallot(round: string): Promise<Ballot | undefined> {
	try {
		return await unwrap(api.GET('/rounds/{round}/ballot', { params: { path: { round } } }));
	} catch (thrown) {
		if (Problem.from(thrown).status === 404) return undefined;
		throw thrown;
	}
}

/** Never in the name of somebody else who has signed in meanwhile. */
function sendParcel({ round, account, key, choices, revision, nonce, commitment }: Parcel): Promise<Ballot> {
	if (session.me && session.me.id !== account) return Promise.reject(new Problem(401, '', ''));
	const params = { path: { round } };
	const headers = { 'Idempotency-Key': key };
	const casting = { revision, nonce, commitment };
	if (choices === takenBack) return unwrap(api.POST('/rounds/{round}/ballot/withdraw', { params, headers, body: casting }));
	const body = { ...casting, choices: choicesOf(choices) as Choices };
	return unwrap(api.PUT('/rounds/{round}/ballot', { params, headers, body }));
}

let key = '';

async function ledgerKey(): Promise<string> {
	try {
		key ||= (await unwrap(api.GET('/ledger'))).key;
	} catch {
		// It is asked for again the next time.
	}
	return key;
}

/** Whoever sends a ballot under rules binds it to their text: so the text has to be the one that the page shows. */
async function checkRules(round: string, sound: (text: string) => boolean): Promise<void> {
	const text = await unwrap(api.GET('/rounds/{round}/rules', { params: { path: { round } }, parseAs: 'text' }));
	if (!sound(text)) throw new Problem(409, m.ballot_rules_title(), m.ballot_rules_detail(), {}, 'rules');
}

/** Does something once; again if it failed. */
function once(work: () => Promise<void>): () => Promise<void> {
	let done: Promise<void> | undefined;
	return () =>
		(done ??= work().catch((thrown: unknown) => {
			done = undefined;
			throw thrown;
		}));
}

/** What the server has of me when a page opens; 'unknown' if it cannot be asked now: then this device knows enough to begin. */
export async function sentBefore(round: string): Promise<Ballot | undefined | 'unknown'> {
	try {
		return await readBallot(round);
	} catch (thrown) {
		const { status } = Problem.from(thrown);
		if (status === 0 || status === 409 || status >= 500) return 'unknown';
		throw thrown;
	}
}
