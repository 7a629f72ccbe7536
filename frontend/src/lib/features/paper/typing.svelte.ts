import type { Choices, Round, Sheet } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';
import { give, unsound } from './reading';
import { beginning, isSerial, missingEntry, serialOf, type Entry } from './sheets';

/** The sheet that is being typed in: its number, which time, and what is on it. Knows no server. */
export class Typing {
	typed = $state('');
	choices = $state.raw<Choices>({});
	#picked = $state<Entry>('');

	constructor(
		private readonly round: () => Round,
		private readonly sheets: () => Sheet[]
	) {}

	get serial(): string {
		return serialOf(this.typed, this.sheets());
	}

	/** What is known of a sheet of this number. */
	get sheet(): Sheet | undefined {
		return this.sheets().find(({ serial }) => serial === this.serial);
	}

	/** As somebody picked it, or as the sheet needs it. */
	get entry(): Entry {
		return this.#picked || missingEntry(this.sheet);
	}

	set entry(picked: Entry) {
		this.#picked = picked;
	}

	/** Why it cannot be kept as it is, as a sentence. */
	get reason(): string | undefined {
		if (!this.typed.trim()) return m.paper_reason_serial();
		if (!isSerial(this.serial)) return m.paper_reason_letters();
		if (!this.entry) return m.paper_reason_entry();
		return unsound(this.round(), this.choices);
	}

	/** Another number is another sheet: what was picked for the last one does not hold for it. */
	renumber(): void {
		this.#picked = '';
	}

	give(key: string, given: number): void {
		this.choices = give(this.choices, key, given);
	}

	given(key: string): number {
		return this.choices[key] ?? 0;
	}

	/** Begins with a sheet of the list, from the paper and not from what was read before. */
	begin(serial: string, entry: Entry): void {
		this.typed = serial;
		this.#picked = entry;
		this.choices = {};
	}

	/** On to the next sheet of the pile. */
	next(): void {
		this.begin(beginning(this.serial), '');
	}
}
