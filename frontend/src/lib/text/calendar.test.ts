import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';

/** What the server writes for calendars, read by the library inside Thunderbird, beside the same agenda as data. */
const folder = process.env.FOLKMOOT_EXPORTS ?? join('..', 'internal', 'export', 'testdata');
const ending = '-slots.ics';
const agendas = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)) : [];

interface Slot {
	id: string;
	title: string;
	kind?: string;
	startsAt: string;
	endsAt: string;
}

interface Agenda extends Slot {
	version: number;
	cancelled?: boolean;
	publishedAt: string;
	slots: Slot[];
	gone?: Slot[];
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const data = (name: string): Agenda => JSON.parse(read(`${name}.json`)) as Agenda;
const oneLine = (words: string): string => words.trim().replace(/\s+/g, ' ');
const instant = (time: string): number => Date.parse(time);

function events(file: string): ReturnType<typeof facts>[] {
	const calendar = new ICAL.Component(ICAL.parse(read(file)) as [string, unknown[], unknown[]]);
	expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
	return calendar.getAllSubcomponents('vevent').map(facts);
}

function facts(component: ICAL.Component) {
	const event = new ICAL.Event(component);
	return {
		uid: event.uid,
		summary: event.summary,
		start: event.startDate.toJSDate().getTime(),
		end: event.endDate.toJSDate().getTime(),
		sequence: event.sequence,
		stamp: (component.getFirstPropertyValue('dtstamp') as ICAL.Time).toJSDate().getTime(),
		status: component.getFirstPropertyValue('status'),
		transparent: component.getFirstPropertyValue('transp') === 'TRANSPARENT'
	};
}

function expected(agenda: Agenda, slot: Slot, uid: string, cancelled: boolean) {
	return {
		uid,
		summary: oneLine(slot.title),
		start: instant(slot.startsAt),
		end: instant(slot.endsAt),
		sequence: agenda.version,
		stamp: instant(agenda.publishedAt),
		status: cancelled ? 'CANCELLED' : 'CONFIRMED',
		transparent: cancelled || slot.kind === 'break'
	};
}

test('there are calendar files to read', () => expect(agendas).not.toEqual([]));

describe('calendar files', () => {
	test.each(agendas)('the meeting of %s', (name) => {
		const agenda = data(name);
		expect(events(`${name}.ics`)).toEqual([expected(agenda, agenda, `agenda-${agenda.id}`, agenda.cancelled === true)]);
	});

	test.each(agendas.filter((name) => data(name).slots.length > 0))('the slots of %s', (name) => {
		const agenda = data(name);
		const slots = agenda.slots.map((slot) => expected(agenda, slot, `slot-${slot.id}`, agenda.cancelled === true));
		const gone = (agenda.gone ?? []).map((slot) => expected(agenda, slot, `slot-${oneLine(slot.id)}`, true));
		expect(events(`${name}${ending}`)).toEqual([...slots, ...gone]);
	});
});
