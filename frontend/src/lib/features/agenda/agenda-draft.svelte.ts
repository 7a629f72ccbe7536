import type { Agenda, AgendaChange, Fitting } from '$lib/api/types';
import { fromField, toField } from '$lib/text/zoned';
import { fitted, lengthened, moved } from './arrange';
import { Departures } from './departures';
import { draftSlots, fixedPoint, movable, slotChange, unpinned, voted, type Counted, type DraftSlot } from './draft-slot';
import { History } from './history.svelte';
import { misplaced } from './lay';
import { roomOf, timeline } from './timeline';

/** What can be undone. */
interface Shape {
	minutes: number;
	slack: number;
	slots: DraftSlot[];
}

/** Where an item stands among those that can be moved, from 1, and the instant at which it begins. */
export interface Place {
	title: string;
	place: number;
	count: number;
	at: string | undefined;
}

/** An agenda that is being changed, with the times that follow. Knows no server. */
export class AgendaDraft {
	title = $state('');
	place = $state('');
	link = $state('');
	/** On the clock of the process. */
	starts = $state('');
	orderReason = $state('');
	cancelled = $state(false);
	/** What fitting gave the last time. */
	fit = $state.raw<Fitting>({ free: 0, spare: 0, slots: [], left_out: [] });
	/** The id of what was just added and has to be named. */
	added = $state<string>();
	/** The version that was read. */
	version = 0;
	readonly zone: string;
	readonly history = new History<Shape>();
	#shape = $state.raw<Shape>({ minutes: 0, slack: 0, slots: [] });
	#lifted = $state.raw<{ id: string; before: Shape }>();
	#saved = $state.raw<{ written: string; departures?: Departures }>({ written: '' });
	#made = 0;

	readonly room = $derived(roomOf(this.#shape.minutes, this.#shape.slack, this.#shape.slots));
	readonly timeline = $derived(timeline(this.room, this.#shape.slots));
	readonly misplaced = $derived(misplaced(this.room));

	/** `aboutMinutes`: the rounds in which people voted on minutes. */
	constructor(
		agenda: Agenda,
		private readonly aboutMinutes: ReadonlySet<string>
	) {
		this.zone = agenda.time_zone;
		this.take(agenda);
	}

	/** Takes an agenda as it is saved now; nothing is left to undo. */
	take(agenda: Agenda): void {
		const { title, place, link, starts_at, order_reason: orderReason, cancelled, fit, version, minutes, slack } = agenda;
		Object.assign(this, { title, place, link, starts: toField(starts_at, this.zone), orderReason, cancelled, fit, version });
		this.#shape = { minutes, slack, slots: draftSlots(agenda) };
		this.#lifted = undefined;
		this.history.forget();
		this.#saved = { written: this.#written, departures: new Departures(agenda, this.aboutMinutes) };
	}

	get slots(): DraftSlot[] {
		return this.#shape.slots;
	}

	get leftOut(): DraftSlot[] {
		return this.slots.filter(({ left_out }) => left_out);
	}

	get changed(): boolean {
		return this.#written !== this.#saved.written;
	}

	get body(): AgendaChange {
		const { minutes, slack, slots } = this.#shape;
		return {
			title: this.title, place: this.place, link: this.link, starts_at: this.startsAt ?? '', minutes, slack,
			order_reason: this.orderReason, cancelled: this.cancelled, slots: slots.map(slotChange), version: this.version
		};
	}

	/** What an answer to this body counts. */
	get counted(): Counted {
		return { slots: this.slots, pins: this.slots.filter(fixedPoint) };
	}

	get #written(): string {
		return JSON.stringify({ ...this.body, version: 0 });
	}

	/** The instant of the start; undefined while no time is written. */
	get startsAt(): string | undefined {
		return fromField(this.starts, this.zone);
	}

	/** The instant so many minutes after the start. */
	at(minutes: number): string | undefined {
		const start = Date.parse(this.startsAt ?? '');
		return Number.isNaN(start) ? undefined : new Date(start + minutes * 60_000).toISOString();
	}

	set(change: Partial<Pick<Shape, 'minutes' | 'slack'>>): void {
		this.#become({ ...this.#shape, ...change }, Object.keys(change).join());
	}

	/** Changes what stands in a slot. */
	change(id: string, change: Partial<DraftSlot>): void {
		const slots = this.slots.map((slot) => (slot.id === id ? { ...slot, ...change } : slot));
		this.#arrange(slots, `${id} ${Object.keys(change).join()}`);
	}

	lengthen(slot: DraftSlot, minutes: number): void {
		this.change(slot.id, lengthened(slot, minutes, this.votedMinutes(slot)));
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

	canRemove(slot: DraftSlot): boolean {
		return !voted(slot) || !this.#saved.departures?.stored(slot.id);
	}

	leaveOut(id: string): void {
		this.change(id, { left_out: true, pinned: unpinned });
	}

	/** Puts back what was left out, after all others. */
	putBack(slot: DraftSlot): void {
		const others = this.slots.filter(({ id }) => id !== slot.id);
		this.#arrange([...others, { ...slot, left_out: false, departure: '' }]);
	}

	/** Puts an item at a place from 1, and says where it stands. */
	moveTo(id: string, place: number): Place | undefined {
		const slots = moved(this.slots, id, place);
		if (this.#lifted) this.#shape = { ...this.#shape, slots };
		else if (slots !== this.slots) this.#arrange(slots);
		return this.where(id);
	}

	where(id: string): Place | undefined {
		const order = this.slots.filter(movable);
		const place = order.findIndex((slot) => slot.id === id);
		const start = this.timeline.entries.find(({ slot }) => slot?.id === id)?.start ?? 0;
		return order[place] && { title: order[place].title, place: place + 1, count: order.length, at: this.at(start) };
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

	/** Takes over minutes, order and what is left out, as one step. */
	applyFit(fit: Fitting): void {
		this.#arrange(fitted(this.slots, fit));
		this.fit = fit;
	}

	undo(): void {
		this.#shape = this.history.undo(this.#shape);
	}

	redo(): void {
		this.#shape = this.history.redo(this.#shape);
	}

	votedMinutes(slot: DraftSlot): boolean {
		return this.#saved.departures?.votedMinutes(slot) ?? true;
	}

	/** It needs a reason. */
	departs(slot: DraftSlot): boolean {
		return this.#saved.departures?.of(slot, this.fit) ?? false;
	}

	get orderDeparts(): boolean {
		const inTime = this.timeline.entries.flatMap(({ slot }) => slot ?? []);
		return this.#saved.departures?.ofOrder(inTime, this.fit) ?? false;
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
