import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Person } from './kit';

const verifier = join(import.meta.dirname, '../../bin/folkmoot-verify');

/** Presses a button that hands over a file, and gives the path of the file. */
export async function saves(who: Person, button: string): Promise<string> {
	const coming = who.page.waitForEvent('download');
	await who.page.getByRole('button', { name: button }).click();
	const file = await coming;
	const path = join(who.server.data, `${who.name}-${file.suggestedFilename()}`);
	await file.saveAs(path);
	return path;
}

/** On the page of an outcome: the bundle holds for the program, and without the ballots it does not hold them. */
export async function verifiesTheBundle(who: Person): Promise<void> {
	const bundle = await saves(who, 'Download bundle.json');
	const checkpoint = await saves(who, 'Keep the checkpoint');
	const report = execFileSync(verifier, [bundle, '--checkpoint', checkpoint], { encoding: 'utf8' });
	expect(report).toContain('All that could be checked holds.');
	expect((JSON.parse(readFileSync(bundle, 'utf8')) as { ballots: unknown[] }).ballots).toEqual([]);
}

/** An auditor counts the ballots again with the line that stands on the page, and gets the same. */
export async function countsAgain(auditor: Person): Promise<void> {
	const { page, server } = auditor;
	const ballots = await saves(auditor, 'Download ballots.pb');
	await page.getByText('Only count again').click();
	const line = await page.getByText(/^folkmoot tally /).innerText();
	const printed = server.run(...line.split(' ').slice(1).map((word) => (word === 'ballots.pb' ? ballots : word)));
	const chosen = await page.getByRole('region', { name: /^Chosen: \d/ }).getByRole('heading', { level: 3 }).allInnerTexts();
	expect(chosen.length).toBeGreaterThan(0);
	const counted = printed.slice(printed.indexOf('Chosen, in this order'), printed.indexOf('Together'));
	expect(chosen.map((title) => counted.indexOf(title))).toEqual(chosen.map((title) => counted.indexOf(title)).sort((a, b) => a - b));
	for (const title of chosen) expect(counted).toContain(title);
}

/** An auditor lets the page "Check a vote" look at every ballot. */
export async function checksOnThePage(auditor: Person): Promise<void> {
	const { page } = auditor;
	const [audit, checkpoint] = [await saves(auditor, 'Download audit.json'), await saves(auditor, 'Keep the checkpoint')];
	await page.getByRole('link', { name: 'Check a vote' }).first().click();
	await expect(page.getByRole('heading', { level: 1, name: 'Check a vote' })).toBeVisible();
	await page.getByLabel('Choose files').setInputFiles([audit, checkpoint]);
	await expect(page.getByRole('heading', { name: 'Everything that this file can show holds' })).toBeVisible();
	await auditor.seesNothingWrong();
	await page.goBack();
	await expect(page.getByText('The round is over.')).toBeVisible();
}
