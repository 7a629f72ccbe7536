import type { Browser } from '@playwright/test';
import type { components } from '../src/lib/api/schema';
import { Caller } from './caller';
import { expect, Person, test } from './kit';

test.describe.configure({ mode: 'serial' });

let ada: Caller;
let ben: Caller;
let cleo: Caller;
let process: string;
let proposals: string[];

/** Ada and Ben organise, Cleo takes part; three proposals wait for a round. */
async function gather(browser: Browser, server: Person['server']): Promise<void> {
	ada = await Caller.first(await Person.arrive(browser, server, 'Ada'), 'Ada Birch', 'ada@example.org');
	const made = await ada.call<components['schemas']['Process']>('POST', '/processes', { name: 'Mill Lane', purpose: 'The mill is for all.', time_zone: 'Europe/Vienna' });
	process = made.id;
	for (const [role, emails] of Object.entries({ organiser: ['ben@example.org'], participant: ['cleo@example.org'] })) {
		await ada.call('POST', `/processes/${process}/invitations`, { kind: 'mail', role, emails });
	}
	ben = await Caller.invited(await Person.arrive(browser, server, 'Ben'), 'Ben Okoro', 'ben@example.org');
	cleo = await Caller.invited(await Person.arrive(browser, server, 'Cleo'), 'Cleo Núñez', 'cleo@example.org');
	const symbol = { kind: 'symbolic_change' as const, symbol: 'A rusty chain', stands_for: 'That the river belongs to a few.', wish: 'change' as const, small_action: 'Open it on one Saturday.' };
	proposals = [
		await ada.proposes(process, { title: 'Who looks after the steps?' }, 30),
		await ada.proposes(process, { title: 'A path along the bank' }, 45),
		await ada.proposes(process, { title: 'Take the chain off the landing stage', ...symbol }, 15)
	];
}

/** The page is there, axe finds nothing in light and dark, and nothing is wider than the window, here and on a phone. */
async function standsUp({ person }: Caller): Promise<void> {
	for (const width of [1280, 360]) {
		await person.page.setViewportSize({ width, height: 800 });
		const wider = await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wider, `${person.page.url()} is wider than ${width} px`).toBeLessThanOrEqual(0);
		await person.seesNothingWrong();
	}
	await person.page.setViewportSize({ width: 1280, height: 800 });
}

test.beforeAll(async ({ browser, server }) => gather(browser, server));

