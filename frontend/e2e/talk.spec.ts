import type { Browser } from '@playwright/test';
import type { components } from '../src/lib/api/schema';
import { Caller } from './caller';
import { expect, Person, test } from './kit';

test.describe.configure({ mode: 'serial' });

type Schemas = components['schemas'];

let ada: Person;
let bo: Person;
let cy: Person;
let asAda: Caller;
let home: string;
let proposal: string;

async function joins(browser: Browser, process: string, name: string, email: string): Promise<Person> {
	await asAda.call('POST', `/processes/${process}/invitations`, { kind: 'mail', emails: [email], role: 'participant' });
	const person = await Person.arrive(browser, ada.server, name);
	await Caller.invited(person, name, email);
	return person;
}

test.beforeAll(async ({ browser, server }) => {
	ada = await Person.arrive(browser, server, 'Ada');
	asAda = await Caller.first(ada, 'Ada Birch', 'ada@example.org');
	const { id } = await asAda.call<Schemas['Process']>('POST', '/processes', { name: 'The mill', time_zone: 'Europe/Vienna' });
	home = `/processes/${id}`;
	bo = await joins(browser, id, 'Bo Lind', 'bo@example.org');
	cy = await joins(browser, id, 'Cy Okafor', 'cy@example.org');
	const made = await asAda.call<Schemas['Proposal']>('POST', `/processes/${id}/proposals`, { kind: 'agenda_item', title: 'Repair the wheel', minutes: 20 });
	proposal = `${home}/proposals/${made.id}`;
});

/** Axe finds nothing, and nothing is wider than the window: on a desk, on the smallest phone, and from right to left. */
async function standsUp(person: Person, rtl = false): Promise<void> {
	const { page } = person;
	for (const width of rtl ? [320] : [320, 1280]) {
		await page.setViewportSize({ width, height: 900 });
		if (rtl) await page.evaluate(() => (document.documentElement.dir = 'rtl'));
		const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wider, `${person.name}: ${page.url()} is wider than ${width} px`).toBeLessThanOrEqual(0);
		await person.seesNothingWrong();
	}
	if (rtl) await page.evaluate(() => (document.documentElement.dir = 'ltr'));
}

test('people say what speaks for it and against it, mention each other, and change their words', async () => {
	await bo.page.goto(proposal);
	await bo.comesTo('What people say');
	await bo.page.getByRole('radio', { name: 'It speaks for it' }).check();
	await bo.page.getByText('Mention somebody').click();
	await bo.page.getByLabel('Whom?').fill('cy');
	await bo.page.getByRole('button', { name: 'Mention Cy Okafor' }).click();
	const words = bo.page.getByLabel('Your words');
	await expect(words).toHaveValue('@Cy Okafor ');
	await words.fill('@Cy Okafor it **creaks** at night.');
	await bo.page.getByRole('button', { name: 'Say it' }).click();
	const said = bo.page.getByRole('article', { name: 'You, For it' });
	await expect(said.getByText('it creaks at night.')).toBeVisible();
	await cy.server.letter('cy@example.org', /you are mentioned/);

	await cy.page.goto(proposal);
	await cy.comesTo('What people say');
	await cy.page.getByRole('radio', { name: 'It speaks against it' }).check();
	await cy.page.getByLabel('Your words').fill('You are all fools.');
	await cy.page.getByRole('button', { name: 'Say it' }).click();
	await expect(bo.page.getByRole('article', { name: 'Cy Okafor, Against it' })).toBeVisible();
	await expect(bo.page.getByRole('button', { name: 'Against it 1' })).toBeVisible();

	await said.getByRole('button', { name: 'Change what you said' }).click();
	await said.getByLabel('Your words').fill('@Cy Okafor it **creaks** by day and night.');
	await said.getByRole('button', { name: 'Save the change' }).click();
	const seen = cy.page.getByRole('article', { name: 'Bo Lind, For it' });
	await expect(seen.getByText('it creaks by day and night.')).toBeVisible();
	await seen.getByRole('button', { name: 'changed: what it said before' }).click();
	await expect(cy.page.getByRole('dialog').locator('ins').last()).toContainText('day and');
	await cy.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
	await seen.getByRole('button', { name: 'Reply to Bo Lind' }).click();
	await seen.getByLabel('Your words').fill('It does.');
	await seen.getByRole('button', { name: 'Reply', exact: true }).click();
	await expect(said.getByText('It does.')).toBeVisible();
});

test('a moderator hides with a reason that the author reads, and somebody sums it up', async () => {
	await ada.page.goto(proposal);
	await ada.comesTo('What people say');
	await ada.page.getByRole('article', { name: 'Cy Okafor, Against it' }).getByRole('button', { name: 'Hide what Cy Okafor said' }).click();
	await ada.page.getByLabel('The reason').fill('This hurts people. Say it without that.');
	await ada.page.getByRole('button', { name: 'Hide it' }).click();
	await expect(bo.page.getByText('Hidden by a moderator: This hurts people. Say it without that.')).toBeVisible();
	await expect(bo.page.getByText('You are all fools.')).toHaveCount(0);
	await expect(cy.page.getByText('Only you and those who keep this space safe can read your words:')).toBeVisible();
	await expect(cy.page.getByText('You are all fools.')).toBeVisible();

	await bo.page.getByRole('button', { name: 'Sum it up' }).click();
	await bo.page.getByLabel('What the discussion comes to, so far').fill('It creaks; nobody says that it should stay so.');
	await bo.page.getByRole('button', { name: 'Put it on top' }).click();
	await expect(cy.page.getByRole('region', { name: 'What it comes to' }).getByText('nobody says that it should stay so')).toBeVisible();
	await standsUp(cy);
	await standsUp(bo, true);
});

