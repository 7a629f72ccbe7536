import type { components } from '../src/lib/api/schema';
import { Caller } from './caller';
import { expect, Person, test } from './kit';
import { standsUp } from './meeting';

type Schemas = components['schemas'];

test.describe.configure({ mode: 'serial' });

let ada: Caller;
let ben: Caller;
let rita: Caller;
let home: string;
let process: string;
let proposals: string[];

const titles = Array.from({ length: 40 }, (_, place) => `Question ${place + 1} of the harbour`);

test.beforeAll(async ({ browser, server }) => {
	ada = await Caller.first(await Person.arrive(browser, server, 'Ada'), 'Ada Birch', 'ada@example.org');
	({ id: process } = await ada.call<Schemas['Process']>('POST', '/processes', { name: 'Harbour Street', time_zone: 'Europe/Vienna' }));
	home = `/processes/${process}`;
	const emails = ['ben@example.org', 'rita@example.org'];
	await ada.call('POST', `${home}/invitations`, { kind: 'mail', role: 'participant', emails });
	ben = await Caller.invited(await Person.arrive(browser, server, 'Ben'), 'Ben Okoro', 'ben@example.org');
	rita = await Caller.invited(await Person.arrive(browser, server, 'Rita'), 'Rita Sommer', 'rita@example.org');
	proposals = [];
	for (const title of titles) {
		const { id } = await ben.call<Schemas['Proposal']>('POST', `${home}/proposals`, { kind: 'agenda_item', title, minutes: 30 });
		proposals.push(id);
	}
});

test('an organiser names a reviewer', async () => {
	const { page } = ada.person;
	await page.goto(`${home}/members`);
	await page.getByRole('button', { name: 'Let them review: Rita Sommer' }).click();
	await expect(page.getByText('Rita Sommer reviews proposals now.').first()).toBeVisible();
	await expect(page.getByRole('button', { name: 'Review no longer: Rita Sommer' })).toBeVisible();
	await standsUp(ada.person);
});

test('forty proposals are reviewed by keyboard alone, and one of them is not accepted', async () => {
	const { page } = rita.person;
	await page.goto(home);
	await page.goto(`${home}/review`);
	await expect(page.getByRole('row')).toHaveCount(41);
	const focused = page.locator(':focus');
	const tabTo = async (name: string): Promise<void> => {
		for (let presses = 0; presses < 40 && !(await focused.and(page.getByLabel(name, { exact: true })).count()); presses++) await page.keyboard.press('Tab');
		await expect(page.getByLabel(name, { exact: true })).toBeFocused();
	};
	await tabTo(`Minutes: ${titles[0]}`);
	for (const place of titles.keys()) {
		await page.keyboard.type(String(10 + (place % 3) * 5));
		await page.keyboard.press('Enter');
	}
	await expect(page.getByRole('button', { name: 'Save 40 changes' })).toBeVisible();
	for (let up = 0; up < 37; up++) await page.keyboard.press('ArrowUp');
	await expect(page.getByLabel(`Minutes: ${titles[2]}`)).toBeFocused();
	await page.keyboard.press('9');
	await page.keyboard.press('Escape');
	await expect(page.getByLabel(`Minutes: ${titles[2]}`)).toHaveValue('');
	await page.keyboard.type('20');
	await page.keyboard.press('Tab');
	await page.keyboard.type('40.50');
	await page.keyboard.press('Tab');
	await page.keyboard.type('There are two routes.');
	await page.keyboard.press('Tab');
	await page.keyboard.press('N');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText('Not everything is saved yet.').first()).toBeVisible();
	await expect(page.getByRole('group', { name: /^Not everything is saved/ })).toBeFocused();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByLabel(`Why this state?: ${titles[2]}`)).toBeFocused();
	await page.keyboard.type('Nobody said who would decide it.');
	await page.keyboard.press('Tab');
	await page.keyboard.type('Ask the harbour office first.');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText(/^What you said of 40 proposals is saved/).first()).toBeVisible();
	await expect(page.getByRole('link', { name: 'Not accepted (1)' })).toBeVisible();
});

test('its author is told in one letter, answers, and changes it', async ({ server }) => {
	const letter = await server.letter('ben@example.org', /looked at/);
	for (const words of ['Nobody said who would decide it.', 'Ask the harbour office first.', 'EUR 40.50', titles[39] ?? '']) expect(letter.replace(/=\r?\n/g, '')).toContain(words);
	expect(server.letters('ben@example.org', /looked at/)).toHaveLength(1);
	const { page } = ben.person;
	await page.goto(`${home}/proposals/${proposals[2]}`);
	await expect(page.getByText('€40.50')).toBeVisible();
	await page.getByRole('button', { name: 'Answer the review' }).click();
	await page.getByRole('dialog').getByLabel('Your answer').fill('We have asked them: they come.');
	await page.getByRole('dialog').getByRole('button', { name: 'Publish the answer' }).click();
	await expect(page.getByText('Your answer is published.').first()).toBeVisible();
	await page.getByRole('button', { name: 'Edit my words' }).click();
	await page.getByLabel('What should we talk about, and why?').fill('The harbour office decides it, and comes.');
	await page.getByRole('button', { name: 'Save the changes' }).click();
	await expect(page.getByText('Your changes are saved.').first()).toBeVisible();
	expect((await ben.call<Schemas['Proposal']>('GET', `/proposals/${proposals[2]}`)).state).toBe('published');
});

