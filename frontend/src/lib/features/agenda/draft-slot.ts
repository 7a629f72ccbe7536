import type { Agenda, Offer, Slot, SlotChange } from '$lib/api/types';

export type DraftPart = Omit<Slot['parts'][number], 'starts_at'>;

/** A slot as it is worked on. Its times follow from its place. */
export interface DraftSlot extends Omit<Slot, 'starts_at' | 'ends_at' | 'parts'> {
	left_out: boolean;
	/** By the outcome of a round. */
	chosen: boolean;
	parts: DraftPart[];
}

export const unpinned = -1;

/** People voted on it. */
export function voted({ key }: { key: string }): boolean {
	return key !== '';
}

/** It stands at a time that nothing moves. */
export function fixedPoint({ left_out, pinned }: DraftSlot): boolean {
	return !left_out && pinned >= 0;
}

/** It has a place in an order. */
export function movable({ left_out, pinned }: DraftSlot): boolean {
	return !left_out && pinned < 0;
}

/** All slots of an agenda: those that have a time in the order of their times, then those that were left out. */
export function draftSlots({ slots, left_out, fit }: Agenda): DraftSlot[] {
	const fitted = new Map(fit.slots.map(({ id, minutes }) => [id, minutes]));
	const take = (out: boolean) => ({ starts_at: _starts, ends_at: _ends, parts, ...slot }: Slot): DraftSlot => ({
		...slot,
		left_out: out,
		// The outcome did not choose what departs although its minutes do not.
		chosen: voted(slot) && !(slot.departs && !out && [slot.wished, fitted.get(slot.id)].includes(slot.minutes)),
		parts: parts.map(({ starts_at: _at, ...part }) => part)
	});
	return [...slots.map(take(false)), ...left_out.map(take(true))];
}

export function slotChange(slot: DraftSlot): SlotChange {
	const { id, kind, title, text, minutes, wished, least, pinned, left_out, departure } = slot;
	const { from, until, fresh, after, facilitator, speakers, question, papers, parts } = slot;
	return {
		id, ...origin(slot), kind, title, text, minutes, wished, least, pinned, left_out, departure,
		from, until, fresh, after, facilitator, question, parts,
		speakers: speakers.filter((name) => name.trim() !== ''),
		papers: papers.filter(({ title, url }) => title.trim() !== '' || url.trim() !== '')
	};
}

/** Where a slot comes from that is not stored yet. */
function origin({ id, round, key, carried_from }: DraftSlot): Pick<SlotChange, 'round' | 'key' | 'carried_from'> {
	if (!id.startsWith('new-')) return {};
	if (carried_from) return { carried_from };
	return round ? { round, key } : {};
}

/** A slot that nobody voted on. */
export function ownSlot(id: string, given: Partial<DraftSlot> & Pick<DraftSlot, 'kind' | 'minutes'>): DraftSlot {
	return {
		id, title: '', text: '', wished: given.minutes, least: given.minutes, pinned: unpinned, round: '', key: '', rank: 0, support: 0, reason: '',
		departs: false, departure: '', carried_from: '', from: 0, until: 0, fresh: false, after: [], facilitator: '', speakers: [], question: '',
		papers: [], parts: [], left_out: false, chosen: false, ...given
	};
}

/** What was left out earlier (then the offer has a slot), or what another round voted on. */
export function offeredSlot(id: string, offer: Offer, round = ''): DraftSlot {
	const { slot: carried_from, key, title, kind, minutes, least, chosen, reason } = offer;
	return ownSlot(id, { kind, title, minutes, least, key, round, carried_from, chosen, reason });
}

export function ownPart(id: string, minutes: number): DraftPart {
	return { id, title: '', minutes, facilitator: '', speakers: [], question: '', papers: [] };
}

/** The slots that an answer counts: those that were sent, or those that are stored. */
export type Counted = Partial<Record<'slots' | 'left_out' | 'pins', { id: string }[]>>;

/** The errors of an answer by the id of the slot and no longer by its place, which may change. */
export function errorsById(errors: Record<string, string>, counted: Counted): Record<string, string> {
	const named = Object.entries(errors).map(([name, sentence]) => {
		const [, list, place, rest] = /^(slots|left_out|pins)\.(\d+)(?:\.(.*))?$/.exec(name) ?? [];
		const slot = counted[list as keyof Counted]?.[Number(place)];
		return [slot ? `slots.${slot.id}.${list === 'pins' ? 'pinned' : rest}` : name, sentence];
	});
	return Object.fromEntries(named) as Record<string, string>;
}
