import { join } from 'node:path';
import { beginsAsFirstOrganiser, process } from './begin';
import { expect, test, type Person } from './kit';

test.describe.configure({ mode: 'serial' });

let ada: Person;
let home: string;

test.beforeAll(async ({ browser, server }) => {
	ada = await beginsAsFirstOrganiser(browser, server);
	await ada.page.getByRole('button', { name: 'Make the example' }).click();
	await expect(ada.page.getByRole('heading', { level: 1, name: 'Riverside partners' })).toBeVisible();
	home = process(ada);
});

async function opensRound(title: string): Promise<void> {
	await ada.page.goto(`${home}/rounds`);
	await ada.page.getByRole('link', { name: title }).first().click();
	await expect(ada.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** The page is there, axe finds nothing, and nothing is wider than the window. */
async function standsUp(): Promise<void> {
	await expect(ada.page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(ada.page.locator('.skeleton')).toHaveCount(0);
	const wider = await ada.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	expect(wider, `${ada.page.url()} is wider than its window`).toBeLessThanOrEqual(0);
	await ada.seesNothingWrong();
}

const pages = ['', '/purpose', '/phases', '/proposals', '/proposals/new', '/review', '/members', '/rounds', '/rounds/new', '/agendas'];

for (const width of [320, 1280]) {
	for (const direction of ['ltr', 'rtl'] as const) {
		test(`every page of the example at ${width} px, ${direction}`, async () => {
			await ada.page.setViewportSize({ width, height: 800 });
			const turn = (): Promise<void> => ada.page.evaluate((dir) => void (document.documentElement.dir = dir), direction);
			for (const path of pages) {
				await ada.page.goto(home + path);
				await turn();
				await standsUp();
			}
			for (const title of ['What we talk about in spring', 'What we talk about in summer']) {
				await opensRound(title);
				await turn();
				await standsUp();
			}
			await ada.page.goto(`${home}/agendas`);
			await ada.page.getByRole('link', { name: 'Spring meeting' }).first().click();
			await turn();
			await standsUp();
			await ada.page.goto(home.replace('/processes/', '/p/') + '/agenda');
			await turn();
			await standsUp();
		});
	}
}

test('a ballot by keyboard alone', async () => {
	const { page } = ada;
	await page.setViewportSize({ width: 1280, height: 800 });
	await opensRound('What we talk about in summer');
	const tabTo = async (role: 'button' | 'spinbutton', name: RegExp): Promise<void> => {
		for (let presses = 0; presses < 60; presses++) {
			await page.keyboard.press('Tab');
			if ((await page.getByRole(role, { name }).and(page.locator(':focus')).count()) === 1) return;
		}
		throw new Error(`the keyboard does not reach the ${role} ${name}`);
	};
	for (let i = 0; i < 2; i++) {
		await tabTo('spinbutton', /Points for/);
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('ArrowUp');
	}
	await expect(page.getByText('4 of 10 points, 6 left').first()).toBeVisible();
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowUp');
	await expect(page.getByText('3 of 10 points, 7 left').first()).toBeVisible();
	await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
	await tabTo('button', /Look over and send/);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog')).toBeVisible();
	await tabTo('button', /Send my ballot/);
	await page.keyboard.press('Enter');
	await expect(page.getByText(/^Sent \d\d?:\d\d.* You can change it until/).first()).toBeVisible();
});

for (const election of ['tie_cost_differs', 'points_zero_and_repeat', 'ordinal_last_gets_zero', 'fractional_budget']) {
	test(`an imported election, ${election}, can be looked at`, async () => {
		const file = join(import.meta.dirname, '../../voting/testdata/edge', `${election}.pb`);
		const printed = ada.server.run('import', '--url', ada.server.base, file);
		await ada.page.goto(/Outcome: (\S+)/.exec(printed)?.[1] ?? '');
		await expect(ada.page.getByText('The round is over.')).toBeVisible();
		await standsUp();
		await ada.page.goto(/Agenda: +(\S+)/.exec(printed)?.[1] ?? '');
		await standsUp();
	});
}

test('a symbol is gently held, the round is closed, and the ballots are counted by other rules', async () => {
	const { page } = ada;
	await page.setViewportSize({ width: 1280, height: 800 });
	await opensRound('What we talk about in summer');
	await page.getByRole('checkbox', { name: /Rather hold it gently.*Meet outside/ }).check();
	await page.getByRole('button', { name: 'Look over and send' }).first().click();
	await expect(page.getByRole('dialog').getByText('To be gently held')).toBeVisible();
	await page.getByRole('dialog').getByRole('button', { name: 'Send my ballot' }).click();
	await expect(page.getByText(/^Sent \d/).first()).toBeVisible();
	await standsUp();
	await page.getByRole('button', { name: 'Close now' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Close now' }).click();
	await expect(page.getByRole('heading', { name: 'Gently held' })).toBeVisible();
	await expect(page.getByText('1 voter would hold it gently')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'What became of your ballot' })).toBeVisible();
	await page.getByRole('button', { name: 'Count by other rules' }).click();
	await expect(page.getByRole('table', { name: 'Not official: what each rule would have chosen' })).toBeVisible();
	for (const width of [1280, 320]) {
		await page.setViewportSize({ width, height: 800 });
		await standsUp();
	}
});

test('a rule is tried on made-up ballots and chosen before anybody votes', async () => {
	const { page } = ada;
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.goto(`${home}/rounds/new`);
	await page.getByLabel('Title').fill('What we talk about in autumn');
	await page.getByRole('button', { name: 'Choose all' }).click();
	await page.getByRole('button', { name: 'Make the draft' }).click();
	await ada.comesTo('Try the rules');
	await expect(page.getByRole('table', { name: /of 30 made-up ballots/ })).toBeVisible();
	await page.getByRole('radio', { name: 'want much the same' }).check();
	await page.getByRole('button', { name: 'Make up other voters' }).click();
	await page.getByRole('radio', { name: 'Phragmén’s rule' }).check();
	await page.getByRole('button', { name: 'Count by this rule' }).click();
	await expect(page.getByRole('columnheader', { name: 'Phragmén’s rule (chosen for this round)' })).toBeVisible();
	for (const width of [1280, 320]) {
		await page.setViewportSize({ width, height: 800 });
		await standsUp();
	}
});

test('the example can be thrown away', async () => {
	const { page } = ada;
	await page.goto(home);
	await page.getByRole('button', { name: 'Delete the example' }).click();
	await ada.seesNothingWrong();
	await page.getByRole('dialog').getByRole('button', { name: 'Delete the example' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Your processes' })).toBeVisible();
	await expect(page.getByText('Riverside partners')).toHaveCount(0);
});
