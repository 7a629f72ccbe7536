import { readFileSync } from 'node:fs';
import type { Download } from '@playwright/test';
import { process } from './begin';
import { expect, test, type Person } from './kit';
import { arrives, beginsWithAnOpenRound, kept, line, more, sends, standsUp } from './voter';

test.describe.configure({ mode: 'serial' });

let ada: Person;
let round: string;

test.beforeAll(async ({ browser, server }) => {
	ada = await beginsWithAnOpenRound(browser, server);
	round = ada.page.url();
});

test('practice sends nothing', async () => {
	const { page } = ada;
	const asked: string[] = [];
	page.on('request', (request) => void (request.method() !== 'GET' && asked.push(request.url())));
	await page.getByRole('link', { name: 'Practise first' }).click();
	await expect(page.getByText('This is not sent and never counted.')).toBeVisible();
	await standsUp(ada);
	await more(ada, 0).click();
	await page.getByRole('button', { name: /Look over and send/ }).click();
	await ada.seesNothingWrong();
	await page.getByRole('dialog').getByRole('button', { name: 'Send as practice' }).click();
	await expect(page.getByRole('heading', { name: 'PRACTICE: your receipt would be here' })).toBeVisible();
	await expect(line(ada)).toHaveText('Practised. Nothing was sent, and nothing is counted.');
	await standsUp(ada);
	expect(asked.filter((url) => !url.includes('/session/'))).toEqual([]);
	expect((await kept(ada)).filter((name) => /:(kept|ballot|waiting):/.test(name))).toEqual([]);
	await page.getByRole('link', { name: 'Go to the real ballot' }).click();
	await expect(line(ada)).toHaveText('Not sent yet.');
});

test('a half-filled ballot survives a reload, and goes to another device by a link', async ({ browser }) => {
	const { page } = ada;
	await more(ada, 0).click();
	await more(ada, 0).click();
	await more(ada, 1).click();
	await page.reload();
	await expect(page.getByText('3 of 10 points, 7 left').first()).toBeVisible();
	await page.getByRole('button', { name: 'Go on with another device' }).click();
	await ada.seesNothingWrong();
	const link = await page.getByLabel('The link with your choices').inputValue();
	expect(link).toContain('#ballot=');
	await page.keyboard.press('Escape');

	const there = await arrives(browser, ada.server, 'Ada', 'ada@example.org');
	const asked: string[] = [];
	there.page.on('request', (request) => void asked.push(request.url()));
	await there.page.goto(link);
	await expect(there.page.getByText('3 of 10 points, 7 left').first()).toBeVisible();
	await expect(line(there)).toHaveText('Not sent yet.');
	expect(there.page.url()).toBe(round);
	expect(asked.filter((url) => decodeURIComponent(url).includes('ballot='))).toEqual([]);

	await more(there, 2).click();
	await there.page.goto('/');
	await there.page.goto(link);
	const dialog = there.page.getByRole('dialog', { name: 'Fill in the choices from your other device?' });
	await expect(dialog).toBeVisible();
	await there.seesNothingWrong();
	await dialog.getByRole('button', { name: 'Keep those from here' }).click();
	await expect(there.page.getByText('4 of 10 points, 6 left').first()).toBeVisible();
	await there.context.close();
});

test('sent while offline, it goes out when the device is back', async () => {
	const { page, context } = ada;
	const keys: string[] = [];
	page.on('request', (request) => void (request.method() === 'PUT' && keys.push(request.headers()['idempotency-key'] ?? '')));
	await context.setOffline(true);
	await sends(ada);
	await expect(line(ada)).toHaveText('Kept on this device. It will be sent when you are back online.');
	await standsUp(ada);
	await context.setOffline(false);
	await expect(line(ada)).toHaveText(/^Sent \d\d?:\d\d.* You can change it until/);
	expect(new Set(keys).size).toBeLessThanOrEqual(1);
	await standsUp(ada);
});

test('an answer that was lost: the page that opens again finds the ballot sent', async () => {
	const { page } = ada;
	await more(ada, 2).click();
	await page.route('**/ballot', async (route) => {
		if (route.request().method() !== 'PUT') return route.fallback();
		await route.fetch();
		await route.abort();
	});
	await sends(ada);
	await expect(line(ada)).toHaveText(/^Kept on this device\. It will be sent/);
	await page.unroute('**/ballot');
	await page.goto(`${process(ada)}/rounds`);
	await page.goto(round);
	await expect(line(ada)).toHaveText(/^Sent/);
	await expect(page.getByText('4 of 10 points, 6 left').first()).toBeVisible();
});

