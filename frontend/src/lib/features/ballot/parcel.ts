import { newKey } from '$lib/api/key';
import { isOpening } from '$lib/vote/kept';
import { commitmentOf, newNonce, type Opening } from '$lib/vote/opening';
import type { Store } from '$lib/vote/store';

/** A ballot that is to be sent, with all that it takes to send the very same again. */
export interface Parcel extends Opening {
	round: string;
	account: string;
	/** The rules hash. */
	rules: string;
	commitment: string;
	/** The idempotency key. */
	key: string;
	/** It may have reached the server, although no answer came back. */
	tried: boolean;
}

/** Which ballot of which voter it is. */
type Destination = Pick<Parcel, 'round' | 'account' | 'rules'>;

export function newParcel(to: Destination, revision: number, choices: string): Parcel {
	const opening = { revision, nonce: newNonce(), choices };
	return { ...to, ...opening, commitment: commitmentOf(to.round, to.rules, opening), key: newKey(), tried: false };
}

const prefix = 'folkmoot:waiting:';

/** Where a ballot waits on this device until an answer has come. */
export class Outbox {
	constructor(private readonly store: Store) {}

	read(round: string, account: string): Parcel | undefined {
		return readParcel(this.store.read(nameOf({ round, account })));
	}

	keep(parcel: Parcel): boolean {
		return this.store.write(nameOf(parcel), JSON.stringify(parcel));
	}

	/** Lets go of it, unless another window has put a newer one in its place. */
	drop(parcel: Parcel): void {
		const there = this.read(parcel.round, parcel.account);
		if (!there || there.commitment === parcel.commitment) this.store.remove(nameOf(parcel));
	}

	/** All that wait for one account. */
	waiting(account: string): Parcel[] {
		const names = this.store.names().filter((name) => name.startsWith(prefix) && name.endsWith(`:${account}`));
		return names.map((name) => readParcel(this.store.read(name))).filter((parcel) => parcel?.account === account) as Parcel[];
	}
}

const nameOf = ({ round, account }: Pick<Parcel, 'round' | 'account'>): string => `${prefix}${round}:${account}`;

function readParcel(text: string | undefined): Parcel | undefined {
	try {
		const read: unknown = JSON.parse(text ?? 'null');
		if (!isOpening(read)) return undefined;
		const parcel = read as Parcel;
		const words = [parcel.round, parcel.account, parcel.rules, parcel.key].every((word) => typeof word === 'string');
		return words && commitmentOf(parcel.round, parcel.rules, parcel) === parcel.commitment ? parcel : undefined;
	} catch {
		return undefined;
	}
}
