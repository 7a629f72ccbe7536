import type { Browser, Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema';
import { Caller } from './caller';
import { expect, Person } from './kit';

type Schemas = components['schemas'];

/** A published agenda of an hour with three items, which was to begin some minutes ago. */
export interface Evening {
	ada: Caller;
	ben: Caller;
	/** The page of the meeting. */
	address: string;
	agenda: string;
}

export async function anEvening(browser: Browser, server: Person['server'], minutesAgo: number): Promise<Evening> {
	const ada = await Caller.first(await Person.arrive(browser, server, 'Ada'), 'Ada Birch', 'ada@example.org');
	const { id: process } = await ada.call<Schemas['Process']>('POST', '/processes', { name: 'Mill Lane', purpose: 'The mill is for all.', time_zone: 'Europe/Vienna' });
	await ada.call('POST', `/processes/${process}/invitations`, { kind: 'mail', role: 'participant', emails: ['ben@example.org'] });
	const ben = await Caller.invited(await Person.arrive(browser, server, 'Ben', { viewport: { width: 390, height: 800 } }), 'Ben Okoro', 'ben@example.org');
	const proposals = [
		await ada.proposes(process, { title: 'Who looks after the steps?' }, 30),
		await ada.proposes(process, { title: 'A path along the bank' }, 20),
		await ada.proposes(process, { title: 'Lamps for the landing stage' }, 10)
	];
	const round = await ada.opens(process, { title: 'Spring', proposals, ballot: { kind: 'approval' } }, 'none');
	const choices = Object.fromEntries(round.options.map(({ key }) => [key, 1]));
	for (const voter of [ada, ben]) await voter.votes(round, choices);
	await ada.call('POST', `/rounds/${round.id}/close`);
	await expect.poll(async () => (await ada.call<Schemas['Round']>('GET', `/rounds/${round.id}`)).state).toBe('closed');
	const starts_at = new Date(Date.now() - minutesAgo * 60_000 + 10_000).toISOString();
	const made = await ada.call<Schemas['Agenda']>('POST', `/processes/${process}/agendas`, { round: round.id, title: 'Spring meeting', place: 'Boathouse', starts_at, minutes: 60, slack: 0, least_part: 50 });
	await ada.call('POST', `/agendas/${made.id}/publish`, { version: made.version });
	return { ada, ben, agenda: made.id, address: `/processes/${process}/agendas/${made.id}/meeting` };
}

/** Axe finds nothing in light and dark, and nothing is wider than the window, down to 320 px. */
export async function standsUp(person: Person): Promise<void> {
	const size = person.page.viewportSize() ?? { width: 1280, height: 800 };
	for (const width of [1280, 320]) {
		await person.page.setViewportSize({ width, height: 800 });
		const wider = await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wider, `${person.page.url()} is wider than ${width} px`).toBeLessThanOrEqual(0);
		await person.seesNothingWrong();
	}
	await person.page.setViewportSize(size);
}

/** The same person at another window of theirs. */
export function at(person: Person, page: Page): Person {
	return Object.assign(Object.create(person) as Person, { page });
}
