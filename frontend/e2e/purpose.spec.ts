import type { components } from '../src/lib/api/schema';
import { Caller } from './caller';
import { expect, Person, test } from './kit';

type Schemas = components['schemas'];

test.describe.configure({ mode: 'serial' });

let ada: Caller;
let ben: Caller;
let cleo: Caller;
let process: string;
let home: string;

test.beforeAll(async ({ browser, server }) => {
	const arrives = (name: string) => Person.arrive(browser, server, name, { reducedMotion: 'reduce' });
	ada = await Caller.first(await arrives('Ada'), 'Ada Birch', 'ada@example.org');
	const body = { name: 'Harbour Street forum', time_zone: 'Europe/Vienna', purpose: 'The street belongs to all of us.' };
	process = (await ada.call<Schemas['Process']>('POST', '/processes', body)).id;
	home = `/processes/${process}`;
	const emails = ['ben@example.org', 'cleo@example.org'];
	await ada.call('POST', `${home}/invitations`, { kind: 'mail', emails, role: 'participant' });
	ben = await Caller.invited(await arrives('Ben'), 'Ben Okoro', 'ben@example.org');
	cleo = await Caller.invited(await arrives('Cleo'), 'Cleo Costa', 'cleo@example.org');
});

/** Axe finds nothing, and nothing is wider than the window: on a desk and on the smallest phone. */
async function standsUp({ person: who }: Caller): Promise<void> {
	for (const width of [320, 1280]) {
		await who.page.setViewportSize({ width, height: 900 });
		await expect(who.page.locator('.skeleton:visible')).toHaveCount(0);
		const wider = await who.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wider, `${who.page.url()} is wider than ${width} px`).toBeLessThanOrEqual(0);
		await who.seesNothingWrong();
	}
}

async function says({ person: { page } }: Caller, what: string): Promise<void> {
	await page.getByLabel(what).check();
	await page.getByRole('button', { name: 'Say so' }).click();
	await expect(page.getByText('It is noted.').first()).toBeVisible();
}

test('a change to the purpose is proposed, weighed, and accepted with a reason', async () => {
	const { page } = ben.person;
	await page.goto(`${home}/purpose`);
	await page.getByRole('link', { name: 'Propose a change' }).click();
	await page.getByLabel('How the whole text should read').fill('The street belongs to all who use it.');
	await page.getByText('What is different', { exact: true }).click();
	await expect(page.locator('ins')).toContainText('who use it');
	await page.getByRole('button', { name: 'Propose this change' }).click();
	await expect(page.getByText('Nothing was sent yet.')).toBeVisible(); // it needs a reason
	await page.getByLabel('Why').fill('Those who walk through it are not “us” yet.');
	await page.reload();
	await expect(page.getByLabel('Why')).toHaveValue(/walk through it/);
	await page.getByRole('button', { name: 'Propose this change' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'A change to the purpose' })).toBeVisible();
	await expect(page.locator('del')).toContainText('of us');

	await cleo.person.page.goto(home);
	await cleo.person.page.getByRole('link', { name: '1 proposal to change it' }).click();
	await cleo.person.page.getByRole('link', { name: /walk through it/ }).click();
	await says(cleo, 'I can live with it');
	await expect(page.getByText('Cleo Costa')).toBeVisible(); // Ben's page hears of it

	const desk = ada.person.page;
	await desk.goto(home);
	await desk.getByRole('link', { name: 'Decide on changes to the purpose' }).click();
	await desk.getByRole('link', { name: /walk through it/ }).click();
	await says(ada, 'I support this');
	await desk.getByRole('button', { name: 'Accept it', exact: true }).click();
	await expect(desk.getByText('Say why, in a sentence.').first()).toBeVisible();
	await desk.getByLabel('Your reason').fill('Nobody has a concern.');
	await desk.getByText('Side by side').click();
	await standsUp(ada);
	await desk.getByRole('button', { name: 'Accept it', exact: true }).click();
	await expect(desk.getByText(/^Accepted by Ada Birch/)).toBeVisible();
	expect(await ben.person.server.letter('ben@example.org', /Your amendment was accepted/)).toContain('Nobody has a concern.');
});

