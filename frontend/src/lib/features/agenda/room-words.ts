import { duration, minutes } from '$lib/text/amount';
import { list, number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';
import { freeMinutes, type Room } from './lay';

const few = 4;

/** What is left for items: "2 h 30 min, less Welcome 10, Lunch 45 and 10 kept free: 85 minutes for items." */
export function roomWords(room: Room, titles: Map<string, string>): string {
	const whole = duration(room.minutes);
	const less = [...taken(room, titles), ...(room.slack > 0 ? [m.agenda_room_kept({ minutes: number(room.slack) })] : [])];
	if (less.length === 0) return m.agenda_room_whole({ whole });
	return m.agenda_room({ whole, less: list(less), free: minutes(freeMinutes(room)) });
}

function taken({ pins }: Room, titles: Map<string, string>): string[] {
	const inTime = pins.toSorted((a, b) => a.start - b.start);
	if (inTime.length <= few) return inTime.map(({ key, minutes }) => m.agenda_room_part({ title: titles.get(key) ?? '', minutes: number(minutes) }));
	const sum = pins.reduce((all, { minutes }) => all + minutes, 0);
	return [m.agenda_room_many({ count: number(pins.length), minutes: number(sum) })];
}
