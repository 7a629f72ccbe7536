import { expect, test } from './kit';
import { arrives, beginsWithAnOpenRound, kept, line, more, sends, signsIn, standsUp } from './voter';

test.describe.configure({ mode: 'serial' });

let round: string;

test.beforeAll(async ({ browser, server }) => {
	const ada = await beginsWithAnOpenRound(browser, server);
	round = ada.page.url();
	await expect(ada.page.getByRole('link', { name: 'Turn this device into a shared tablet' })).toBeVisible();
});

/** The other organiser of the example. */
const amina = 'amina@example.invalid';

test('a shared tablet forgets everybody', async ({ browser, server }) => {
	const tablet = await arrives(browser, server, 'Amina', amina);
	const { page } = tablet;
	await page.goto(`${round}/kiosk`);
	await standsUp(tablet);
	await page.getByRole('button', { name: 'Start here' }).click();
	await expect(page.getByRole('button', { name: 'Vote', exact: true })).toBeVisible();
	await standsUp(tablet);
	expect(await kept(tablet)).toEqual(['folkmoot:kiosk']);

	await page.goto('/');
	await expect(page).toHaveURL(/\/kiosk$/);
	await page.getByRole('button', { name: 'Vote', exact: true }).click();
	await standsUp(tablet);
	await signsIn(tablet, 'chidi@example.invalid');
	await expect(page.getByText('Voting: Chidi Okafor')).toBeVisible();
	await expect(line(tablet)).toBeVisible();
	for (const field of await page.getByRole('spinbutton').all()) await field.fill('0');
	await more(tablet, 0).click();
	await standsUp(tablet);
	expect(await kept(tablet)).toEqual(['folkmoot:kiosk']);
	await page.getByRole('button', { name: 'Done', exact: true }).click();
	await expect(page.getByRole('dialog', { name: 'You have not sent your ballot' })).toBeVisible();
	await page.keyboard.press('Escape');
	await sends(tablet);
	await expect(line(tablet)).toHaveText(/^Sent/);
	await expect(page.getByText(/^folkmoot\/receipt\/v1/)).toBeVisible();
	await standsUp(tablet);
	expect(await kept(tablet)).toEqual(['folkmoot:kiosk']);

	await page.getByRole('button', { name: 'Done', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Vote', exact: true })).toBeVisible();
	await expect(page.getByText('Chidi Okafor')).toHaveCount(0);
	expect(await kept(tablet)).toEqual(['folkmoot:kiosk']);
	expect(await page.evaluate(() => Object.keys(sessionStorage).filter((name) => !name.startsWith('sveltekit:')))).toEqual([]);
	await page.reload();
	await expect(page.getByRole('button', { name: 'Vote', exact: true })).toBeVisible();
	const refreshed = await tablet.context.request.post('/api/v1/session/refresh', { headers: { Origin: tablet.server.base } });
	expect(refreshed.status()).toBe(401);
	await tablet.context.close();
});

test('whoever walks away from a shared tablet is signed out; only an organiser ends it', async ({ browser, server }) => {
	const tablet = await arrives(browser, server, 'Amina', amina);
	const { page } = tablet;
	await page.clock.install(); // nobody waits for a minute
	await page.goto(`${round}/kiosk`);
	await page.getByRole('button', { name: 'Start here' }).click();
	await page.getByRole('button', { name: 'Vote', exact: true }).click();
	await signsIn(tablet, amina);
	await expect(page.getByText('Voting: Amina Haddad')).toBeVisible();
	const warning = page.getByRole('dialog', { name: 'Are you still there?' });
	await page.clock.fastForward('00:46');
	await expect(warning).toBeVisible();
	await tablet.seesNothingWrong();
	await warning.getByRole('button', { name: 'I am still here' }).click();
	await expect(page.getByText('Voting: Amina Haddad')).toBeVisible();
	await page.clock.fastForward('01:01');
	await expect(page.getByRole('button', { name: 'Vote', exact: true })).toBeVisible();

	await page.getByRole('button', { name: 'For organisers: end this' }).click();
	await standsUp(tablet);
	await signsIn(tablet, amina);
	await expect(line(tablet)).toHaveText(/^Sent/);
	expect(await kept(tablet)).not.toContain('folkmoot:kiosk');
	await tablet.context.close();
});