test('what two reviewers say at once stands side by side, and what is half written is kept', async () => {
	const { page } = rita.person;
	await page.goto(`${home}/review?show=answered`);
	await expect(page.getByRole('row')).toHaveCount(2);
	await expect(page.getByText('We have asked them: they come.')).toBeVisible();
	await page.getByLabel(`Minutes: ${titles[2]}`).fill('a while');
	await page.getByRole('button', { name: 'Save 1 change' }).click();
	await expect(page.getByText('A whole number of minutes').first()).toBeVisible();
	await standsUp(rita.person); // one row has all that forty have, and axe is slow
	await page.getByLabel(`Minutes: ${titles[2]}`).fill('25');
	await expect.poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('folkmoot:draft:review')))).toBe(true);
	await page.reload();
	await expect(page.getByText('1 row that you had not saved is as you left it.')).toBeVisible();
	await expect(page.getByLabel(`Minutes: ${titles[2]}`)).toHaveValue('25');
	const { version } = await ada.call<Schemas['Proposal']>('GET', `/proposals/${proposals[2]}`);
	await ada.call('PUT', `/proposals/${proposals[2]}/cost`, { minutes: 15, reason: 'They only report.', version });
	await page.getByRole('button', { name: 'Save 1 change' }).click();
	await expect(page.getByText('Now it says: 15 minutes · €40.50 · Open · They only report.', { exact: false })).toBeVisible();
	await standsUp(rita.person);
	await page.getByRole('button', { name: 'Save 1 change' }).click();
	await expect(page.getByText(/^What you said of 1 proposal is saved/).first()).toBeVisible();
	expect((await ada.call<Schemas['Proposal']>('GET', `/proposals/${proposals[2]}`)).cost).toBe(25);
});

test('of two proposals a round is to choose one, and everybody reads it', async () => {
	const { page } = rita.person;
	await page.getByRole('button', { name: 'Say “either this or that”' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Choose one of these at most' }).click();
	await expect(dialog.getByText('Choose at least two.').first()).toBeVisible();
	await dialog.getByLabel('Show titles with these words').fill('question 1 ');
	await dialog.getByLabel(titles[0] ?? '', { exact: true }).check();
	await dialog.getByLabel('Show titles with these words').fill('question 2 ');
	await dialog.getByLabel(titles[1] ?? '', { exact: true }).check();
	await dialog.getByLabel('Why not several of them?').fill('There is one quay.');
	await rita.person.fitsEverywhere();
	await rita.person.seesNothingWrong();
	await dialog.getByRole('button', { name: 'Choose one of these at most' }).click();
	await expect(page.getByText('There is one quay.')).toBeVisible();
	await ben.person.page.goto(`${home}/proposals/${proposals[0]}`);
	await expect(ben.person.page.getByRole('link', { name: titles[1], exact: true })).toBeVisible();
});

test('once a round is open, its rows stand still', async () => {
	const { page } = rita.person;
	await page.getByRole('link', { name: /^All \(40\)/ }).click();
	await page.getByLabel(`Minutes: ${titles[3]}`).fill('50');
	const round = await ada.opens(process, { title: 'Spring', proposals: proposals.slice(0, 3), ballot: { kind: 'approval' } }, 'none');
	await expect(page.getByRole('link', { name: 'In a round (3)' })).toBeVisible();
	await expect(page.getByLabel(`Minutes: ${titles[2]}`)).toHaveCount(0);
	await expect(page.getByLabel(`Minutes: ${titles[3]}`)).toHaveValue('50');
	const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: titles[2], exact: true }) });
	await expect(row.getByText('25 min')).toBeVisible();
	await expect(row.getByRole('textbox')).toHaveCount(0);
	const { version } = await rita.call<Schemas['Proposal']>('GET', `/proposals/${proposals[2]}`);
	const late = rita.call('PUT', `${home}/review`, { rows: [{ proposal: proposals[2], version, minutes: 5, state: 'accepted' }] });
	await expect(late).rejects.toThrow('stands in a round that was opened');
	await ben.person.page.goto(`${home}/rounds/${round.id}`);
	await expect(ben.person.page.getByText('Either this or number 1: at most one of them is chosen.')).toBeVisible();
	await standsUp(ben.person);
});
