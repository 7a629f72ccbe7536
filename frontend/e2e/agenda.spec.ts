import { join } from 'node:path';
import { beginsAsFirstOrganiser, process } from './begin';
import { expect, test, type Person } from './kit';

test.describe.configure({ mode: 'serial' });

let ada: Person;
let home: string;
let round: string;

test.beforeAll(async ({ browser, server }) => {
	ada = await beginsAsFirstOrganiser(browser, server);
	const { page } = ada;
	await page.getByRole('button', { name: 'Make the example' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Riverside partners' })).toBeVisible();
	home = process(ada);
	await page.goto(`${home}/rounds`);
	await page.getByRole('link', { name: 'What we talk about in spring' }).first().click();
	await expect(page.getByRole('heading', { level: 1, name: 'What we talk about in spring' })).toBeVisible();
	round = page.url().split('/').pop() ?? '';
});

/** Axe finds nothing, and nothing is wider than the window: on a desk and on the smallest phone. */
async function standsUp(): Promise<void> {
	for (const width of [320, 1280]) {
		await ada.page.setViewportSize({ width, height: 900 });
		const wider = await ada.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wider, `${ada.page.url()} is wider than ${width} px`).toBeLessThanOrEqual(0);
		await ada.seesNothingWrong();
	}
}

/** What stands on the agenda, in the order of its times. */
async function titles(): Promise<string[]> {
	return ada.page.getByRole('list', { name: 'The day' }).getByRole('heading', { level: 3 }).allTextContents();
}

async function tabTo(name: string | RegExp): Promise<void> {
	const { page } = ada;
	for (let presses = 0; presses < 80; presses++) {
		await page.keyboard.press('Tab');
		if ((await page.getByRole('button', { name }).and(page.locator(':focus')).count()) === 1) return;
	}
	throw new Error(`the keyboard does not reach the button ${String(name)}`);
}

async function saves(): Promise<void> {
	const save = ada.page.getByRole('button', { name: 'Save the changes' });
	await save.click();
	await expect(save).toHaveCount(0);
	await expect(ada.page.getByText('Everything is saved.')).toBeVisible();
}

test('a meeting is planned, and one sentence says what is left for items', async () => {
	const { page } = ada;
	await page.goto(`${home}/agendas/new?round=${round}`);
	await page.getByLabel('Title').fill('Spring meeting, once more');
	await page.getByLabel('Starts').fill('2027-03-05T18:00');
	await page.getByLabel('Ends').fill('2027-03-05T19:30');
	await expect(page.getByRole('spinbutton', { name: 'Or: how long it takes' })).toHaveValue('90');
	await expect(page.getByText('1 h 30 min, all of it for items.')).toBeVisible();
	await page.getByRole('button', { name: 'Add a break' }).click();
	const tea = page.getByRole('group', { name: 'Break', exact: true });
	await tea.getByLabel('What').fill('Tea');
	const lasts = page.getByRole('group', { name: 'Tea' });
	await lasts.getByLabel('At', { exact: true }).fill('18:40');
	await lasts.getByRole('spinbutton').fill('15');
	await page.getByRole('spinbutton', { name: 'Minutes kept free' }).fill('5');
	await page.keyboard.press('Tab');
	await expect(page.getByText('1 h 30 min, less Tea 15 and 5 kept free: 70 minutes for items.')).toBeVisible();
	await page.getByLabel('Down to half').check();
	await standsUp();
	await page.getByRole('button', { name: 'Make the agenda' }).click();
	await expect(page.getByText('This is a draft.')).toBeVisible();
	expect(await titles()).toEqual([
		'Who looks after the bathing place?', 'Take the chain off the landing stage', 'Tea', 'Money: what did we spend, what is left?', 'Keep the ferry bell'
	]);
	await expect(page.getByText(/^It gets 2\d minutes: its least, 15, and \d of the 15 that 2 items shared by their support/).first()).toBeVisible();
	await standsUp();
});

test('items are rearranged by keyboard alone, and what departs asks for its reason', async () => {
	const { page } = ada;
	await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
	await tabTo('Move Who looks after the bathing place?');
	await page.keyboard.press('Space');
	await expect(page.getByText(/^Lifted: Who looks after the bathing place\?, place 1 of 4, 18:00/)).toBeAttached();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await expect(page.getByText(/^Who looks after the bathing place\?, place 3 of 4, /)).toBeAttached();
	await page.keyboard.press('Escape');
	await expect(page.getByText(/^Back where it was: .*, place 1 of 4, 18:00/)).toBeAttached();
	await page.keyboard.press('Enter');
	await page.keyboard.press('End');
	await page.keyboard.press('Enter');
	await expect(page.getByText(/^Dropped: .*, place 4 of 4/)).toBeAttached();
	await expect(page.getByRole('button', { name: 'Move Who looks after the bathing place?' })).toBeFocused();
	expect((await titles()).at(-1)).toBe('Who looks after the bathing place?');
	await expect(page.getByLabel('Why the items stand in another order')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Publish the agenda' })).toHaveAttribute('aria-disabled', 'true');
	await page.keyboard.press('Control+z');
	expect((await titles())[0]).toBe('Who looks after the bathing place?');
	await expect(page.getByText('Everything is saved.')).toBeVisible();
});

test('an item can be dragged', async () => {
	const { page } = ada;
	await page.setViewportSize({ width: 1280, height: 1600 });
	const handle = page.getByRole('button', { name: 'Move Keep the ferry bell' });
	const first = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Who looks after' }) });
	const [from, to] = [await handle.boundingBox(), await first.boundingBox()];
	if (!from || !to) throw new Error('nothing to drag');
	await page.mouse.move(from.x + 10, from.y + 10);
	await page.mouse.down();
	await page.mouse.move(from.x + 12, from.y - 10, { steps: 4 });
	await page.mouse.move(to.x + 40, to.y + 6, { steps: 8 });
	await page.mouse.move(to.x + 42, to.y + 8);
	await page.mouse.up();
	await expect(page.getByText(/^Dropped: Keep the ferry bell, place 1 of 4, 18:00/)).toBeAttached();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText('Everything is saved.')).toBeVisible();
});

test('too long a day says so, and is fitted again', async () => {
	const { page } = ada;
	await page.getByRole('spinbutton', { name: 'Minutes for Take the chain off the landing stage' }).fill('75');
	await page.keyboard.press('Tab');
	await expect(page.getByText(/\d+ minutes over: it would end at/)).toBeVisible();
	await expect(page.getByLabel('Why it departs from the outcome')).toBeVisible();
	await standsUp();
	await page.getByRole('button', { name: 'Fit into the time' }).click();
	await expect(page.getByText(/minutes over/)).toHaveCount(0);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText(/minutes over/)).toBeVisible();
	await page.getByRole('button', { name: 'Redo' }).click();
	await expect(page.getByText(/minutes over/)).toHaveCount(0);
});

