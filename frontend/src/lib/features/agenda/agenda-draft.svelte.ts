import type { Agenda, AgendaChange, Slot } from '$lib/api/types';
import { fromField, toField } from '$lib/text/zoned';

interface Written {
	title: string;
	place: string;
	/** On the clock of the process. */
	starts: string;
	slots: Slot[];
}

/** An agenda that is being changed. Keeps what it was, so that the last change can be undone. Knows no server. */
export class AgendaDraft {
	title = $state('');
	place = $state('');
	starts = $state('');
	slots = $state.raw<Slot[]>([]);
	#before = $state.raw<Written[]>([]);
	#saved = $state.raw<Written>({ title: '', place: '', starts: '', slots: [] });
	/** The version that was read. */
	version: number;
	readonly zone: string;

	constructor(agenda: Agenda) {
		this.zone = agenda.time_zone;
		this.version = agenda.version;
		this.#saved = this.#written(agenda);
		this.#show(this.#saved);
	}

	/** Takes an agenda as it is saved now; nothing is left to undo. */
	take(agenda: Agenda): void {
		this.version = agenda.version;
		this.#saved = this.#written(agenda);
		this.#before = [];
		this.#show(this.#saved);
	}

	/** Moves an item by one place; its new place from 1, or 0 if it stays. */
	move(id: string, by: -1 | 1): number {
		const from = this.slots.findIndex((slot) => slot.id === id);
		const to = from + by;
		const [moved, other] = [this.slots[from], this.slots[to]];
		if (!moved || !other) return 0;
		this.#change(this.slots.with(from, other).with(to, moved));
		return to + 1;
	}

	/** Gives an item other minutes. */
	lengthen(id: string, minutes: number): void {
		this.#change(this.slots.map((slot) => (slot.id === id ? { ...slot, minutes } : slot)));
	}

	get canUndo(): boolean {
		return this.#before.length > 0;
	}

	undo(): void {
		const before = this.#before.at(-1);
		if (!before) return;
		this.#before = this.#before.slice(0, -1);
		this.slots = before.slots;
	}

	/** The instant of the start; undefined while no time is written. */
	get startsAt(): string | undefined {
		return fromField(this.starts, this.zone);
	}

	get minutes(): number {
		return this.slots.reduce((sum, { minutes }) => sum + minutes, 0);
	}

	/** The slots with the times that they get by this order and these minutes. */
	get timed(): Slot[] {
		let at = Date.parse(this.startsAt ?? '');
		return this.slots.map((slot) => {
			if (Number.isNaN(at)) return { ...slot, starts_at: '', ends_at: '' };
			const starts_at = new Date(at).toISOString();
			at += slot.minutes * 60_000;
			return { ...slot, starts_at, ends_at: new Date(at).toISOString() };
		});
	}

	get endsAt(): string {
		return this.timed.at(-1)?.ends_at ?? this.startsAt ?? '';
	}

	get changed(): boolean {
		const { title, place, starts, slots } = this.#saved;
		const order = (of: Slot[]) => of.map(({ id, minutes }) => `${id}:${minutes}`).join();
		return this.title !== title || this.place !== place || this.starts !== starts || order(this.slots) !== order(slots);
	}

	get body(): AgendaChange {
		const slots = this.slots.map(({ id, minutes }) => ({ id, minutes }));
		return { title: this.title, place: this.place, starts_at: this.startsAt ?? '', slots, version: this.version };
	}

	#change(slots: Slot[]): void {
		this.#before = [...this.#before, { title: this.title, place: this.place, starts: this.starts, slots: this.slots }];
		this.slots = slots;
	}

	#written({ title, place, starts_at, slots }: Agenda): Written {
		return { title, place, starts: toField(starts_at, this.zone), slots };
	}

	#show({ title, place, starts, slots }: Written): void {
		Object.assign(this, { title, place, starts, slots });
	}
}
