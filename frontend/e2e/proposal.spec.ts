import { Caller } from './caller';
import { expect, Person, test } from './kit';

test.describe.configure({ mode: 'serial' });

let ada: Person;
let ben: Person;
let cleo: Person;
let home: string;
let ids: string[];

/** Ada organises, Ben and Cleo take part; each has put something forward that sounds like the others. */
test.beforeAll(async ({ browser, server }) => {
	ada = await Person.arrive(browser, server, 'Ada');
	const first = await Caller.first(ada, 'Ada', 'ada@example.org');
	const { id } = await first.call<{ id: string }>('POST', '/processes', { name: 'River', time_zone: 'Europe/Vienna' });
	const emails = ['ben@example.org', 'cleo@example.org'];
	await first.call('POST', `/processes/${id}/invitations`, { kind: 'mail', emails, role: 'participant' });
	ben = await Person.arrive(browser, server, 'Ben', { viewport: { width: 360, height: 740 } });
	cleo = await Person.arrive(browser, server, 'Cleo');
	const second = await Caller.invited(ben, 'Ben', 'ben@example.org');
	const third = await Caller.invited(cleo, 'Cleo', 'cleo@example.org');
	ids = [];
	for (const [who, title, text] of [
		[first, 'Lamps for the path', 'It is dark from the bridge on.'],
		[second, 'A path that is lit', 'Nobody walks there at night.'],
		[third, 'Benches along the path', 'So that one can sit.']
	] as const) {
		ids.push((await who.call<{ id: string }>('POST', `/processes/${id}/proposals`, { kind: 'agenda_item', title, text, minutes: 15 })).id);
	}
	await third.call('PUT', `/proposals/${ids[0] ?? ''}/support`, { support: true });
	home = `/processes/${id}`;
});

test('a draft goes from one device to another, and nobody else sees it', async ({ browser, server }) => {
	const { page } = ben;
	await page.goto(`${home}/proposals/new`);
	await page.getByRole('textbox', { name: 'Title' }).fill('Otters have come back');
	await expect(page.getByText(/^Your draft is saved/)).toBeVisible();
	await ben.seesNothingWrong();
	await ben.fitsEverywhere();
	await cleo.page.goto(`${home}/proposals`);
	await expect(cleo.page.getByRole('link', { name: 'Benches along the path' })).toBeVisible();
	await expect(cleo.page.getByText('Otters have come back')).toHaveCount(0);
	const desk = await Person.arrive(browser, server, 'Ben at his desk');
	await Caller.signsIn(desk, 'ben@example.org');
	await desk.page.goto(`${home}/proposals`);
	await desk.page.getByRole('region', { name: 'Your drafts' }).getByRole('link', { name: 'Otters have come back' }).click();
	await expect(desk.page.getByRole('textbox', { name: 'Title' })).toHaveValue('Otters have come back');
	await desk.page.getByRole('textbox', { name: 'What should be decided?' }).fill('Do we close the weir at night?');
	await desk.page.getByRole('button', { name: 'Put it forward' }).click();
	await expect(desk.page.getByRole('heading', { level: 1, name: 'Otters have come back' })).toBeVisible();
	await expect(desk.page.getByText('Do we close the weir at night?')).toBeVisible();
	await desk.context.close();
});

