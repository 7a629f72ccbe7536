import { timeOf } from '$lib/text/date';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';
import type { Place } from './agenda-draft.svelte';

/** What a sentence about a place needs: "Green space", "2", "5", "18:25". */
export function placeWords({ title, place, count, at }: Place, zone: string): { title: string; place: string; count: string; at: string } {
	return { title, place: number(place), count: number(count), at: at ? timeOf(at, zone) : m.agenda_no_time() };
}
