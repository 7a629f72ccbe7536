const spread = 300;

/** Reads again when something changed: never twice at once, and not everybody in the hall in the same moment. */
export class Follower {
	#timer: ReturnType<typeof setTimeout> | undefined;
	#reading = false;
	#again = false;

	constructor(
		private readonly read: () => Promise<void>,
		private readonly chance: () => number = Math.random
	) {}

	/** Something changed. What changes while it is being read is read once more afterwards. */
	changed = (): void => {
		if (this.#reading) this.#again = true;
		else this.#timer ??= setTimeout(() => void this.#look(), this.chance() * spread);
	};

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#again = false;
	}

	async #look(): Promise<void> {
		this.#timer = undefined;
		this.#reading = true;
		await this.read();
		this.#reading = false;
		if (!this.#again) return;
		this.#again = false;
		this.changed();
	}
}
