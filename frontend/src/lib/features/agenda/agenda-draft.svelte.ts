import type { Agenda, AgendaChange, Fitting } from '$lib/api/types';
import { fromField, toField } from '$lib/text/zoned';
import { lengthened } from './arrange';
import { Departures } from './departures';
import { DraftShape } from './draft-shape.svelte';
import { draftSlots, fixedPoint, movable, slotChange, voted, type Counted, type DraftSlot } from './draft-slot';

/** Where an item stands among those that can be moved, from 1, and the instant at which it begins. */
export interface Place {
	title: string;
	place: number;
	count: number;
	at: string | undefined;
}

/** An agenda that is being changed, with the times that follow. Knows no server. */
export class AgendaDraft extends DraftShape {
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
	#saved = $state.raw<{ written: string; departures?: Departures }>({ written: '' });

	/** `aboutMinutes`: the rounds in which people voted on minutes. */
	constructor(
		agenda: Agenda,
		private readonly aboutMinutes: ReadonlySet<string>
	) {
		super();
		this.zone = agenda.time_zone;
		this.take(agenda);
	}

	/** Takes an agenda as it is saved now; nothing is left to undo. */
	take(agenda: Agenda): void {
		const { title, place, link, starts_at, order_reason: orderReason, cancelled, fit, version, minutes, slack } = agenda;
		Object.assign(this, { title, place, link, starts: toField(starts_at, this.zone), orderReason, cancelled, fit, version });
		this.begin({ minutes, slack, slots: draftSlots(agenda) });
		this.#saved = { written: this.#written, departures: new Departures(agenda, this.aboutMinutes) };
	}

	get changed(): boolean {
		return this.#written !== this.#saved.written;
	}

	get body(): AgendaChange {
		const { minutes, slack } = this.room;
		return {
			title: this.title, place: this.place, link: this.link, starts_at: this.startsAt ?? '', minutes, slack,
			order_reason: this.orderReason, cancelled: this.cancelled, slots: this.slots.map(slotChange), version: this.version
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

	lengthen(slot: DraftSlot, minutes: number): void {
		this.change(slot.id, lengthened(slot, minutes, this.votedMinutes(slot)));
	}

	canRemove(slot: DraftSlot): boolean {
		return !voted(slot) || !this.#saved.departures?.stored(slot.id);
	}

	/** Puts an item at a place from 1, and says where it stands. */
	moveTo(id: string, place: number): Place | undefined {
		this.put(id, place);
		return this.where(id);
	}

	where(id: string): Place | undefined {
		const order = this.slots.filter(movable);
		const place = order.findIndex((slot) => slot.id === id);
		const start = this.timeline.entries.find(({ slot }) => slot?.id === id)?.start ?? 0;
		return order[place] && { title: order[place].title, place: place + 1, count: order.length, at: this.at(start) };
	}

	applyFit(fit: Fitting): void {
		this.fitIn(fit);
		this.fit = fit;
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
}