test('a confidential question says why and until when, and comes back on its date', async () => {
	await cy.page.goto(`${home}/questions`);
	await cy.page.getByRole('link', { name: 'Ask a question' }).click();
	await cy.page.getByLabel('Your question', { exact: true }).fill('What does the new wheel cost?');
	await cy.page.getByLabel('Whom do you ask?').selectOption({ label: 'Bo Lind' });
	await cy.page.getByRole('radio', { name: 'Without a name' }).check();
	await expect(cy.page.getByText('whoever runs the server could find out from its network logs')).toBeVisible();
	await standsUp(cy);
	await cy.page.getByRole('button', { name: 'Ask it' }).click();
	await expect(cy.page.getByRole('heading', { level: 1, name: 'What does the new wheel cost?' })).toBeVisible();
	await expect(cy.page.getByText(/^Asked by somebody without a name/)).toBeVisible();

	await bo.server.letter('bo@example.org', /waits for your answer/);
	await bo.page.goto(home);
	await bo.page.getByRole('link', { name: 'Answer', exact: true }).click();
	await expect(bo.page.getByRole('heading', { level: 1, name: 'What does the new wheel cost?' })).toBeVisible();
	await bo.page.getByRole('button', { name: 'Not now: confidential until a date' }).click();
	await bo.page.getByLabel('Why it cannot be answered now').fill('The contract is not signed.');
	await standsUp(bo);
	// A form knows minutes; the date that comes soon is sent beside it.
	const until = new Date(Date.now() + 4_000).toISOString();
	await bo.page.route('**/keep', async (route) => {
		const body = route.request().postDataJSON() as Record<string, unknown>;
		await route.continue({ postData: JSON.stringify({ ...body, until }) });
	});
	await bo.page.getByRole('button', { name: 'Keep it until then' }).click();
	await expect(cy.page.getByText('The contract is not signed.').first()).toBeVisible();
	await expect(cy.page.getByText(/^Bo Lind decided that\./)).toBeVisible();
	await expect(cy.page.getByText('It was confidential and came back on its date.')).toBeVisible();
	await bo.server.letter('bo@example.org', /was confidential until today/);

	await bo.page.getByRole('button', { name: 'Answer it', exact: true }).click();
	await bo.page.getByLabel('Your answer').fill('Four thousand.');
	await bo.page.getByRole('button', { name: 'Send the answer' }).click();
	await expect(cy.page.getByRole('region', { name: 'The answer' }).getByText('Four thousand.')).toBeVisible();
	await cy.page.goto(`${home}/questions`);
	await expect(cy.page.getByRole('link', { name: 'Answered 1' })).toBeVisible();
	await standsUp(cy);
});

test('whoever asked with their name takes the question back', async () => {
	const { page } = cy;
	await page.goto(`${home}/questions/new`);
	await page.getByLabel('Your question', { exact: true }).fill('Does the wheel turn backwards?');
	await page.getByLabel('Whom do you ask?').selectOption({ label: 'Bo Lind' });
	await page.getByRole('button', { name: 'Ask it' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Does the wheel turn backwards?' })).toBeVisible();
	await bo.page.goto(page.url());
	await expect(bo.page.getByRole('button', { name: 'Answer it', exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Take it back' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
	for (const who of [cy, bo]) { // whose page hears of it
		await expect(who.page.getByRole('heading', { level: 1, name: 'A question that was taken back' })).toBeVisible();
		await expect(who.page.getByRole('heading', { name: 'What people say' })).toHaveCount(0);
	}
	await standsUp(bo);
	await page.goto(`${home}/questions`);
	await expect(page.getByText('1 question was taken back.')).toBeVisible();
	await expect(page.getByText('Does the wheel turn backwards?')).toHaveCount(0);
});

test('what somebody said is found, and the hit leads to it', async () => {
	const { page } = cy;
	await page.goto(`${home}/search`);
	await page.getByLabel('What are you looking for?').fill('creaks by night');
	await page.keyboard.press('Enter');
	await page.getByRole('main').getByRole('listitem').filter({ hasText: 'creaks by day and night' }).getByRole('link').click();
	await expect(page.getByRole('heading', { level: 1, name: 'Repair the wheel' })).toBeVisible();
	const said = page.getByRole('article', { name: 'Bo Lind, For it' });
	await expect(said).toBeInViewport();
	expect(page.url()).toContain(`#${await said.getAttribute('id')}`);
});

test('people find a sentence on which they agree', async () => {
	await bo.page.goto(`${home}/common-ground`);
	await bo.page.getByText('Write a statement').click();
	await bo.page.getByLabel('One sentence on which one can agree or not').fill('The wheel may turn by day only.');
	await bo.page.getByRole('button', { name: 'Put it before everybody' }).click();
	for (const { page } of [ada, bo, cy]) {
		await page.goto(`${home}/common-ground`);
		await page.getByRole('region', { name: 'What do you say to this?' }).getByRole('button', { name: 'Agree', exact: true }).click();
		await expect(page.getByText('You have answered all statements.')).toBeVisible();
		await expect(page.getByText('You: Agree')).toBeVisible();
	}
	await expect(cy.page.getByText('Fewer than 5 answers so far, so nothing is said of them yet.')).toBeVisible();
	await expect(cy.page.getByText(/^Groups of opinion are shown once/)).toBeVisible();
	await standsUp(cy);
});
