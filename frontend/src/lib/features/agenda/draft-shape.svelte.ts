import { fitted, moved } from './arrange';
import type { Fitting } from '$lib/api/types';
import { unpinned, type DraftSlot } from './draft-slot';
import { History } from './history.svelte';
import { misplaced } from './lay';
import { roomOf, timeline } from './timeline';

/** What can be undone. */
export interface Shape {
	minutes: number;
	slack: number;
	slots: DraftSlot[];
}

/** The time of a meeting and all that stands in it, with the steps back to what it was. */
export class DraftShape {
	readonly history = new History<Shape>();
	#shape = $state.raw<Shape>({ minutes: 0, slack: 0, slots: [] });
	#lifted = $state.raw<{ id: string; before: Shape }>();
	#made = 0;

	readonly room = $derived(roomOf(this.#shape.minutes, this.#shape.slack, this.#shape.slots));
	readonly timeline = $derived(timeline(this.room, this.#shape.slots));
	readonly misplaced = $derived(misplaced(this.room));

	get slots(): DraftSlot[] {
		return this.#shape.slots;
	}

	get leftOut(): DraftSlot[] {
		return this.slots.filter(({ left_out }) => left_out);
	}

	/** Takes another shape as the one to begin with; nothing is left to undo. */
	protected begin(shape: Shape): void {
		this.#shape = shape;
		this.#lifted = undefined;
		this.history.forget();
	}

	set(change: Partial<Pick<Shape, 'minutes' | 'slack'>>): void {
		this.#become({ ...this.#shape, ...change }, Object.keys(change).join());
	}

	/** Changes what stands in a slot. */
	change(id: string, change: Partial<DraftSlot>): void {
		const slots = this.slots.map((slot) => (slot.id === id ? { ...slot, ...change } : slot));
		this.#arrange(slots, `${id} ${Object.keys(change).join()}`);
	}

	/** An id for a slot or a part that is not stored yet. */
	newId(): string {
		return `new-${++this.#made}`;
	}

	add(slot: DraftSlot): void {
		this.#arrange([...this.slots, slot]);
	}

	/** Takes away what nobody voted on, or what was not saved yet. What people voted on is left out, to be seen. */
	remove(id: string): void {
		this.#arrange(this.slots.filter((slot) => slot.id !== id));
	}

	leaveOut(id: string): void {
		this.change(id, { left_out: true, pinned: unpinned });
	}

	/** Puts back what was left out, after all others. */
	putBack(slot: DraftSlot): void {
		const others = this.slots.filter(({ id }) => id !== slot.id);
		this.#arrange([...others, { ...slot, left_out: false, departure: '' }]);
	}

	/** Puts an item at a place from 1 among those that can be moved. */
	put(id: string, place: number): void {
		const slots = moved(this.slots, id, place);
		if (slots === this.slots) return;
		if (this.#lifted) this.#shape = { ...this.#shape, slots };
		else this.#arrange(slots);
	}

	/** Takes over minutes, order and what is left out, as one step. */
	fitIn(fit: Fitting): void {
		this.#arrange(fitted(this.slots, fit));
	}

	/** The id of the item that is being moved. */
	get lifted(): string | undefined {
		return this.#lifted?.id;
	}

	/** From now on all moves are one step, and can be taken back. */
	lift(id: string): void {
		this.#lifted = { id, before: this.#shape };
	}

	drop(): void {
		const { before } = this.#lifted ?? {};
		this.#lifted = undefined;
		if (before && before.slots !== this.slots) this.history.keep(before);
	}

	/** Puts what is lifted where it was. */
	letGo(): void {
		this.#shape = this.#lifted?.before ?? this.#shape;
		this.#lifted = undefined;
	}

	undo(): void {
		this.#shape = this.history.undo(this.#shape);
	}

	redo(): void {
		this.#shape = this.history.redo(this.#shape);
	}

	#arrange(slots: DraftSlot[], what?: string): void {
		this.#become({ ...this.#shape, slots }, what);
	}

	#become(shape: Shape, what?: string): void {
		this.drop();
		this.history.keep(this.#shape, what);
		this.#shape = shape;
	}
}
