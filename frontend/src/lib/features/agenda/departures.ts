import type { Agenda, Fitting } from '$lib/api/types';
import { draftSlots, fixedPoint, voted, type DraftSlot } from './draft-slot';

/**
 * Where an agenda departs from the outcome, by the rules of the server. Of what is as it was saved the server has said it; the
 * rest is told from what is known here, until it is saved.
 */
export class Departures {
	readonly #slots: Map<string, DraftSlot>;

	constructor(
		private readonly saved: Agenda,
		private readonly aboutMinutes: ReadonlySet<string>
	) {
		this.#slots = new Map(draftSlots(saved).map((slot) => [slot.id, slot]));
	}

	/** People voted on how long it is. */
	votedMinutes(slot: DraftSlot): boolean {
		return voted(slot) && (slot.round === '' || this.aboutMinutes.has(slot.round));
	}

	/** It stands here since it was saved. */
	stored(id: string): boolean {
		return this.#slots.has(id);
	}

	/** It is here without having been chosen, or not here although it fits, or has other minutes than people voted on and the fit gives. */
	of(slot: DraftSlot, fit: Fitting): boolean {
		const before = fit === this.saved.fit ? this.#slots.get(slot.id) : undefined;
		if (before && same(before, slot)) return before.departs;
		if (slot.kind === 'break' || (slot.kind === 'fixed' && fixedPoint(slot))) return false;
		const fitted = fit.slots.find(({ id }) => id === slot.id)?.minutes ?? 0;
		if (!voted(slot)) return true;
		if (!slot.chosen) return !slot.left_out;
		if (slot.left_out) return slot.departure !== '' || fitted > 0;
		return this.votedMinutes(slot) && slot.minutes !== slot.wished && slot.minutes !== fitted;
	}

	/** What was chosen stands neither in the order of the outcome nor in that which its conditions ask for. */
	ofOrder(inTime: DraftSlot[], fit: Fitting): boolean {
		const before = draftSlots(this.saved).filter(({ left_out }) => !left_out);
		if (fit === this.saved.fit && places(before) === places(inTime)) return this.saved.order_departs;
		const present = inTime.filter((slot) => voted(slot) && slot.chosen && !fixedPoint(slot));
		const byRank = present.toSorted((a, b) => a.rank - b.rank);
		const fitted = fit.slots.filter(({ id }) => present.some((slot) => slot.id === id));
		return ids(present) !== ids(byRank) && ids(present) !== ids(fitted);
	}
}

function same(a: DraftSlot, b: DraftSlot): boolean {
	return a.minutes === b.minutes && a.left_out === b.left_out && a.pinned === b.pinned;
}

function ids(slots: { id: string }[]): string {
	return slots.map(({ id }) => id).join();
}

function places(slots: DraftSlot[]): string {
	return slots.map(({ id, pinned }) => `${id} ${pinned}`).join();
}