test('a vote on paper, from the desk to the outcome', async () => {
	const { page } = ada.person;
	const round = await ada.opens(process, { title: 'What we talk about', proposals, ballot: { kind: 'approval' } }, 'paper_counts');
	const home = `/processes/${process}/rounds/${round.id}`;
	await cleo.votes(round, { '1': 1 });
	await ben.votes(round, { '2': 1 });

	await page.goto(home);
	await page.getByRole('link', { name: 'Hand out sheets to vote on paper' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Hand out sheets' })).toBeVisible();
	await expect(page.getByText('takes back what they sent, at once')).toBeVisible();
	await expect(page.getByText('0 of 3 people have a sheet.')).toBeVisible();
	await standsUp(ada);
	const box = page.getByRole('searchbox', { name: 'Find a name' });
	await box.pressSequentially('nunez');
	await box.press('Enter');
	await expect(page.getByRole('button', { name: 'Hand out a sheet: Cleo Núñez' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByText('Has a sheet', { exact: true })).toBeVisible();
	await expect(box).toBeFocused();
	await page.keyboard.type('birch'); // what was there is marked, and typed over
	await page.getByRole('button', { name: 'Hand out a sheet: Ada Birch' }).click();
	await expect(page.getByText('2 of 3 people have a sheet.')).toBeVisible();
	await page.getByRole('button', { name: 'Came back unused: Ada Birch' }).click();
	await ada.person.seesNothingWrong();
	await page.getByRole('dialog').getByRole('button', { name: 'It came back unused' }).click();
	await expect(page.getByText('1 of 3 people has a sheet.')).toBeVisible();
	await standsUp(ada);

	await ada.call('POST', `/rounds/${round.id}/close`);
	await page.goto(home);
	await page.getByRole('link', { name: 'Type in the sheets' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Type in the sheets' })).toBeVisible();
	await expect(page.getByText('No sheet is typed in yet.')).toBeVisible();
	const serial = page.getByLabel('Number of the sheet');
	await serial.fill('kr7-1');
	await serial.press('Enter');
	await page.keyboard.press('1');
	await page.keyboard.press('3');
	await expect(page.getByRole('checkbox', { name: /^3\. Take the chain/ })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByText('KR7-1 is typed in once.')).toBeVisible();
	await expect(serial).toBeFocused();
	await expect(serial).toHaveValue('KR7-');
	await expect(page.getByRole('button', { name: 'Start the count' })).toHaveAccessibleDescription('1 sheet is typed in once only.');
	await standsUp(ada);

	const second = ben.person.page;
	await second.goto(`${home}/sheets`);
	await second.getByLabel('Number of the sheet').fill('KR7-001');
	await expect(second.getByText('Ada Birch typed it in the first time.')).toBeVisible();
	await expect(second.getByRole('radio', { name: 'for the second time' })).toBeChecked();
	await second.getByRole('checkbox', { name: /^1\. Who looks/ }).check();
	await second.getByRole('checkbox', { name: /^2\. A path/ }).check();
	await second.getByRole('button', { name: 'Next sheet' }).click();
	await expect(second.getByText('KR7-1 was typed in differently the other time.')).toBeVisible();

	const both = page.getByRole('table', { name: 'Sheet KR7-1' }); // heard, not reloaded
	await expect(both.getByRole('row', { name: /^2\. A path along the bank differs – ticked/ })).toBeVisible();
	await expect(both.getByRole('row', { name: /^1\. Who looks after the steps\? ticked ticked/ })).toBeVisible();
	await standsUp(ada);
	await second.getByRole('button', { name: 'Type the second again: KR7-1' }).click();
	await second.keyboard.press('1');
	await second.keyboard.press('3');
	await second.keyboard.press('Enter');
	await expect(second.getByText('KR7-1 is typed in twice and the same.')).toBeVisible();
	await standsUp(ben);

	await page.getByRole('button', { name: 'Start the count' }).click();
	await expect(page.getByRole('dialog')).toContainText('1 sheet is counted with what was sent.');
	await ada.person.seesNothingWrong();
	await page.getByRole('dialog').getByRole('button', { name: 'Start the count' }).click();
	await expect(page.getByText('The round is over.')).toBeVisible();
	await expect(page.getByText('2 of 3 people voted')).toBeVisible();
	await page.goto(`${home}/sheets`);
	await expect(page.getByText('This round is counted.')).toBeVisible();
	const outcome = await ada.call<components['schemas']['Outcome']>('GET', `/rounds/${round.id}/outcome`);
	// Cleo’s sheet counts and what she sent does not; Ben’s ballot does.
	expect(Object.fromEntries(outcome.items.map(({ key, support }) => [key, support]))).toEqual({ '1': 1, '2': 1, '3': 1 });
});

test('who has sent a ballot that counts gets no sheet, and hears why', async () => {
	const { page } = ada.person;
	const round = await ada.opens(process, { title: 'What we talk about in autumn', proposals, ballot: { kind: 'points', points: 10, cap: 5 } }, 'online_counts');
	await cleo.votes(round, { '1': 5 });
	await page.goto(`/processes/${process}/rounds/${round.id}/desk`);
	await page.getByRole('button', { name: 'Hand out a sheet: Cleo Núñez' }).click();
	await expect(page.getByText('This person has voted online, and that ballot counts. Hand out no sheet.')).toBeVisible();
	await standsUp(ada);
	await page.getByRole('link', { name: 'Print blank sheets' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Blank sheets' })).toBeVisible();
	await expect(page.getByRole('article')).toHaveCount(1);
	await standsUp(ada);
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('article')).toHaveCount(3);
	await expect(page.getByRole('article').last()).toContainText(/[A-Z]{2}\d-003/);
	await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
	await page.emulateMedia({ media: 'screen' });
});
