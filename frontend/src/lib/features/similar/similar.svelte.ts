import type { SimilarProposal } from '$lib/api/types';

/** How long somebody has stopped writing before anybody is asked, in milliseconds. */
const pause = 600;
/** Fewer letters than these say nothing yet. */
const fewest = 4;

export type Ask = (written: { title: string; text: string }, signal: AbortSignal) => Promise<SimilarProposal[]>;

/** Looks for proposals that speak of the same as what is being written, once the writer pauses. Only the last question counts. */
export class Similar {
	items = $state.raw<SimilarProposal[]>([]);
	#asked = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: AbortController | undefined;

	/** `onfound` hears of it when other proposals are there than before. */
	constructor(
		private readonly ask: Ask,
		private readonly onfound: (count: number) => void = () => undefined
	) {}

	/** To be called with each change. */
	written(title: string, text: string): void {
		const now = JSON.stringify([title.trim(), text.trim()]);
		if (now === this.#asked) return;
		this.#asked = now;
		this.stop();
		if (title.trim().length < fewest) return this.#show([]);
		this.#timer = setTimeout(() => void this.#look(title, text), pause);
	}

	/** Forgets what is on its way. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
	}

	async #look(title: string, text: string): Promise<void> {
		const running = new AbortController();
		this.#running = running;
		try {
			const items = await this.ask({ title: title.trim(), text: text.trim() }, running.signal);
			if (!running.signal.aborted) this.#show(items);
		} catch {
			// It is a help and no more: without a connection nobody misses it.
		}
	}

	#show(items: SimilarProposal[]): void {
		const same = items.map(({ id }) => id).join() === this.items.map(({ id }) => id).join();
		this.items = items;
		if (!same && items.length > 0) this.onfound(items.length);
	}
}
