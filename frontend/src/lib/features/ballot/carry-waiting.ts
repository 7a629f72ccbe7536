import { deviceStore } from '$lib/vote/store';
import { deliver } from './delivery';
import { Outbox } from './parcel';
import { parcelPort } from './port';
import { Post } from './post.svelte';

/** What is to be told on the page of its round; trying again would not help. */
const settled = new Set<string>();

/**
 * Sends what waits on this device for somebody, whatever page is open, but for the round whose own page does it. What was too
 * late or met a newer ballot stays, to be told on the page of its round. Says how many were sent, and how many came too late.
 */
export async function carryWaiting(account: string, here: string | undefined): Promise<{ sent: number; late: number }> {
	const store = deviceStore();
	const outbox = new Outbox(store);
	const told = { sent: 0, late: 0 };
	for (const parcel of outbox.waiting(account)) {
		if (parcel.round === here || settled.has(parcel.commitment)) continue;
		const port = parcelPort(parcel);
		const fate = await deliver(parcel, port, outbox);
		if (fate.is !== 'waiting') settled.add(parcel.commitment);
		if (fate.is === 'closed') told.late++;
		if (fate.is !== 'sent') continue;
		// It takes what was sent, and keeps it with its receipt.
		new Post(parcel, fate.ballot, { port, store });
		told.sent++;
	}
	return told;
}
