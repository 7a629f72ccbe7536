import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readChoices, type Ballot, type Kind } from '../choices';
import type { Settings } from './outcome';
import { impossible, notCounted } from './rules';
import { outcomeText, tally, type Election } from './tally';

/** Small elections made up at random, with the outcomes that the server's own rules gave. */
interface Counted {
	kind: Kind;
	budget: number;
	projects: { id: string; cost: number }[];
	ballots: string[];
	settings: Omit<Settings, 'increment' | 'exclusive'> & { increment?: number; constraints?: Pick<Settings, 'exclusive'> };
	outcome: string;
}

const withGroups = readFileSync('../ledger/testdata/counts.jsonl', 'utf8').trim().split('\n');
const counted = [...(JSON.parse(readFileSync('src/lib/verify/testdata/outcomes.json', 'utf8')) as Counted[]), ...withGroups.map((line) => JSON.parse(line) as Counted)];

function read(text: string, kind: Kind): { text: string; ballot: Ballot } {
	const ballot = readChoices(text, kind);
	if (typeof ballot === 'string') throw new Error(ballot);
	return { text, ballot };
}

test.each(counted)('$kind by $settings.rule, $settings.satisfaction, $settings.completion: the same byte for byte', ({ kind, budget, projects, ballots, settings, outcome }) => {
	const election: Election = {
		kind, budget: BigInt(budget), projects: projects.map(({ id, cost }) => ({ id, cost: BigInt(cost) })), ballots: ballots.map((text) => read(text, kind))
	};
	const how = { ...settings, increment: BigInt(settings.increment ?? 0), exclusive: settings.constraints?.exclusive ?? [] };
	expect(impossible({ kind, min: 0n, max: 0n, total: 0n, cap: 0n }, how) ?? notCounted(how)).toBeUndefined();
	expect(outcomeText(tally(election, how))).toBe(outcome);
});

const settings: Settings = { rule: 'equal-shares/v1', satisfaction: 'cost', completion: 'none', ties: ['id'], seed: '', increment: 0n, exclusive: [] };

function count(kind: Kind, budget: bigint, costs: Record<string, bigint>, ballots: string[], more: Partial<Settings> = {}) {
	const projects = Object.entries(costs).map(([id, cost]) => ({ id, cost }));
	return tally({ kind, budget, projects, ballots: ballots.map((text) => read(text, kind)) }, { ...settings, ...more });
}

test('counted by hand: five voters, ten euros each; three pay 20 together, of what is left two have 20 for 20', () => {
	const outcome = count('approval', 50n, { 1: 20n, 2: 20n, 3: 15n }, ['{"1":1}', '{"1":1}', '{"1":1,"3":1}', '{"2":1}', '{"2":1,"3":1}']);
	expect(outcome.share).toBe('10');
	expect(outcome.selected).toEqual(['1', '2']);
	// 1: 20/3 from each of three, a third of its cost; 2: 10 from each of two; for 3 there are then 10/3 and nothing.
	expect(outcome.rounds.map(({ rho, payments }) => [rho, payments])).toEqual([
		['1/3', [{ voters: 3n, amount: '20/3' }]],
		['1/2', [{ voters: 2n, amount: '10' }]]
	]);
	expect(outcome.rounds[0]).toMatchObject({ left: 30n, runnerUp: '2', runnerUpValue: '1/2' });
	expect(outcome.items[2]).toMatchObject({ selected: false, supporters: 2n, unaffordable: { round: 1, money: '40/3', moneyAtEnd: '10/3' } });
});

test('counted by hand: points are what a voter gets for his money', () => {
	// Shares of 6. One point of 1 costs 6/6 = 1: they pay 4 and 2. Then 2 costs 6, and its supporters have 2 and 6: he who has 2 gives them.
	const outcome = count('points', 18n, { 1: 6n, 2: 6n }, ['{"1":4,"2":4}', '{"1":2}', '{"2":1}'], { satisfaction: 'points' });
	expect(outcome.rounds.map(({ project, rho, payments, remainder }) => [project, rho, payments, remainder])).toEqual([
		['1', '1', [{ voters: 1n, amount: '2' }, { voters: 1n, amount: '4' }], undefined],
		['2', '4', [{ voters: 1n, amount: '4' }], { voters: 1n, together: '2', most: '2' }]
	]);
});

test('ties go by the criteria in their order, and the lot by SHA-256 of the seed and the id', () => {
	const tied = (ties: string[], seed = '') => count('approval', 10n, { 9: 10n, 10: 10n }, ['{"10":1,"9":1}'], { ties, seed });
	expect(tied(['id']).selected).toEqual(['10']);
	const drawn = new Set(['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => tied(['supporters', 'cost', 'lot'], seed).selected[0]));
	expect(drawn).toEqual(new Set(['9', '10']));
	expect(tied(['id']).ties).toEqual([{ round: 1, among: ['10', '9'], decidedBy: 'id', leftOut: ['9'] }]);
});

test('nobody voted: nothing is shared out, and greed takes what fits', () => {
	expect(count('approval', 10n, { 1: 4n }, []).share).toBeUndefined();
	expect(count('approval', 10n, { 1: 4n }, [], { completion: 'greedy' }).selected).toEqual(['1']);
});

test('what is not counted here, and what nobody can count', () => {
	const form = { kind: 'approval' as const, min: 0n, max: 0n, total: 0n, cap: 0n };
	expect(notCounted(settings)).toBeUndefined();
	expect(notCounted({ ...settings, rule: 'stv/v1' })).toBe('rule');
	expect(notCounted({ ...settings, completion: 'perturbation' })).toBe('completion');
	expect(impossible(form, { ...settings, completion: 'perturbation' })).toBeUndefined();
	expect(impossible(form, { ...settings, rule: 'stv/v1' })).toBe('settings.rule');
	expect(impossible(form, { ...settings, rule: 'plurality/v1', satisfaction: 'cardinality' })).toBe('settings.rule');
	expect(impossible(form, { ...settings, satisfaction: 'borda' })).toBe('settings.satisfaction');
	expect(impossible(form, { ...settings, rule: 'phragmen/v1', completion: 'add1' })).toBe('settings.completion');
	expect(impossible(form, { ...settings, completion: 'add1' })).toBe('settings.increment');
	for (const ties of [['cost'], [], ['lot', 'lot'], ['coin', 'lot']]) expect(impossible(form, { ...settings, ties })).toBe('settings.ties');
	expect(impossible({ ...form, min: 3n, max: 2n }, settings)).toBe('ballot.max');
	expect(impossible({ ...form, total: 3n }, settings)).toBe('ballot.total');
});
