import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { Server } from './server';

export { expect };

interface Kit {
	server: Server;
}

interface Servers {
	/** The server of a file; the one of the file before is stopped. */
	serverOf: (file: string) => Promise<Server>;
}

/** Each file has a server of its own, on the database of the project. */
export const test = base.extend<Kit, Servers>({
	serverOf: [
		async ({}, use, info) => {
			let running: { file: string; server: Server } | undefined;
			await use(async (file) => {
				if (running?.file === file) return running.server;
				await running?.server.stop();
				running = { file, server: await Server.start(info.project.metadata.database as 'sqlite' | 'postgres') };
				return running.server;
			});
			await running?.server.stop();
		},
		{ scope: 'worker' }
	],
	server: async ({ serverOf }, use, info) => use(await serverOf(info.file))
});

/** A person with a browser of their own. */
export class Person {
	private constructor(
		readonly name: string,
		readonly context: BrowserContext,
		readonly page: Page,
		readonly server: Server
	) {}

	static async arrive(browser: Browser, server: Server, name: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Person> {
		const context = await browser.newContext({ baseURL: server.base, ...options });
		const page = await context.newPage();
		page.setDefaultTimeout(30_000);
		page.on('pageerror', (error) => {
			throw new Error(`${name} met an error: ${error.message}`);
		});
		return new Person(name, context, page, server);
	}

	/** Goes down to a part of the page, which is read then. */
	async comesTo(title: string): Promise<void> {
		await this.page.getByRole('heading', { level: 2, name: title }).evaluate((heading) => heading.scrollIntoView());
	}

	/** Nothing is wider than the window: on a desk and on the smallest phone, there also from right to left. */
	async fitsEverywhere(): Promise<void> {
		const before = this.page.viewportSize();
		for (const [width, direction] of [[320, 'rtl'], [320, 'ltr'], [1280, 'ltr']] as const) {
			await this.page.setViewportSize({ width, height: 900 });
			const wider = await this.page.evaluate((dir) => {
				document.documentElement.setAttribute('dir', dir);
				return document.documentElement.scrollWidth - window.innerWidth;
			}, direction);
			expect(wider, `${this.page.url()} is wider than ${width} px (${direction})`).toBeLessThanOrEqual(0);
		}
		if (before) await this.page.setViewportSize(before);
	}

	/** Nothing that axe can find, by WCAG 2.2 AA and its best practices, in light and in dark. */
	async seesNothingWrong(): Promise<void> {
		for (const colorScheme of ['light', 'dark'] as const) {
			await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await this.page.waitForFunction(settled, colorScheme);
			const found = await new AxeBuilder({ page: this.page }).analyze();
			expect(
				found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`),
				`${this.name} at ${this.page.url()} in ${colorScheme}`
			).toEqual([]);
		}
		await this.page.emulateMedia({ colorScheme: 'light' });
	}
}

/** The page has taken on a colour scheme, painted it, and moves no more. */
async function settled(scheme: string): Promise<boolean> {
	await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
	const still = document.getAnimations().every(({ playState }) => playState !== 'running');
	return still && matchMedia(`(prefers-color-scheme: ${scheme})`).matches;
}
