import type { Choices } from '$lib/api/types';
import { soundChoices } from '$lib/vote/opening';
import type { Store } from '$lib/vote/store';

/** The half-filled ballot of one account in one round. It is on this device only: docs/adr/0008. */
export class HalfFilled {
	readonly #name: string;

	constructor(
		round: string,
		account: string,
		private readonly store: Store
	) {
		this.#name = `folkmoot:ballot:${round}:${account}`;
	}

	/** What differs from what was sent; undefined if nothing does. */
	read(): Choices | undefined {
		try {
			const read: unknown = JSON.parse(this.store.read(this.#name) ?? 'null');
			if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
			return soundChoices(read);
		} catch {
			return undefined;
		}
	}

	/** Keeps it; false if the device will not. */
	keep(choices: Choices): boolean {
		return this.store.write(this.#name, JSON.stringify(choices));
	}

	/** Nothing differs from what was sent. */
	clear(): void {
		this.store.remove(this.#name);
	}
}