test('the history says who changed what, and why', async () => {
	const { page } = cleo.person;
	await page.goto(`${home}/purpose`);
	await expect(page.getByText('The street belongs to all who use it.')).toBeVisible();
	await expect(page.getByText('proposed by Ben Okoro, accepted by Ada Birch')).toBeVisible();
	await page.getByRole('link', { name: 'How it came about' }).click();
	await expect(page.getByRole('heading', { name: 'Version 2, as it reads now' })).toBeVisible();
	await expect(page.getByText(/^Proposed by Ben Okoro, accepted by Ada Birch/)).toBeVisible();
	await expect(page.locator('ins')).toContainText('who use it');
	await standsUp(cleo);
});

test('what two partners share is blended into the common text', async () => {
	const desk = ada.person.page;
	await desk.goto(`${home}/partners`);
	await desk.getByRole('button', { name: 'Take a partner in' }).click();
	await desk.getByLabel('Name').fill('The school');
	await desk.getByRole('button', { name: 'Take it in' }).click();
	await expect(desk.getByRole('link', { name: 'The school' })).toBeVisible();
	const shop = await ada.call<Schemas['Partner']>('POST', `${home}/partners`, { name: 'The corner shop', line: 'Open until nine.' });
	const words = { wants: 'Customers on foot.', brings: 'A bench and a quiet corner.', firm: '', version: 0 };
	await ada.call('PUT', `${home}/partners/${shop.id}/purpose`, words);

	const { page } = cleo.person;
	await page.goto(`${home}/partners`);
	await page.getByRole('link', { name: 'The school' }).click();
	await page.getByRole('button', { name: 'I belong to this partner' }).click();
	await page.getByRole('button', { name: 'Write our purpose' }).click();
	await expect(page.getByRole('heading', { name: 'Three questions to begin with' })).toBeVisible();
	await page.getByLabel('What we want from this').fill('Quiet mornings. **Benches** where children wait.');
	await standsUp(cleo);
	await page.getByRole('button', { name: 'Save the purpose' }).click();
	await page.getByText('Earlier versions').click();
	await standsUp(cleo);
	await page.getByRole('link', { name: 'Partners' }).click();
	await page.getByRole('button', { name: 'Mark them in the texts' }).click();
	await expect(page.locator('mark')).toHaveText(['Quiet', 'Benches', 'bench', 'quiet'], { useInnerText: true, ignoreCase: true });
	await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
	await standsUp(cleo);
	await page.evaluate(() => document.documentElement.removeAttribute('dir'));

	await page.getByRole('link', { name: 'Blend into the common text' }).click();
	await page.getByRole('button', { name: 'Put into the text: Benches where children wait.' }).click();
	await expect(page.getByLabel('How the whole text should read')).toHaveValue('The street belongs to all who use it.\n\nBenches where children wait.');
	await page.getByRole('button', { name: 'Put into the text: A bench and a quiet corner.' }).click();
	await page.getByLabel('How the whole text should read').fill('The street belongs to all who use it.\n\nIt has benches where people wait in quiet.');
	await page.getByLabel('Why').fill('The shop and the school both want it.');
	await standsUp(cleo);
	await page.getByRole('button', { name: 'Propose this change' }).click();
	await expect(page.locator('ins')).toContainText('It has benches where people wait in quiet.');
	await ben.person.page.goto(page.url());
	await says(ben, 'I support this');
	await desk.goto(page.url());
	await desk.getByLabel('Your reason').fill('It is what they share.');
	await desk.getByRole('button', { name: 'Accept it', exact: true }).click();
	await expect(desk.getByText(/^Accepted by Ada Birch/)).toBeVisible();
	await page.goto(`${home}/purpose`);
	await expect(page.getByText('It has benches where people wait in quiet.')).toBeVisible();
	await cleo.person.comesTo('What each partner wants from it');
	await expect(page.getByRole('heading', { level: 3, name: 'The corner shop' })).toBeVisible();
});

