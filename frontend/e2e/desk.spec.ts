import type { Browser } from '@playwright/test';
import { beginsAsFirstOrganiser, process } from './begin';
import { expect, Person, test } from './kit';

test.describe.configure({ mode: 'serial' });

let ada: Person;
let home: string;

test.beforeAll(async ({ browser, server }) => {
	ada = await beginsAsFirstOrganiser(browser, server);
	await ada.page.getByRole('button', { name: 'Make the example' }).click();
	await expect(ada.page.getByRole('heading', { level: 1, name: 'Riverside partners' })).toBeVisible();
	home = process(ada);
});

/** Amina, who organises the example too. */
async function anotherOrganiser(browser: Browser): Promise<Person> {
	const amina = await Person.arrive(browser, ada.server, 'Amina', { viewport: { width: 360, height: 740 } });
	const { page } = amina;
	await page.goto('/sign-in');
	await page.getByLabel('Your email address').fill('amina@example.invalid');
	await page.getByRole('button', { name: 'Send me a code' }).click();
	const code = /^ {4}(\d{6})/m;
	const letter = await ada.server.letter('amina@example.invalid', code);
	await page.getByLabel('The code from the mail').fill(code.exec(letter)?.[1] ?? '');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByText('Riverside partners').first()).toBeVisible();
	return amina;
}

/** Nothing that axe can find, and nothing wider than the window, on a desk and on a phone. */
async function standsUp(who: Person): Promise<void> {
	const size = who.page.viewportSize() ?? { width: 1280, height: 800 };
	for (const width of [1280, 360]) {
		await who.page.setViewportSize({ width, height: 800 });
		const wider = await who.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wider, `${who.page.url()} is wider than its window`).toBeLessThanOrEqual(0);
		await who.seesNothingWrong();
	}
	await who.page.setViewportSize(size);
}

async function makesADraft(title: string): Promise<void> {
	const { page } = ada;
	await page.goto(`${home}/rounds/new`);
	await page.getByLabel('Title').fill(title);
	await page.getByRole('button', { name: 'Choose all' }).click();
	await page.getByRole('button', { name: 'Make the draft' }).click();
	await expect(page.getByRole('heading', { name: 'What is published, and when it opens' })).toBeVisible();
	await page.getByRole('button', { name: 'Change these terms' }).click();
}

/** An hour of tomorrow, as an input for date and time takes it. */
function tomorrow(): string {
	return `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T09:00`;
}

test('two organisers move the deadline of an open round, and everybody sees it', async ({ browser }) => {
	const { page } = ada;
	await page.goto(`${home}/rounds`);
	await page.getByRole('link', { name: 'What we talk about in summer' }).click();
	await page.getByRole('button', { name: 'Ask for a change' }).click();
	await page.getByLabel('Reason').fill('The boathouse was closed for two days.');
	await standsUp(ada);
	await page.getByRole('button', { name: 'Ask another organiser' }).click();
	await expect(page.getByText('Waiting for another organiser.')).toBeVisible();

	const amina = await anotherOrganiser(browser);
	await amina.page.goto(page.url());
	await amina.page.getByRole('button', { name: /^Confirm it/ }).click();
	await amina.seesNothingWrong();
	await amina.page.getByRole('dialog').getByRole('button', { name: 'Confirm it' }).click();
	await expect(page.getByRole('heading', { name: 'Changed while it is open' })).toBeVisible(); // heard, not reloaded
	await expect(page.getByText('Asked for by Ada Birch, confirmed by Amina Haddad.')).toBeVisible();
	await standsUp(ada);

	await page.getByRole('button', { name: 'Close now' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Close now' }).click();
	await expect(page.getByRole('heading', { name: 'Changed while it was open' })).toBeVisible();
	await expect(page.getByText('The boathouse was closed for two days.')).toBeVisible();
	await standsUp(ada);
});

test('the terms of a draft say who votes openly, and when it opens by itself', async () => {
	const { page } = ada;
	await makesADraft('What we talk about in autumn');
	await page.getByRole('radio', { name: 'Ballots with names' }).check();
	await page.getByRole('radio', { name: 'By itself, on a date' }).check();
	await page.getByRole('button', { name: 'Save the terms' }).click();
	await expect(page.getByText('Say when it opens.').first()).toBeVisible();
	await standsUp(ada);
	await page.getByLabel('Opens', { exact: true }).fill(tomorrow());
	await page.getByRole('button', { name: 'Save the terms' }).click();
	await expect(page.getByText(/^By itself, .* at 09:00/)).toBeVisible();
	await page.reload();
	await expect(page.getByText(/^Ballots with names\. Everybody sees how everybody voted/)).toBeVisible();
	await standsUp(ada);
});
