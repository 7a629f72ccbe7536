import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
	const timer = setInterval(update, 30_000);
	return () => clearInterval(timer);
});

/** The time of now in milliseconds; what uses it is drawn again twice a minute. */
export function now(): number {
	subscribe();
	return Date.now();
}