test('a working agreement is accepted by each person, and again when it changes', async () => {
	const desk = ada.person.page;
	await desk.goto(`${home}/agreements`);
	await desk.getByRole('button', { name: 'Write the agreement' }).click();
	await desk.getByLabel('The text').fill('- We listen.');
	await desk.getByRole('button', { name: 'Save the agreement' }).click();
	await desk.getByRole('button', { name: 'Write a guideline' }).click();
	await desk.getByLabel('The guideline').fill('Small enough to try');
	await desk.getByRole('button', { name: 'Save the guideline' }).click();
	await expect(desk.getByRole('heading', { level: 3, name: 'Small enough to try' })).toBeVisible();

	const { page } = ben.person;
	await page.goto(home);
	await page.getByRole('link', { name: 'Read the working agreement' }).click();
	await page.getByRole('button', { name: 'I accept this agreement' }).click();
	await expect(page.getByText('1 of 3 has accepted this version:')).toBeVisible();
	await standsUp(ben);
	await ada.call('PUT', `${home}/agreement`, { text: '- We listen.\n- We ask.', reason: 'Asking was missing.', version: 1 });
	await expect(page.getByText('You accepted an earlier version.')).toBeVisible();
	await page.getByRole('button', { name: 'I accept this agreement' }).click();
	await expect(page.getByText('You have accepted this version.')).toBeVisible();
});

test('a concern about a proposal is answered and resolved', async () => {
	const item = await ben.call<Schemas['Proposal']>('POST', `${home}/proposals`, { kind: 'agenda_item', title: 'A summer fair', minutes: 20 });
	const { page } = cleo.person;
	await page.goto(`${home}/proposals/${item.id}`);
	await cleo.person.comesTo('How it keeps to the guidelines');
	await page.getByRole('button', { name: 'Say how it stands' }).click();
	await page.getByLabel('I have a concern').check();
	await page.getByLabel('In a sentence').fill('Who clears up?');
	await page.getByRole('button', { name: 'Say so' }).click();
	await expect(page.getByText('Waits for an answer of Ben Okoro.')).toBeVisible();
	await ben.person.page.goto(page.url());
	await ben.person.comesTo('How it keeps to the guidelines');
	await ben.person.page.getByRole('button', { name: 'Answer Cleo Costa' }).click();
	await ben.person.page.getByLabel('Your answer').fill('We do, on Sunday.');
	await ben.person.page.getByRole('button', { name: 'Answer', exact: true }).click();
	await expect(page.getByText('We do, on Sunday.')).toBeVisible();
	await page.getByRole('button', { name: 'Say how it stands' }).click();
	await page.getByLabel('My concern is resolved').check();
	await page.getByRole('button', { name: 'Say so' }).click();
	await expect(page.getByText('had a concern; it is resolved')).toBeVisible();
	await standsUp(cleo);
});

test('a partner takes part no more, and everybody can read why', async () => {
	const desk = ada.person.page;
	await desk.goto(`${home}/partners`);
	await desk.getByRole('link', { name: 'The corner shop' }).click();
	await desk.getByRole('button', { name: 'They take part no more' }).click();
	await desk.getByLabel('The reason').fill('The shop has closed.');
	await desk.getByRole('button', { name: 'Let it go' }).click();
	await expect(desk.getByText('This partner takes part no more')).toBeVisible();
	const { page } = ben.person;
	await page.goto(desk.url());
	await expect(page.getByText('The shop has closed.')).toBeVisible();
	await expect(page.getByText('A bench and a quiet corner.').first()).toBeVisible();
	await standsUp(ben);
	await page.goto(`${home}/partners`);
	await expect(page.getByRole('link', { name: 'The school' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'The corner shop' })).toHaveCount(0);
});
