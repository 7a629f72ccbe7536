interface Step<T> {
	value: T;
	/** What was changed; the same thing changed again is one step with it. */
	what: string;
}

/** Values that were, to go back to, and those that one went back from. */
export class History<T> {
	#past = $state.raw<Step<T>[]>([]);
	#future = $state.raw<Step<T>[]>([]);

	get canUndo(): boolean {
		return this.#past.length > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0;
	}

	/** Keeps what was before a change. */
	keep(value: T, what = ''): void {
		const again = what !== '' && this.#past.at(-1)?.what === what && this.#future.length === 0;
		if (!again) this.#past = [...this.#past, { value, what }];
		this.#future = [];
	}

	/** What was before; `now` can be come back to. */
	undo(now: T): T {
		const step = this.#past.at(-1);
		if (!step) return now;
		this.#past = this.#past.slice(0, -1);
		this.#future = [...this.#future, { ...step, value: now }];
		return step.value;
	}

	redo(now: T): T {
		const step = this.#future.at(-1);
		if (!step) return now;
		this.#future = this.#future.slice(0, -1);
		this.#past = [...this.#past, { ...step, value: now }];
		return step.value;
	}

	forget(): void {
		this.#past = [];
		this.#future = [];
	}
}
