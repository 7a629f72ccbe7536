import type { Browser } from '@playwright/test';
import { expect, Person } from './kit';

/** Opens the one-time link of a fresh server and becomes its first organiser. */
export async function beginsAsFirstOrganiser(browser: Browser, server: Person['server']): Promise<Person> {
	const ada = await Person.arrive(browser, server, 'Ada');
	await ada.page.goto(server.link);
	await ada.seesNothingWrong();
	await ada.page.getByLabel('Your name').fill('Ada Birch');
	await ada.page.getByLabel('Your email address').fill('ada@example.org');
	await ada.page.getByRole('button', { name: 'Become the organiser' }).click();
	await expect(ada.page.getByRole('heading', { level: 1, name: 'Your processes' })).toBeVisible();
	return ada;
}

/** The address of the process that a person looks at. */
export function process(person: Person): string {
	return /\/processes\/[^/?#]+/.exec(person.page.url())?.[0] ?? '';
}