test('a reason is given for what nobody voted on, and the agenda is published', async () => {
	const { page } = ada;
	await page.getByText('Details of Keep the ferry bell').click();
	await page.getByRole('button', { name: 'Leave out Keep the ferry bell' }).click();
	await expect(page.getByRole('heading', { name: 'Did not fit' })).toBeVisible();
	await page.getByLabel('Why it is left out').fill('The bell is being repaired.');
	await page.getByRole('button', { name: 'An item of ours' }).click();
	const title = page.getByRole('textbox', { name: 'Title' }).first();
	await expect(title).toBeFocused();
	await title.fill('A word from the harbour');
	await expect(page.getByRole('button', { name: 'Publish the agenda' })).toHaveAccessibleDescription(/Give the reason/);
	await page.getByLabel('Why it is here').fill('The harbour closes a road.');
	await page.getByRole('textbox', { name: 'Facilitator' }).fill('Greta Huber');
	await page.getByRole('button', { name: 'Add a sub-item' }).click();
	await page.getByRole('textbox', { name: 'What', exact: true }).fill('Where it closes');
	await standsUp();
	await saves();
	await expect(page.getByLabel('Why it departs from the outcome')).toBeVisible(); // with the bell gone there is more for the others
	await page.getByRole('button', { name: 'Fit into the time' }).click();
	await expect(page.getByLabel('Why it departs from the outcome')).toHaveCount(0);
	await saves();
	await page.getByRole('button', { name: 'Publish the agenda' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByLabel('Tell the members by mail')).toBeChecked();
	await ada.seesNothingWrong();
	await dialog.getByRole('button', { name: 'Publish the agenda' }).click();
	await expect(page.getByRole('link', { name: 'The public agenda' })).toBeVisible();
});

test('it is changed and published with a note, then called off', async () => {
	const { page } = ada;
	await page.getByLabel('Place (optional)').fill('Boathouse');
	await page.getByRole('button', { name: 'Add a break' }).click();
	await page.getByRole('textbox', { name: 'Title' }).first().fill('Stretch');
	await page.getByRole('button', { name: 'Remove Stretch' }).click();
	await saves();
	await page.getByRole('button', { name: 'Publish it again' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByText('It is somewhere else.')).toBeVisible();
	await dialog.getByLabel('What changed, and why').fill('We have found a room.');
	await dialog.getByLabel('Tell the members by mail').uncheck();
	await expect(dialog.getByText('Nobody gets a mail.')).toBeVisible();
	await dialog.getByRole('button', { name: 'Publish it again' }).click();
	await expect(page.getByText('It was changed since it was published.')).toHaveCount(0);
	await page.getByRole('button', { name: 'Cancel the meeting' }).click();
	await expect(page.getByText('This meeting does not take place.')).toBeVisible();
	await saves();
	await page.getByRole('button', { name: 'Publish it again' }).click();
	await expect(dialog.getByText('It says that the meeting does not take place.')).toBeVisible();
	await dialog.getByRole('button', { name: 'Not now' }).click();
	await standsUp();
});

test('an item is fixed at its time, another one waits for its condition', async () => {
	const { page } = ada;
	await page.getByText('Details of Take the chain off the landing stage').click();
	await page.getByRole('button', { name: /^Fix it at/ }).click();
	const at = page.getByRole('textbox', { name: 'Begins at' });
	await at.fill('19:00');
	await at.blur();
	await expect(page.getByRole('button', { name: 'Move Take the chain off the landing stage' })).toHaveCount(0);
	await page.getByText('Details of Take the chain off the landing stage').click();
	await page.getByText('Details of Who looks after the bathing place?').click();
	await page.getByLabel('It does not begin before a certain time').check();
	const before = page.getByRole('textbox', { name: 'Not before' });
	await before.fill('18:30');
	await before.blur();
	await expect(page.getByRole('list', { name: 'The day' }).getByText('18:30').first()).toBeVisible();
	await standsUp();
	await saves();
	await expect(page.getByText('19:00').first()).toBeVisible();
});

test('two organisers at once keep what each of them wrote', async () => {
	const { page, context } = ada;
	await page.getByLabel('Place (optional)').fill('Boathouse, upper floor');
	const other = await context.newPage();
	await other.goto(page.url());
	await other.getByLabel('Place (optional)').fill('Town hall');
	await other.getByRole('button', { name: 'Save the changes' }).click();
	await expect(other.getByText('Everything is saved.')).toBeVisible();
	await page.getByRole('button', { name: 'Save the changes' }).click();
	await expect(page.getByRole('heading', { name: /Somebody changed this/ })).toBeFocused();
	await expect(page.getByText('Town hall').first()).toBeVisible();
	await standsUp();
	await page.getByRole('button', { name: 'Save mine in its place' }).click();
	await expect(page.getByText('Everything is saved.')).toBeVisible();
	await expect(page.getByLabel('Place (optional)')).toHaveValue('Boathouse, upper floor');
});

test('an imported election becomes a meeting of an hour and a half', async () => {
	const { page, server } = ada;
	const file = join(import.meta.dirname, '../../voting/testdata/edge/fractional_budget.pb');
	const outcome = /Outcome: (\S+)/.exec(server.run('import', '--url', server.base, file))?.[1] ?? '';
	const [, imported = '', election = ''] = /(\/processes\/[^/]+)\/rounds\/([^/]+)/.exec(outcome) ?? [];
	await page.goto(`${imported}/agendas/new?round=${election}`);
	await page.getByLabel('Title').fill('What the city chose');
	await page.getByLabel('Starts').fill('2027-03-05T18:00');
	await page.getByLabel('Ends').fill('2027-03-05T19:30');
	await page.getByRole('button', { name: 'Add a break' }).click();
	await page.getByRole('button', { name: 'Make the agenda' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'What the city chose' })).toBeVisible();
	await expect(page.getByText(/^1 h 30 min, less Break 10: 80 minutes for items\./)).toBeVisible();
	await standsUp();
});
