import type { Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema';
import { expect, test } from './kit';
import { anEvening, at, standsUp, type Evening } from './meeting';

test.describe.configure({ mode: 'serial' });

type Meeting = components['schemas']['Meeting'];

// In the order of the agenda: 10, 20 and 30 minutes.
const lamps = 'Lamps for the landing stage';
const path = 'A path along the bank';
const steps = 'Who looks after the steps?';
let evening: Evening;
let ada: Page;
let ben: Page;
/** The big screen in the hall, on Ada's account. */
let hall: Page;

const now = (page: Page, title: string) => expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();

test.beforeAll(async ({ browser, server }) => {
	evening = await anEvening(browser, server, 7);
	[ada, ben] = [evening.ada.person.page, evening.ben.person.page];
	hall = await evening.ada.person.context.newPage();
	await hall.setViewportSize({ width: 1920, height: 1080 });
});

test('it begins by itself on everybody\'s page and on the big screen', async () => {
	for (const page of [ada, ben]) {
		await page.goto(evening.address);
		await expect(page.getByRole('heading', { level: 1, name: 'Spring meeting' })).toBeVisible();
	}
	await hall.goto(`${evening.address}/screen`);
	await expect(hall.getByText('Begins soon')).toBeVisible();
	await expect(ben.getByRole('button', { name: 'Begin the meeting' })).toHaveCount(0);
	await standsUp(evening.ben.person);
	await standsUp(evening.ada.person);
	await ada.getByRole('button', { name: 'Begin the meeting' }).click();
	await expect(ada.getByRole('button', { name: /^Begin: / })).toBeVisible();
	await expect(ben.getByText('Nothing at the moment')).toBeVisible();
	await ada.getByRole('button', { name: `Begin: ${lamps}` }).click();
	await now(ada, lamps);
	await now(ben, lamps);
	await expect(ben.getByRole('timer').filter({ hasText: '10 minutes left' })).toBeVisible();
	await expect(hall.getByRole('heading', { level: 1, name: lamps })).toBeVisible();
	await expect(hall.getByText(`Next: ${path}`)).toBeVisible();
});

test('it runs over: the big screen says so, and whoever leads shortens the rest, or ends later', async () => {
	await expect(hall.getByText(/^We are \d+ minutes over$/)).toBeVisible();
	await expect(ben.getByText(/^We are \d+ minutes over\.$/)).toBeVisible();
	await expect(ben.getByRole('button', { name: 'Shorten the rest' })).toHaveCount(0);
	await standsUp(evening.ada.person);
	await ada.getByRole('button', { name: 'Shorten the rest' }).click();
	await expect(ada.getByText(/^We are in time\./)).toBeVisible();
	await expect(ben.getByText(/^We are in time\./)).toBeVisible();
	await ada.getByRole('spinbutton', { name: `Minutes for ${lamps}` }).fill('60');
	await ada.getByRole('spinbutton', { name: `Minutes for ${lamps}` }).blur();
	await ada.getByRole('button', { name: /^End at/ }).click();
	await expect(ada.getByText(/^We are in time\./)).toBeVisible();
	await expect(ben.getByRole('timer').filter({ hasText: /(59|60) minutes left/ })).toBeVisible();
});

test('who is there checks in, asks for the floor, and gets it', async () => {
	const code = (await hall.locator('.code strong').textContent()) ?? '';
	await ben.getByLabel('The code from the big screen').fill('000');
	await ben.getByRole('button', { name: 'I am here' }).click();
	await expect(ben.getByText('This is not the code of this meeting.').first()).toBeVisible();
	await ben.getByLabel('The code from the big screen').fill(code);
	await ben.getByRole('button', { name: 'I am here' }).click();
	await expect(ben.getByText('You are checked in.')).toBeVisible();
	await expect(ada.getByText(/^One person has checked in|One person has checked in\./).first()).toBeVisible();

	await ben.getByLabel(/^For whom do you speak/).fill('Mill');
	await ben.getByRole('button', { name: 'Ask for the floor' }).click();
	await expect(ben.getByText('You are on the list, at place 1.')).toBeVisible();
	await expect(ada.getByText('for Mill. First time.')).toBeVisible();
	await ada.getByText('Add somebody who has no device').click();
	await ada.getByLabel('Name', { exact: true }).fill('Dora Lang');
	await ada.getByRole('button', { name: 'Put on the list' }).click();
	await expect(ada.getByRole('button', { name: 'Give the floor to Dora Lang' })).toBeVisible();
	await standsUp(evening.ada.person);
	await ada.getByRole('button', { name: 'Give the floor to Ben Okoro' }).click();
	await expect(ben.getByText('You have the floor.')).toBeVisible();
	await standsUp(evening.ben.person);
	await ada.getByRole('button', { name: 'Nobody speaks now' }).click();
	await expect(ben.getByText('Nobody has the floor.')).toBeVisible();
});

test('a show of hands, on the phone and on the big screen', async () => {
	await ada.getByText('Ask everybody something').click();
	await ada.getByLabel('Question', { exact: true }).fill('Shall we sweep them together?');
	await ada.getByRole('radio', { name: 'Consent' }).check();
	await ada.getByRole('button', { name: 'Ask it now' }).click();
	await expect(hall.getByRole('heading', { name: 'Shall we sweep them together?' })).toBeVisible();
	await expect(ben.getByText(/show of hands and no secret ballot/)).toBeVisible();
	await ben.getByRole('button', { name: 'I object' }).click();
	await ben.getByLabel('What would have to change?').fill('Not on Sundays.');
	await standsUp(evening.ben.person);
	await ben.getByRole('button', { name: 'Send my objection' }).click();
	await expect(ben.getByText('Your answer: I object.')).toBeVisible();
	await ben.getByRole('button', { name: 'I agree' }).click();
	await expect(ben.getByText('Your answer: I agree.')).toBeVisible();
	await expect(hall.getByText('One answer so far')).toBeVisible();
	await ada.getByRole('button', { name: 'Close the question' }).click();
	await expect(hall.getByText('Agreed: nobody objects.')).toBeVisible();
	await expect(ben.getByText('Agreed: nobody objects.')).toBeVisible();
	await standsUp(at(evening.ada.person, hall));
});

test('minutes save themselves, and a decision is read by everybody', async () => {
	await ada.getByLabel('Minutes of this item').fill('Everybody wants *clean* steps.');
	await expect(ada.getByText('Saved.', { exact: true })).toBeVisible();
	await ada.getByLabel('What became of it').selectOption('Decided');
	await ada.getByLabel('What was decided', { exact: true }).fill('We sweep on Saturdays.');
	await ada.getByLabel(/^Who sees to it/).fill('Ben');
	await ada.getByLabel(/^Until/).fill('2030-12-01');
	await ada.getByRole('button', { name: 'Take it down' }).click();
	await expect(ben.getByText('We sweep on Saturdays.')).toBeVisible();
	await expect(ben.getByText('Ben sees to it')).toBeVisible();
	await ben.reload();
	await expect(ben.getByText('Outcome: Decided')).toBeVisible();
});

test('without a connection the clock goes on, and what was done arrives afterwards', async () => {
	const { context } = evening.ada.person;
	await context.setOffline(true);
	await expect(ada.getByText('You are offline.')).toBeVisible();
	await ada.getByRole('button', { name: `Next: ${path}` }).click();
	await now(ada, path);
	await ada.getByLabel('What was decided', { exact: true }).fill('A path of gravel.');
	await ada.getByRole('button', { name: 'Take it down' }).click();
	await expect(ada.getByText(/waits to be sent$/)).toBeVisible();
	await expect(ada.getByText(/what you do is kept and sent\. 2 things wait to be sent\./)).toBeVisible();
	await expect(ada.getByRole('timer').filter({ hasText: /minutes left/ }).first()).toBeVisible();
	await now(ben, lamps);
	await context.setOffline(false);
	await now(ben, path);
	await expect(ben.getByText('A path of gravel.')).toBeVisible();
	await expect(ada.getByText('You are offline.')).toHaveCount(0);
	await now(ada, path);
	await expect(hall.getByRole('heading', { level: 1, name: path })).toBeVisible();
});

test('when somebody else went on meanwhile, it says so and shows where the meeting is', async () => {
	const { context } = evening.ada.person;
	const about = `/agendas/${evening.agenda}/meeting`;
	const { version, slots } = await evening.ada.call<Meeting>('GET', about);
	const other = slots.find(({ title }) => title === steps);
	await context.setOffline(true);
	await ada.getByRole('button', { name: 'Pause' }).click();
	await expect(ada.getByText(/One thing waits to be sent\./)).toBeVisible();
	await evening.ada.call('POST', `${about}/next`, { slot: other?.id, version });
	await context.setOffline(false);
	await expect(ada.getByText('Somebody else went on meanwhile')).toBeVisible();
	await now(ada, steps);
	await evening.ada.person.seesNothingWrong();
	await ada.getByRole('button', { name: 'Close this message' }).click();
});

test('it ends, and the minutes are published', async () => {
	await ada.getByRole('button', { name: 'End the meeting' }).click();
	await expect(ada.getByRole('dialog').getByText('“Who looks after the steps?” ends with it.')).toBeVisible();
	await evening.ada.person.seesNothingWrong();
	await ada.getByRole('dialog').getByRole('button', { name: 'End the meeting' }).click();
	await expect(ben.getByText(/^The meeting is over. It ended at/)).toBeVisible();
	await expect(hall.getByRole('heading', { level: 1, name: 'The meeting is over' })).toBeVisible();
	await expect(ben.getByText('The minutes are not published yet.')).toBeVisible();
	await standsUp(evening.ada.person);
	await ada.getByRole('button', { name: 'Publish the minutes' }).click();
	await ada.getByRole('dialog').getByRole('button', { name: 'Publish the minutes' }).click();
	await expect(ben.getByRole('link', { name: 'The minutes' })).toHaveAttribute('href', /^\/a\/[^/]+\/minutes$/);
	await expect(ben.getByText('We sweep on Saturdays.')).toBeVisible();
	await standsUp(evening.ben.person);
});
