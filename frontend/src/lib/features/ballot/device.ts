import type { Choices } from '$lib/api/types';
import { held } from './ballot.svelte';

/** What this device remembers of a ballot: the choices at hand, and the time at which which choices were sent. */
export interface Remembered {
	choices?: Choices;
	sent?: Choices;
	sentAt?: string;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The memory of this device for one ballot of one account. Everything works without it, but for the reload. */
export class DeviceMemory {
	readonly #key: string;

	constructor(
		round: string,
		account: string,
		private readonly store: () => Store = () => localStorage
	) {
		this.#key = `folkmoot:ballot:${round}:${account}`;
	}

	read(): Remembered {
		try {
			return sound(JSON.parse(this.store().getItem(this.#key) ?? '{}'));
		} catch {
			return {};
		}
	}

	/** Keeps it; false if the device will not. */
	keep(remembered: Remembered): boolean {
		try {
			this.store().setItem(this.#key, JSON.stringify(remembered));
			return true;
		} catch {
			return false;
		}
	}
}

function sound(read: unknown): Remembered {
	if (typeof read !== 'object' || read === null) return {};
	const { choices, sent, sentAt } = read as Record<string, unknown>;
	return {
		choices: choicesOf(choices),
		sent: choicesOf(sent),
		sentAt: typeof sentAt === 'string' && !Number.isNaN(Date.parse(sentAt)) ? sentAt : undefined
	};
}

function choicesOf(read: unknown): Choices | undefined {
	if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
	const whole = Object.entries(read).filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1]) && (entry[1] > 0 || entry[1] === held));
	return Object.fromEntries(whole);
}
