const second = 1000;

/** Milliseconds without input. */
export interface Patience {
	warn: number;
	end: number;
}

/** Counts how long nobody has touched anything: warns, and then ends. A device that slept meanwhile ends as it wakes. */
export class Idle {
	/** Seconds that are left, once it warns. */
	left = $state<number>();
	#last = Date.now();

	constructor(
		private readonly onend: () => void,
		private readonly patience: Patience = { warn: 45 * second, end: 60 * second }
	) {}

	/** Somebody is there. */
	touched(): void {
		this.#last = Date.now();
		this.left = undefined;
	}

	/** Counts until the returned function is called. */
	start(): () => void {
		this.touched();
		const timer = setInterval(() => this.#look(), second);
		return () => {
			clearInterval(timer);
			this.left = undefined;
		};
	}

	#look(): void {
		const quiet = Date.now() - this.#last;
		if (quiet >= this.patience.end) {
			this.touched();
			this.onend();
		} else if (quiet >= this.patience.warn) {
			this.left = Math.ceil((this.patience.end - quiet) / second);
		}
	}
}
