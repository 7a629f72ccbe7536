import { createSubscriber } from 'svelte/reactivity';

/** The time of the server on a device whose clock may be wrong. It ticks once a second while somebody looks. */
export class Clock {
	#ahead = 0;
	#best = Infinity;
	readonly #subscribe = createSubscriber((update) => {
		const timer = setInterval(update, 1000);
		return () => clearInterval(timer);
	});

	constructor(private readonly device: () => number = Date.now) {}

	/**
	 * Takes the server's time from an answer that was asked for at `asked` on this device. It was true somewhere between that
	 * and the arrival; a slow answer tells less than a quick one, unless the device's clock was set meanwhile.
	 */
	correct(server: string, asked: number, answered = this.device()): void {
		const doubt = Math.abs(answered - asked) / 2;
		const ahead = Date.parse(server) - (asked + answered) / 2;
		if (Number.isNaN(ahead)) return;
		const moved = Math.abs(ahead - this.#ahead) > this.#best + doubt;
		if (doubt > this.#best && !moved) return;
		[this.#ahead, this.#best] = [ahead, doubt];
	}

	/** Milliseconds; what uses it is drawn again each second. */
	get now(): number {
		this.#subscribe();
		return this.device() + this.#ahead;
	}
}
