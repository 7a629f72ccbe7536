import { Problem } from './problem';

/** Something read from the API that a page shows: its value, what went wrong, and how to read it again. */
export class Resource<T> {
	value = $state.raw<T>();
	problem = $state.raw<Problem>();
	#reads = 0;

	constructor(private readonly read: () => Promise<T>) {}

	/** Reads again. The old value stays in sight until the new one is there; an older answer never replaces a newer one. */
	reload = async (): Promise<void> => {
		const turn = ++this.#reads;
		try {
			const value = await this.read();
			if (turn === this.#reads) this.set(value);
		} catch (thrown) {
			if (turn === this.#reads) this.problem = Problem.from(thrown);
		}
	};

	/** Takes a value that a mutation answered with. */
	set(value: T): void {
		this.#reads++;
		this.value = value;
		this.problem = undefined;
	}
}
