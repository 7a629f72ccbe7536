import type { Fitting } from '$lib/api/types';
import { fixedPoint, movable, voted, type DraftSlot } from './draft-slot';

/** The slots with one of them at a place from 1 among those that can be moved; the same list if it stands there. */
export function moved(slots: DraftSlot[], id: string, place: number): DraftSlot[] {
	const order = slots.filter(movable);
	const from = order.findIndex((slot) => slot.id === id);
	const slot = order[from];
	const to = Math.min(order.length, Math.max(1, place)) - 1;
	if (!slot || from === to) return slots;
	const next = order.toSpliced(from, 1).toSpliced(to, 0, slot).values();
	return slots.map((slot) => (movable(slot) ? (next.next().value ?? slot) : slot));
}

/** The slots with the minutes and the order that fitting gives, and without what it leaves out. Fixed points stay. */
export function fitted(slots: DraftSlot[], fit: Fitting): DraftSlot[] {
	const places = new Map(fit.slots.map(({ id, minutes }, place) => [id, { minutes, place }]));
	const out = new Set(fit.left_out.map(({ id }) => id));
	const place = ({ id }: DraftSlot): number => places.get(id)?.place ?? -1;
	const changed = slots.map((slot) => {
		const found = places.get(slot.id);
		return found ? { ...slot, minutes: found.minutes, left_out: false } : { ...slot, left_out: slot.left_out || out.has(slot.id) };
	});
	return changed.sort((a, b) => place(a) - place(b));
}

/** What changes with the minutes of a slot: what nobody voted on wishes as much. */
export function lengthened(slot: DraftSlot, minutes: number, votedMinutes: boolean): Partial<DraftSlot> {
	const follows = fixedPoint(slot) || (!votedMinutes && slot.wished === slot.minutes);
	const wished = follows ? minutes : slot.wished;
	const whole = slot.least === slot.wished && !voted(slot);
	return { minutes, wished, least: whole ? wished : Math.min(slot.least, wished) };
}
