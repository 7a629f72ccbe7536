import { takenBack, type Opening } from './opening';
import { deviceStore, type Store } from './store';

/** A ballot as only its voter has it, with the receipt for it if one came. */
export interface Kept extends Opening {
	commitment: string;
	/** Empty as long as no answer has come. */
	receipt: string;
	/** When this device sent it; empty if it was sent from another one. */
	sentAt: string;
	/** The verifier key of the ledger at that time, if it is known: another one later is a reason to ask. */
	key: string;
}

/** The openings and receipts of one voter in one round on this device. They stay after the close: the server has none of them. */
export class KeptBallots {
	readonly #name: string;

	constructor(
		round: string,
		account: string,
		private readonly store: Store = deviceStore()
	) {
		this.#name = `folkmoot:kept:${round}:${account}`;
	}

	/** The newest first. */
	list(): Kept[] {
		try {
			const read: unknown = JSON.parse(this.store.read(this.#name) ?? '[]');
			return Array.isArray(read) ? read.filter(isKept).sort((a, b) => b.revision - a.revision) : [];
		} catch {
			return [];
		}
	}

	/** Adds one, or what is newly known about one. Others stay: another window may have sent them. */
	keep(ballot: Kept): boolean {
		const others = this.list().filter(({ commitment }) => commitment !== ballot.commitment);
		const before = this.find(ballot.commitment);
		const merged = { ...ballot, receipt: ballot.receipt || before?.receipt || '', sentAt: ballot.sentAt || before?.sentAt || '', key: ballot.key || before?.key || '' };
		return this.store.write(this.#name, JSON.stringify([...others, merged]));
	}

	find(commitment: string): Kept | undefined {
		return this.list().find((kept) => kept.commitment === commitment);
	}

	/** The newest that the server has, as far as this device knows. */
	get sent(): Kept | undefined {
		return this.list().find(({ receipt }) => receipt !== '');
	}
}

export const isTakenBack = ({ choices }: Opening): boolean => choices === takenBack;

const hash = /^[0-9a-f]{64}$/;

export function isOpening(read: unknown): read is Opening {
	if (typeof read !== 'object' || read === null) return false;
	const { revision, nonce, choices } = read as Record<string, unknown>;
	return Number.isSafeInteger(revision) && typeof nonce === 'string' && hash.test(nonce) && typeof choices === 'string';
}

function isKept(read: unknown): read is Kept {
	if (!isOpening(read)) return false;
	const { commitment, receipt, sentAt, key } = read as unknown as Record<string, unknown>;
	return typeof commitment === 'string' && hash.test(commitment) && [receipt, sentAt, key].every((text) => typeof text === 'string');
}
