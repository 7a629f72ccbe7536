import type { components } from '../src/lib/api/schema';
import { Caller } from './caller';
import { expect, Person, test } from './kit';
import { standsUp } from './meeting';
import { Server } from './server';

type Schemas = components['schemas'];

test.describe.configure({ mode: 'serial' });

let ada: Caller;
let ben: Caller;
let home: string;
/** Other servers that a browser asked for something. */
const elsewhere: string[] = [];

test.beforeAll(async ({ browser, server }) => {
	ada = await Caller.first(await Person.arrive(browser, server, 'Ada'), 'Ada Birch', 'ada@example.org');
	const { id } = await ada.call<Schemas['Process']>('POST', '/processes', { name: 'Mill Lane', time_zone: 'Europe/Vienna' });
	home = `/processes/${id}`;
	await ada.call('POST', `${home}/invitations`, { kind: 'mail', role: 'participant', emails: ['ben@example.org'] });
	ben = await Caller.invited(await Person.arrive(browser, server, 'Ben', { viewport: { width: 390, height: 800 } }), 'Ben Okoro', 'ben@example.org');
	for (const { person } of [ada, ben])
		person.context.on('request', (request) => {
			if (new URL(request.url()).origin !== server.base && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
		});
});

test('an organiser lets proposals have a place', async () => {
	const { page } = ada.person;
	await page.goto(`${home}/proposals`);
	await expect(page.getByRole('link', { name: 'On a map' })).toHaveCount(0);
	await page.goto(home);
	await page.getByRole('link', { name: 'Settings of this process' }).click();
	await page.getByRole('button', { name: 'Let proposals have a place' }).click();
	await expect(page.getByText('Proposals can have a place now.').first()).toBeVisible();
	await standsUp(ada.person);
	const place = { name: 'The landing stage', latitude: 48_208_200, longitude: 16_373_800 };
	await ada.call('POST', `${home}/proposals`, { kind: 'agenda_item', title: 'Lamps', minutes: 10, place });
});

test('a draft gets its place by keyboard, a link, and nobody else sees either', async () => {
	const { page } = ben.person;
	await page.goto(`${home}/proposals/new`);
	await page.getByLabel('Title').fill('A bench by the water');
	await page.getByLabel('Where would it be?').fill('The quay');
	await page.getByText('Choose it on the map', { exact: true }).click();
	const map = page.getByRole('application', { name: 'Map to choose the place' });
	await expect(map.getByText('The landing stage')).toBeVisible();
	await map.focus();
	for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', '+', 'Enter']) await page.keyboard.press(key);
	await expect(page.getByLabel('Its point')).toHaveValue(/^48\.2\d+, 16\.37\d+$/);
	await page.getByRole('button', { name: 'Add a link' }).click();
	await page.getByLabel('What is there?').fill('A plan of the quay');
	await page.getByLabel('Its address').fill('javascript:alert(1)');
	await page.getByRole('button', { name: 'Add the link' }).click();
	await expect(page.getByLabel('Its address')).toHaveAccessibleDescription(/begins with https/);
	await page.getByLabel('Its address').fill('https://plans.example.org/quay?of=1998');
	await page.getByRole('button', { name: 'Add the link' }).click();
	await expect(page.getByText('plans.example.org', { exact: true })).toBeVisible();
	await expect(page.getByText('only its authors see them')).toBeVisible();
	const link = page.getByRole('link', { name: 'A plan of the quay' });
	await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow ugc');
	await standsUp(ben.person);
	const [draft] = (await ben.call<Schemas['ListProposalLine']>('GET', `${home}/proposals?state=private`)).items;
	await expect(ada.call('GET', `/proposals/${draft?.id}/attachments`)).rejects.toThrow('404');
	expect((await ada.call<Schemas['Places']>('GET', `${home}/places`)).items).toHaveLength(1);
	await page.getByRole('button', { name: 'Put it forward' }).click();
	await expect(page.getByRole('application', { name: 'Map: The quay' })).toBeVisible();
	await expect(page.getByText(/^48\.2\d+° north, 16\.37\d+° east$/)).toBeVisible();
	await expect(link).toBeVisible();
	await standsUp(ben.person);
	await ben.person.fitsEverywhere();
});

test('all places stand on one map, and in a list that says the same', async () => {
	const { page } = ada.person;
	await page.goto(`${home}/proposals`);
	await page.getByRole('link', { name: 'On a map' }).click();
	const map = page.getByRole('application', { name: /^Map with 2 places/ });
	await expect(map.getByText('2', { exact: true })).toBeVisible();
	await expect(page.getByRole('region', { name: 'The places' }).getByRole('listitem')).toHaveText([/A bench by the water.*The quay/s, /Lamps.*The landing stage/s]);
	await expect(page.getByText('no other server is asked')).toBeVisible();
	await standsUp(ada.person);
	await ada.person.fitsEverywhere();
	await map.getByTitle('Lamps').click();
	await expect(page.getByRole('heading', { name: 'Lamps' })).toBeVisible();
	expect(elsewhere).toEqual([]);
});

test('pictures come from the one server of the settings, and only once they are asked for', async ({ browser }) => {
	const server = await Server.start('sqlite', ['--map-tiles', 'https://tile.example.org/{z}/{x}/{y}.png', '--map-credit', '© Mappers']);
	const cleo = await Caller.first(await Person.arrive(browser, server, 'Cleo'), 'Cleo Arce', 'cleo@example.org');
	const { page, context } = cleo.person;
	const asked: string[] = [];
	await context.route(/^https:\/\/tile\.example\.org\//, (route) => {
		asked.push(route.request().url());
		return route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>' });
	});
	const { id } = await cleo.call<Schemas['Process']>('POST', '/processes', { name: 'Hill', time_zone: 'UTC' });
	await cleo.call('PUT', `/processes/${id}/places`, { places: true });
	await page.goto(`/processes/${id}/proposals/new`);
	await page.getByText('Choose it on the map', { exact: true }).click();
	await expect(page.getByText('would come from tile.example.org')).toBeVisible();
	expect(asked).toEqual([]);
	await page.getByRole('button', { name: 'Show the map' }).click();
	await expect(page.getByText('Map: © Mappers. It comes from tile.example.org')).toBeVisible();
	await expect.poll(() => asked.length).toBeGreaterThan(0);
	await expect(page.locator('img.leaflet-tile-loaded').first()).toBeAttached();
	await context.close();
	await server.stop();
});
