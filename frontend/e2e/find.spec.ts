import { readFile } from 'node:fs/promises';
import { beginsAsFirstOrganiser, process } from './begin';
import { expect, test, type Person } from './kit';

test.describe.configure({ mode: 'serial' });

let ada: Person;
let home: string;

test.beforeAll(async ({ browser, server }) => {
	ada = await beginsAsFirstOrganiser(browser, server);
	const { page } = ada;
	await page.getByRole('button', { name: 'Make the example' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Riverside partners' })).toBeVisible();
	home = process(ada);
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

/** A picture of one point. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const rows = [
	'Title\tMinutes\tText\tTags\tRemarks',
	'Lamps on the mill bridge\t20\tIt is dark there from five o’clock on.\tlight; after dark\t',
	'A bench in the shade\tsoon\tFor those who cannot walk far.\t\tasked twice',
	'"Where do ""wheels"" go?"\t15\tBetween the path and the weir.\t\t',
	'=Reading room\t10\tWith a formula for a name.\t\t',
	'Keep the ferry bell\t10\tThis one is there already.\t\t'
].join('\n');

test('five rows are pasted, one is mended, one is known, and four are put forward', async () => {
	const { page } = ada;
	await page.goto(`${home}/proposals`);
	await page.getByRole('link', { name: 'Import from a spreadsheet' }).click();
	await page.getByLabel('The rows').fill(rows);
	await standsUp();
	await page.getByRole('button', { name: 'Show what becomes of them' }).click();
	await expect(page.getByRole('heading', { name: '5 rows were understood' })).toBeFocused();
	await expect(page.getByText(/^The columns are: Title, Minutes, Text,? and Tags. 1 column is left out.$/)).toBeVisible();
	await expect(page.getByText('There is a proposal with this title already.')).toBeVisible();
	await expect(page.getByRole('checkbox', { name: 'Put forward “Keep the ferry bell”' })).not.toBeChecked();
	const send = page.getByRole('button', { name: 'Put 4 proposals forward' });
	await expect(send).toHaveAttribute('aria-disabled', 'true');
	await standsUp();
	await page.getByRole('spinbutton', { name: 'Minutes' }).fill('25');
	await page.keyboard.press('Tab');
	await send.click();
	await expect(page.getByText('4 proposals were put forward.').first()).toBeVisible();
	await expect(page.getByRole('link', { name: 'Lamps on the mill bridge' })).toBeVisible();
});

test('a search finds them, also by a word that is misspelt', async () => {
	const { page } = ada;
	await page.getByRole('link', { name: 'Search', exact: true }).click();
	await page.getByLabel('What are you looking for?').fill('brigde lamps');
	await page.keyboard.press('Enter');
	const first = page.getByRole('main').getByRole('listitem').first();
	await expect(first.getByRole('link', { name: 'Lamps on the mill bridge' })).toBeVisible();
	await expect(first.locator('mark').first()).toHaveText('Lamps');
	await expect(page.getByText('Nothing has “brigde” in it.')).toBeVisible();
	expect(page.url()).toContain('q=brigde+lamps');
	await standsUp();
	await page.getByLabel('What are you looking for?').fill('elephants');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Nothing speaks of “elephants”.').first()).toBeVisible();
});

test('who writes the same again is told of it, and keeps the focus', async () => {
	const { page } = ada;
	await page.goto(`${home}/proposals/new`);
	const title = page.getByRole('textbox', { name: 'What would we talk about?' }).or(page.locator('input[name="title"]')).first();
	await title.fill('More lamps at the bridge');
	await expect(page.getByRole('heading', { name: /proposals? sounds? similar/ })).toBeVisible();
	await expect(title).toBeFocused();
	const found = page.getByRole('listitem').filter({ hasText: 'Lamps on the mill bridge' });
	await expect(found.getByText('Both speak of')).toContainText('lamps');
	await found.getByText('Lamps on the mill bridge').click();
	await expect(found.getByRole('link', { name: 'Read it in a new window' })).toBeVisible();
	await standsUp();
});

test('an author attaches a picture, which others see by its words too', async () => {
	const { page } = ada;
	await page.goto(`${home}/proposals`);
	await page.getByRole('link', { name: 'Lamps on the mill bridge' }).click();
	await expect(page.getByRole('link', { name: 'after dark' })).toBeVisible(); // a tag that came with the rows
	await page.getByRole('button', { name: 'Attach a picture or a PDF' }).click();
	await page.locator('input[type="file"]').setInputFiles({ name: 'bridge.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') });
	await page.getByRole('button', { name: 'Attach it' }).click();
	await expect(page.getByText('Write what the picture shows.').first()).toBeVisible();
	await page.getByLabel('What does it show?').fill('The bridge without a lamp');
	await page.getByRole('button', { name: 'Attach it' }).click();
	const picture = page.getByRole('img', { name: 'The bridge without a lamp' }).and(page.locator('img'));
	await expect(picture).toBeVisible();
	expect(await picture.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(1);
	await page.getByRole('button', { name: 'Attach a picture or a PDF' }).click();
	await standsUp();
	await page.getByRole('button', { name: 'Remove “The bridge without a lamp”' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
	await expect(picture).toHaveCount(0);
});

test('the table has them, and no formula', async () => {
	const { page } = ada;
	await page.goto(`${home}/proposals`);
	const arriving = page.waitForEvent('download');
	await page.getByRole('button', { name: 'As a table (.csv)' }).click();
	const table = await readFile(await (await arriving).path(), 'utf8');
	expect(table).toContain('Lamps on the mill bridge');
	expect(table).toContain('"Where do ""wheels"" go?"');
	expect(table).toContain(",'=Reading room,");
});

test('the language of the process is changed, and the search goes on answering', async () => {
	const { page } = ada;
	await page.goto(`${home}/settings`);
	await page.getByRole('button', { name: 'Change the language' }).click();
	await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'German' });
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('Most is written in German.')).toBeVisible();
	await standsUp();
	await page.goto(`${home}/search?q=mill+lamps`);
	await expect(page.getByRole('link', { name: 'Lamps on the mill bridge' })).toBeVisible();
});
