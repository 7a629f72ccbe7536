import type { Browser } from '@playwright/test';
import { beginsAsFirstOrganiser, process } from './begin';
import { expect, Person, test } from './kit';
import { checksOnThePage, countsAgain, verifiesTheBundle } from './proof';

/** What the page of a fixed name says is the way to it. */
async function opens(person: Person, link: string | RegExp, heading: string | RegExp): Promise<void> {
	await person.page.getByRole('link', { name: link }).first().click();
	await expect(person.page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
}

async function makesAProcess(ada: Person): Promise<void> {
	const { page } = ada;
	await ada.seesNothingWrong();
	await opens(ada, 'Create a process', 'Create a process');
	await ada.seesNothingWrong();
	await page.getByLabel('Name', { exact: true }).fill('Harbour Street forum');
	await page.getByLabel('In one line').fill('Neighbours set the agenda of the quarterly meeting.');
	await page.getByLabel('The common purpose').fill('The street belongs to **all of us**.');
	await page.getByRole('button', { name: 'Create the process' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Harbour Street forum' })).toBeVisible();
	await ada.seesNothingWrong();
}

async function writesThePurpose(ada: Person): Promise<void> {
	const { page } = ada;
	await page.goto(`${process(ada)}/purpose`);
	await page.getByRole('button', { name: /change|edit|write/i }).click();
	await page.getByLabel('The text').fill('The street belongs to **everybody who uses it**.');
	await page.getByRole('button', { name: /^save/i }).click();
	await expect(page.getByText('everybody who uses it')).toBeVisible();
	await ada.seesNothingWrong();
	await page.goto(`${process(ada)}/phases`);
	await expect(page.getByRole('heading', { level: 1, name: 'Phases' })).toBeVisible();
	await ada.seesNothingWrong();
}

async function invites(ada: Person): Promise<string> {
	const { page } = ada;
	await page.goto(`${process(ada)}/members`);
	await expect(page.getByRole('heading', { level: 1, name: 'Who takes part' })).toBeVisible();
	await page.getByLabel('Email addresses').fill('ben@example.org');
	await page.getByRole('button', { name: 'Send the invitations' }).click();
	await expect(page.getByText('1 invitation is on its way')).toBeVisible();
	await page.getByRole('button', { name: 'Make a link' }).click();
	const link = page.getByLabel(/The link for a new/);
	await expect(link).toHaveValue(/\/join#/);
	await ada.seesNothingWrong();
	return link.inputValue();
}

async function joinsByLetter(browser: Browser, ada: Person): Promise<Person> {
	const ben = await Person.arrive(browser, ada.server, 'Ben');
	const letter = await ada.server.letter('ben@example.org');
	await ben.page.goto(/http\S+\/join#\S+/.exec(letter)?.[0] ?? '');
	await expect(ben.page.getByText('Ada Birch invites you')).toBeVisible();
	await ben.seesNothingWrong();
	await ben.page.getByLabel('Your name').fill('Ben Okoro');
	await ben.page.getByRole('button', { name: 'Take part' }).click();
	await expect(ben.page.getByRole('heading', { level: 1, name: 'Harbour Street forum' })).toBeVisible();
	return ben;
}

async function joinsByLink(browser: Browser, ada: Person, link: string): Promise<Person> {
	const cleo = await Person.arrive(browser, ada.server, 'Cleo', { viewport: { width: 360, height: 740 } });
	const { page } = cleo;
	await page.goto(link);
	await page.getByLabel('Your email address').fill('cleo@example.org');
	await page.getByRole('button', { name: 'Send me a code' }).click();
	const letter = await ada.server.letter('cleo@example.org');
	await page.getByLabel('Your name').fill('Cleo Costa');
	await page.getByLabel('The code from the mail').fill(/^ {4}(\d{6})/m.exec(letter)?.[1] ?? '');
	await cleo.seesNothingWrong();
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Harbour Street forum' })).toBeVisible();
	return cleo;
}

async function proposesAnItem(who: Person, title: string, minutes: number): Promise<void> {
	const { page } = who;
	await page.goto(`${process(who)}/proposals/new`);
	await page.getByLabel('An agenda item').check();
	await page.getByLabel('Title').fill(title);
	await page.getByLabel('What should we talk about, and why?').fill('It has waited for *two years*.');
	await page.getByRole('spinbutton').fill(String(minutes));
	await page.getByRole('button', { name: 'Put it forward' }).click();
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

async function proposesASymbol(who: Person): Promise<void> {
	const { page } = who;
	await page.goto(`${process(who)}/proposals/new`);
	await page.getByLabel('A symbolic change').check();
	await page.getByLabel('Title').fill('Take the chain off the landing stage');
	await page.getByLabel('What is the symbol?').fill('A rusty chain');
	await page.getByLabel('What does it stand for?').fill('That the river belongs to a few.');
	await page.getByLabel('Change it').check();
	await page.getByLabel('Which small action would show it?').fill('Open it on one Saturday.');
	await who.seesNothingWrong();
	await page.getByRole('button', { name: 'Put it forward' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Take the chain off the landing stage' })).toBeVisible();
	await who.seesNothingWrong();
}

async function setsTheMinutes(ada: Person, minutes: Record<string, number>): Promise<void> {
	const { page } = ada;
	await page.goto(`${process(ada)}/review`);
	for (const [title, value] of Object.entries(minutes)) {
		await page.getByRole('textbox', { name: `Minutes: ${title}`, exact: true }).fill(String(value));
	}
	await ada.seesNothingWrong();
	await page.getByRole('button', { name: /Save \d changes/ }).click();
	await expect(page.getByText(/^What you said of 3 proposals is saved/).first()).toBeVisible();
}

async function opensARound(ada: Person): Promise<string> {
	const { page } = ada;
	await page.goto(`${process(ada)}/rounds/new`);
	await page.getByLabel('Title').fill('What we talk about in spring');
	await page.getByRole('spinbutton', { name: 'Minutes to give away' }).fill('60');
	await page.getByRole('button', { name: 'Choose all' }).click();
	await page.getByLabel('Ticks that fit').check();
	await page.getByLabel('Equal shares').check();
	await page.getByLabel('Closes').fill(localTime(3));
	await ada.seesNothingWrong();
	await page.getByRole('button', { name: 'Make the draft' }).click();
	await expect(page.getByText('This round is prepared and not open yet.')).toBeVisible();
	await ada.seesNothingWrong();
	await namesAuditors(ada, 'Ada Birch', 'Ben Okoro');
	await page.getByRole('button', { name: 'Open the round' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog).toContainText('3 people may vote');
	await expect(dialog).toContainText('Ada Birch and Ben Okoro');
	await expect(dialog).toContainText('After opening nobody can change this.');
	await ada.seesNothingWrong();
	await dialog.getByRole('button', { name: 'Open the round' }).click();
	await expect(page.getByText('How many have voted is shown after the close')).toBeVisible();
	await ada.seesNothingWrong();
	return page.url();
}

/** Of so few voters only totals are published; the auditors get the ballots. */
async function namesAuditors(ada: Person, one: string, other: string): Promise<void> {
	const { page } = ada;
	await page.getByRole('button', { name: 'Change these terms' }).click();
	await expect(page.getByRole('radio', { name: 'Totals' })).toBeChecked();
	await expect(page.getByRole('radio', { name: 'Ballots without names' })).toBeDisabled();
	await expect(page.getByRole('button', { name: 'Open the round' })).toHaveAttribute('aria-disabled', 'true');
	const auditors = page.getByRole('group', { name: 'Auditors' });
	const save = page.getByRole('button', { name: 'Save the terms' });
	await auditors.getByLabel('Member').selectOption({ label: one });
	await auditors.getByRole('button', { name: 'Name as auditor' }).click();
	await save.click();
	await expect(auditors.getByText('Name at least one more')).toBeVisible();
	await ada.seesNothingWrong();
	await auditors.getByLabel('Member').selectOption({ label: other });
	await auditors.getByRole('button', { name: 'Name as auditor' }).click();
	await save.click();
	await expect(page.getByRole('definition').filter({ hasText: `${one} and ${other}` })).toBeVisible();
	await ada.seesNothingWrong();
}

/** A day ahead, as an input for date and time takes it. */
function localTime(days: number): string {
	const at = new Date(Date.now() + days * 86_400_000);
	return `${at.toISOString().slice(0, 10)}T18:00`;
}

async function votes(who: Person, round: string, titles: string[]): Promise<void> {
	const { page } = who;
	await page.goto(round);
	await expect(page.getByText('Not sent yet.').first()).toBeVisible();
	for (const title of titles) await page.getByRole('checkbox', { name: new RegExp(`^\\d+\\. ${title}`) }).check();
	await who.seesNothingWrong();
	await sends(who);
}

async function sends(who: Person): Promise<void> {
	const { page } = who;
	await page.getByRole('button', { name: /Look over and send/ }).click();
	const dialog = page.getByRole('dialog');
	await who.seesNothingWrong();
	await dialog.getByRole('button', { name: 'Send my ballot' }).click();
	await expect(page.getByText(/^Sent \d\d?:\d\d.* You can change it until/).first()).toBeVisible();
	await who.seesNothingWrong();
}

async function changesTheBallot(who: Person): Promise<void> {
	const { page } = who;
	const path = page.getByRole('checkbox', { name: /A path along the bank/ });
	await path.check();
	await expect(page.getByText(/minutes too many/).first()).toBeVisible();
	await expect(page.getByRole('button', { name: /Look over and send again/ })).toHaveAttribute('aria-disabled', 'true');
	await who.seesNothingWrong();
	await page.getByRole('checkbox', { name: /Who looks after the steps/ }).uncheck();
	await expect(page.getByText('Changed since you sent it: not sent yet.').first()).toBeVisible();
	await page.reload();
	await expect(path).toBeChecked();
	await sends(who);
}

async function closesAndReads(ada: Person, round: string): Promise<void> {
	const { page } = ada;
	await page.goto(round);
	await expect(page.getByText('You are the only organiser')).toBeVisible();
	await page.getByRole('button', { name: 'Close now' }).click();
	await ada.seesNothingWrong();
	await page.getByRole('dialog').getByRole('button', { name: /close/i }).first().click();
	await expect(page.getByText('The round is over.')).toBeVisible(); // counted meanwhile, and not reloaded
	await expect(page.getByText('3 of 3 people voted')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Keep the checkpoint' })).toBeVisible();
	await ada.seesNothingWrong();
}

async function makesAndPublishesTheAgenda(ada: Person): Promise<string> {
	const { page } = ada;
	await page.getByRole('link', { name: 'Make the agenda' }).first().click();
	await expect(page.getByRole('heading', { level: 1, name: 'Make the agenda' })).toBeVisible();
	await page.getByLabel('Title').fill('Spring meeting');
	await page.getByLabel('Starts').fill(localTime(10));
	await page.getByLabel('Place').fill('Boathouse');
	await ada.seesNothingWrong();
	await page.getByRole('button', { name: 'Make the agenda' }).click();
	await expect(page.getByText('This is a draft.')).toBeVisible();
	await ada.seesNothingWrong();
	await page.getByLabel('Place').fill('Boathouse, upper floor');
	await page.getByLabel('Starts').fill(localTime(11));
	await page.getByRole('button', { name: 'Save the changes' }).click();
	await expect(page.getByText('Everything is saved.')).toBeVisible();
	await page.getByRole('button', { name: 'Publish the agenda' }).click();
	await ada.seesNothingWrong();
	await page.getByRole('dialog').getByRole('button', { name: 'Publish the agenda' }).click();
	const open = page.getByRole('link', { name: 'The public agenda' });
	await expect(open).toBeVisible();
	await ada.seesNothingWrong();
	return (await open.getAttribute('href')) ?? '';
}

async function anybodyReads(browser: Browser, server: Person['server'], address: string): Promise<void> {
	const dora = await Person.arrive(browser, server, 'Dora', { javaScriptEnabled: false });
	const { page } = dora;
	await page.goto(address);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Spring meeting');
	await expect(page.getByText('18:00').first()).toBeVisible();
	await expect(page.getByText('Chosen in round').first()).toBeVisible();
	for (const [end, sign] of Object.entries({ '.ics': 'BEGIN:VCALENDAR', '.md': 'Spring meeting', '.json': '"slots"' })) {
		const file = await dora.context.request.get(address + end);
		expect(file.status()).toBe(200);
		expect(await file.text()).toContain(sign);
	}
	const open = await Person.arrive(browser, server, 'Dora');
	await open.page.goto(address);
	await open.seesNothingWrong();
}

test('three people go from a proposal to a published agenda', async ({ browser, server }) => {
	const ada = await beginsAsFirstOrganiser(browser, server);
	await makesAProcess(ada);
	await writesThePurpose(ada);
	const link = await invites(ada);
	const ben = await joinsByLetter(browser, ada);
	const cleo = await joinsByLink(browser, ada, link);

	await proposesAnItem(ben, 'Who looks after the steps?', 30);
	await ben.page.goto(`${process(ben)}/proposals`);
	await proposesASymbol(cleo);
	await expect(ben.page.getByText('Take the chain off the landing stage')).toBeVisible(); // heard, not reloaded
	await ben.seesNothingWrong();
	await proposesAnItem(ben, 'A path along the bank', 45);
	await setsTheMinutes(ada, { 'Who looks after the steps?': 30, 'A path along the bank': 45, 'Take the chain off the landing stage': 15 });

	const round = await opensARound(ada);
	await votes(ben, round, ['Who looks after the steps', 'Take the chain off']);
	await changesTheBallot(ben);
	await votes(cleo, round, ['Take the chain off', 'Who looks after the steps']);
	await votes(ada, round, ['Take the chain off']);

	await closesAndReads(ada, round);
	await ben.page.goto(round);
	await expect(ben.page.getByText('The round is over.')).toBeVisible();
	await cleo.page.goto(round);
	await verifiesTheBundle(cleo);
	await countsAgain(ada);
	await checksOnThePage(ada);
	const address = await makesAndPublishesTheAgenda(ada);
	await anybodyReads(browser, server, address);
});