test('three proposals become one, and one author refuses', async () => {
	const { page } = ada;
	await page.goto(`${home}/proposals/${ids[0] ?? ''}`);
	await expect(page.getByRole('heading', { level: 1, name: 'Lamps for the path' })).toBeVisible();
	await ada.seesNothingWrong();
	await ada.fitsEverywhere();
	await page.getByRole('link', { name: 'Suggest that it becomes one with others' }).click();
	for (const title of ['A path that is lit', 'Benches along the path']) await page.getByRole('button', { name: `Add ${title}` }).click();
	await expect(page.getByRole('textbox', { name: 'What should we talk about, and why?' })).toHaveValue(/It is dark.*\*\*A path that is lit.*\*\*Benches along the path/s);
	await page.getByRole('textbox', { name: 'Title' }).fill('A path for the evening');
	await page.getByRole('textbox', { name: 'Why?', exact: true }).fill('All three are about the same path.');
	await ada.seesNothingWrong();
	await ada.fitsEverywhere();
	await page.getByRole('button', { name: 'Ask the authors' }).click();
	await expect(page.getByText('The authors are asked. Nothing has changed yet.')).toBeVisible();
	const blend = new URL(page.url()).pathname;
	await ben.page.goto(blend);
	await ben.page.getByRole('button', { name: 'I agree' }).click();
	await expect(ben.page.getByText('You agreed.', { exact: false })).toBeVisible();
	await ben.fitsEverywhere();
	await cleo.page.goto(blend);
	await cleo.page.getByRole('textbox', { name: 'Do you want to say why?' }).fill('Benches are something else.');
	await cleo.page.getByRole('button', { name: 'Not with mine' }).click();
	await expect(cleo.page.getByText('You did not want it.', { exact: false })).toBeVisible();
	await expect(page.getByText('Benches are something else.')).toBeVisible();
	await ada.seesNothingWrong();
	await page.getByRole('button', { name: 'Go on with those who agreed' }).click();
	await expect(page.getByText('It is done.', { exact: true })).toBeVisible();
});

test('whoever supported an original carries the support over, and the lineage can be read', async () => {
	const { page } = cleo;
	await expect.poll(() => cleo.server.letter('cleo@example.org')).toContain('A path for the evening');
	await page.goto(`${home}/proposals/${ids[0] ?? ''}`);
	await page.getByRole('link', { name: /A path for the evening/ }).first().click();
	await page.getByRole('button', { name: 'Support this too' }).click();
	await expect(page.getByText('1 person supports it', { exact: false })).toBeVisible();
	await cleo.comesTo('What came of what');
	const lineage = page.getByRole('region', { name: 'What came of what' });
	await expect(lineage.getByRole('listitem')).toHaveText([/Lamps for the path.*part of another/, /A path that is lit.*part of another/, /A path for the evening.*Came from “Lamps for the path” · “A path that is lit”/]);
	await cleo.seesNothingWrong();
	await cleo.fitsEverywhere();
	await page.goto(`${home}/proposals/${ids[2] ?? ''}`);
	await expect(page.getByRole('link', { name: 'Suggest that it becomes one with others' })).toBeVisible();
});

test('others suggest words, and the author takes them', async () => {
	const { page } = ben;
	await page.goto(`${home}/proposals/${ids[2] ?? ''}`);
	await page.getByRole('button', { name: 'Suggest other words' }).click();
	await page.getByRole('textbox', { name: 'Title' }).fill('Benches along the path, in the shade');
	await page.getByRole('textbox', { name: 'Why is it better so?' }).fill('It is hot there.');
	await page.getByRole('button', { name: 'Send it to the authors' }).click();
	await ben.comesTo('Other words that were suggested');
	await expect(page.getByText('waits for the authors', { exact: false })).toBeVisible();
	await cleo.page.reload();
	await cleo.comesTo('Other words that were suggested');
	await expect(cleo.page.getByRole('insertion')).toContainText('in the shade');
	await cleo.seesNothingWrong();
	await cleo.page.getByRole('button', { name: 'Take these words' }).click();
	await expect(cleo.page.getByRole('heading', { level: 1, name: 'Benches along the path, in the shade' })).toBeVisible();
	await cleo.page.getByText('What it said before').click();
	await expect(cleo.page.getByText('As it was put forward', { exact: false })).toBeVisible();
});

test('on a phone, what is being written is found to be there already, and one joins it', async () => {
	const { page } = ben;
	await page.goto(`${home}/proposals/new`);
	await page.getByRole('textbox', { name: 'Title' }).fill('Bench for the paths');
	await page.getByText('Benches along the path, in the shade').click();
	await ben.seesNothingWrong();
	await ben.fitsEverywhere();
	await page.getByRole('button', { name: 'Join Benches along the path, in the shade instead' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Benches along the path, in the shade' })).toBeVisible();
	await expect(page.getByText('You support it.', { exact: false })).toBeVisible();
	await page.getByRole('button', { name: 'Ask to be an author' }).click();
	await expect(page.getByText('asks to join')).toBeVisible();
	await page.goto(`${home}/proposals`);
	await expect(page.getByRole('region', { name: 'Your drafts' }).getByRole('link', { name: 'Bench for the paths' })).toBeVisible();
});
