import { Problem } from './problem';

interface Page<T> {
	items: T[];
	next: string;
}

/** The most rows that the API gives at once. */
const most = 200;

/** A list that is read page by page. It has the shape of a Resource for `<Loaded>`. */
export class Listing<T> {
	value = $state.raw<T[]>();
	problem = $state.raw<Problem>();
	#next = $state('');
	#shown = 0;
	#reads = 0;

	/** `size` is how many rows a page adds; Infinity reads the whole list. */
	constructor(
		private readonly page: (query: { after: string | undefined; limit: number }) => Promise<Page<T>>,
		private readonly size = 50
	) {}

	/** There are rows after those that are shown. */
	get more(): boolean {
		return this.#next !== '';
	}

	/** Reads again as many rows as are shown; the old ones stay in sight until the new ones are there. */
	reload = (): Promise<void> => this.#read([], '', Math.max(this.size, this.#shown));

	/** Reads another list: from its beginning. */
	restart = (): Promise<void> => this.#read([], '', this.size);

	/** Adds the next page. */
	showMore = (): Promise<void> => this.#read(this.value ?? [], this.#next, this.#shown + this.size);

	async #read(have: T[], after: string, wanted: number): Promise<void> {
		const turn = ++this.#reads;
		let items = have;
		let next = after;
		try {
			do {
				const page = await this.page({ after: next || undefined, limit: Math.min(wanted - items.length, most) });
				items = [...items, ...page.items];
				next = page.next;
			} while (next && items.length < wanted);
			if (turn === this.#reads) this.#take(items, next);
		} catch (thrown) {
			if (turn === this.#reads) this.problem = Problem.from(thrown);
		}
	}

	#take(items: T[], next: string): void {
		this.value = items;
		this.problem = undefined;
		this.#next = next;
		this.#shown = items.length;
	}
}