async function text(download: Download): Promise<string> {
	return readFileSync(await download.path(), 'utf8');
}

test('the receipt is saved, and checked', async () => {
	const { page } = ada;
	await page.getByRole('link', { name: 'Your receipt' }).click();
	const [receipt] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the receipt' }).click()]);
	expect(receipt.suggestedFilename()).toMatch(/^receipt-\w+-2\.txt$/);
	const note = await text(receipt);
	expect(note).toMatch(/^folkmoot\/receipt\/v1\n/);
	const [ballot] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save my ballot with its receipt' }).click()]);
	expect(JSON.parse(await text(ballot))).toMatchObject({ format: 'folkmoot/my-ballot/v1', revision: 2, receipt: note });
	await page.getByRole('button', { name: 'Check it' }).click();
	await expect(page.getByText('It names your ballot as this device has kept it.')).toBeVisible();
	await expect(page.getByText(/It is signed with the key of this ledger/)).toBeVisible();
	await standsUp(ada);

	await page.goto(`${round}/receipts`);
	await expect(page.getByRole('heading', { name: 'Ballot 1' })).toBeVisible();
	await page.getByLabel('The text of the receipt').last().fill(note.replace('revision 2', 'revision 3'));
	await page.getByRole('button', { name: 'Check it' }).last().click();
	await expect(page.getByText(/It is not signed with the key of this ledger/)).toBeVisible();
	await standsUp(ada);
	await page.goto(round);
});

test('two devices: the one that comes later is told, and chooses', async ({ browser }) => {
	const { page } = ada;
	const there = await arrives(browser, ada.server, 'Ada', 'ada@example.org');
	await there.page.goto(round);
	await expect(line(there)).toHaveText(/^Sent/);
	await more(there, 3).click();
	await sends(there);
	await expect(line(there)).toHaveText(/^Sent/);

	await more(ada, 0).click();
	await sends(ada);
	const two = page.getByRole('region', { name: 'You have two ballots' });
	await expect(two).toBeVisible();
	await expect(line(ada)).toHaveText(/^Not sent: a newer ballot of yours came/);
	await standsUp(ada);
	await two.getByRole('button', { name: 'Send the one from here' }).click();
	await expect(line(ada)).toHaveText(/^Sent/);

	await more(there, 1).click();
	await sends(there);
	await there.page.getByRole('button', { name: 'Keep the one from elsewhere' }).click();
	await expect(line(there)).toHaveText(/^Sent/);
	await there.context.close();
});

test('it can be taken back, and sent again', async () => {
	const { page } = ada;
	await page.getByRole('button', { name: 'Take my ballot back' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Take my ballot back' }).click();
	await expect(line(ada)).toHaveText(/^Taken back: it will not be counted/);
	await page.reload();
	await expect(line(ada)).toHaveText(/^Taken back/);
	await standsUp(ada);
	await sends(ada);
	await expect(line(ada)).toHaveText(/^Sent/);
});

test('a ballot that waits when the round closes is told about, and the outcome knows mine', async ({ browser }) => {
	const late = await arrives(browser, ada.server, 'Ada', 'ada@example.org');
	await late.page.goto(round);
	await expect(line(late)).toHaveText(/^Sent/);
	await more(late, 1).click();
	await late.context.setOffline(true);
	await sends(late);
	await expect(line(late)).toHaveText(/^Kept on this device/);

	const { page } = ada;
	await page.goto(round);
	await page.getByRole('button', { name: 'Close now' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Close now' }).click();
	await expect(page.getByText('The round is over.')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'What became of your ballot' })).toBeVisible();
	await expect(page.getByText('Only you see this.')).toBeVisible();
	await standsUp(ada);

	await late.context.setOffline(false);
	await expect(late.page.getByText('Your ballot could not be sent before the close. It was not counted.')).toBeVisible();
	await late.context.close();

	const stranger = await arrives(browser, ada.server, 'Ada', 'ada@example.org');
	await stranger.page.goto(round);
	await expect(stranger.page.getByText(/^After counting nobody knows any more whose ballot is whose/)).toBeVisible();
	await standsUp(stranger);
	await stranger.context.close();
});
