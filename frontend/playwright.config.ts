import { defineConfig } from '@playwright/test';

const args = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

/** The journeys: every file once on the embedded database and once on Postgres, each on a server of its own. */
export default defineConfig({
	testDir: './e2e',
	timeout: 600_000,
	expect: { timeout: 15_000 },
	workers: 2,
	retries: 0,
	forbidOnly: true,
	reporter: [['list']],
	use: {
		browserName: 'chromium',
		launchOptions: { executablePath: process.env.CHROMIUM, args },
		locale: 'en-GB',
		timezoneId: 'Europe/Vienna',
		trace: 'retain-on-failure'
	},
	projects: [
		{ name: 'sqlite', metadata: { database: 'sqlite' } },
		{ name: 'postgres', metadata: { database: 'postgres' }, testMatch: /path\.spec\.ts/ }
	]
});
