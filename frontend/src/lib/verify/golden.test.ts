import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks, type Verdict } from './finding';
import { verifyBundle } from './verify';

/** Bundles with the verdicts of the Go program: both programs read the same files and must say the same. */
const folder = process.env.FOLKMOOT_BUNDLES ?? join('..', 'ledger', 'testdata');
const bundles = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json') && existsSync(verdictsOf(name))) : [];
const words: Record<Verdict, string> = { holds: 'holds', fails: 'does not hold', unknown: 'cannot be checked' };

function verdictsOf(bundle: string): string {
	return join(folder, `${basename(bundle, '.json')}.verdicts.txt`);
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('there are bundles to check', () => expect(bundles.length * changes.length).toBeGreaterThan(0));

describe('the verdicts of the program', () => {
	test.each(bundles)('%s', (bundle) => {
		const expected = readFileSync(verdictsOf(bundle), 'utf8').trim().split('\n');
		const given = (number: number): string[] => expected.flatMap((line) => new RegExp(`^${number} (.+): `).exec(line)?.[1] ?? []);
		const kept = [...given(11), ...given(12)];
		const report = verifyBundle(read(bundle), kept.map((name) => ({ name, text: read(name) })));
		const told = report.results.flatMap(({ verdict, findings }, place) =>
			place >= 10
				? given(place + 1).map((name) => `${place + 1} ${name}: ${words[findings.find(({ what }) => what === name || what.startsWith(`${name}: `))?.verdict ?? 'unknown']}`)
				: [`${place + 1} ${words[verdict]}`]
		);
		const why = report.results.slice(0, 10).flatMap(({ findings }) => findings.filter(({ verdict }) => verdict === 'fails'));
		expect(told, JSON.stringify(why, undefined, 1)).toEqual(expected);
	});
});

/** A change of a bundle, at the first place where the text stands, with the checks that then do not hold. */
interface Change {
	bundle: string;
	replace: string;
	with: string;
	fails: number[];
}

const changes = existsSync(join(folder, 'changes.jsonl')) ? read('changes.jsonl').trim().split('\n').map((line) => JSON.parse(line) as Change) : [];

describe('the same checks fail where something was changed', () => {
	test.each(changes)('$bundle: $replace → $with', ({ bundle, replace, with: other, fails }) => {
		const text = read(bundle);
		expect(text).toContain(replace);
		const { results } = verifyBundle(text.replace(replace, () => other));
		const failing = results.filter(({ verdict }) => verdict === 'fails');
		expect(failing.map(({ check }) => checks.indexOf(check) + 1), JSON.stringify(failing, undefined, 1)).toEqual(fails);
	});
});
