import type { Browser, Locator } from '@playwright/test';
import { beginsAsFirstOrganiser, process } from './begin';
import { expect, Person } from './kit';

/** Begins with the example; its first organiser looks at the round that is open, and is on its roll. */
export async function beginsWithAnOpenRound(browser: Browser, server: Person['server']): Promise<Person> {
	const ada = await beginsAsFirstOrganiser(browser, server);
	const { page } = ada;
	await page.getByRole('button', { name: 'Make the example' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Riverside partners' })).toBeVisible();
	await page.goto(`${process(ada)}/rounds`);
	await page.getByRole('link', { name: 'What we talk about in summer' }).click();
	await expect(line(ada)).toHaveText('Not sent yet.');
	return ada;
}

/** The button that gives one point more to the option at a place of the list. */
export const more = (who: Person, place: number): Locator => who.page.getByRole('button', { name: /^More: Points for/ }).nth(place);

/** The line that says where the ballot stands. */
export const line = (who: Person): Locator => who.page.locator('#standing');

export async function sends(who: Person): Promise<void> {
	await who.page.getByRole('button', { name: /Look over and send/ }).click();
	await who.page.getByRole('dialog').getByRole('button', { name: /^Send my ballot/ }).click();
}

/** The page is there, axe finds nothing in light and dark, and nothing is wider than the window. */
export async function standsUp(who: Person): Promise<void> {
	for (const width of [360, 1280]) {
		await who.page.setViewportSize({ width, height: 800 });
		await expect(who.page.locator('.skeleton')).toHaveCount(0);
		const wider = await who.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wider, `${who.page.url()} at ${width}`).toBeLessThanOrEqual(0);
		await who.seesNothingWrong();
	}
}

/** Somebody with a device of their own, or with another one. */
export async function arrives(browser: Browser, server: Person['server'], name: string, email: string): Promise<Person> {
	const who = await Person.arrive(browser, server, name);
	await who.page.goto('/sign-in');
	await signsIn(who, email);
	await expect(who.page.getByRole('heading', { level: 1, name: 'Your processes' })).toBeVisible();
	return who;
}

export async function signsIn(who: Person, email: string): Promise<void> {
	const { page, server } = who;
	await page.getByLabel('Your email address').fill(email);
	const code = /^ {4}(\d{6})/m;
	const before = server.letters(email, code).length;
	await page.getByRole('button', { name: 'Send me a code' }).click();
	await expect(page.getByLabel('The code from the mail')).toBeVisible();
	await expect.poll(() => server.letters(email, code).length).toBeGreaterThan(before);
	const letter = await server.letter(email, code);
	await page.getByLabel('The code from the mail').fill(code.exec(letter)?.[1] ?? '');
	await page.getByRole('button', { name: 'Sign in' }).click();
}

/** What this site has kept on a device, by name. */
export const kept = (who: Person): Promise<string[]> => who.page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('folkmoot:')));
