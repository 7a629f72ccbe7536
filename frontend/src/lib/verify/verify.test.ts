import { expect, test } from 'vitest';
import { checks, type Finding } from './finding';
import { hold, origin, signed, verifierKey } from './testdata/server';
import { verifyBundle, type Report } from './verify';

const failures = (report: Report): Finding[] => report.results.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict === 'fails');
const told = (report: Report): string[] => failures(report).map(({ check, what, reason }) => `${check} ${what} ${reason}`);
const verdicts = (report: Report): Record<string, string> => Object.fromEntries(report.results.map(({ check, verdict }) => [check, verdict]));

const plans = [
	{ kind: 'approval', level: 'openings' }, { kind: 'approval', level: 'ballots' }, { kind: 'approval', level: 'totals' }, { kind: 'approval', level: 'named' },
	{ kind: 'knapsack', level: 'openings' }, { kind: 'points', level: 'openings' }, { kind: 'points', level: 'ballots', completion: 'none' }, { kind: 'ranking', level: 'named' },
	{ kind: 'approval', level: 'ballots', auditors: true, paper: true }, { kind: 'approval', level: 'totals', auditors: true },
	{ kind: 'approval', level: 'named', auditors: true, paper: true }, { kind: 'points', level: 'named', paper: true, amended: true }
] as const;

test.each(plans)('an untouched bundle holds: %j', (plan) => {
	const { bundle, receipts } = hold(plan);
	const report = verifyBundle(JSON.stringify(bundle), [{ name: 'mine', text: receipts[0] ?? '' }, { name: 'key', text: verifierKey }]);
	expect(told(report)).toEqual([]);
	expect(report.verdict).toBe('holds');
	const opened = 'auditors' in plan || plan.level === 'openings' || plan.level === 'named';
	const counted = opened || plan.level === 'ballots';
	expect(verdicts(report)).toEqual({
		form: 'holds', signatures: 'holds', ledger: 'holds', rules: 'holds', amendments: 'holds', batches: 'holds', seal: 'holds',
		openings: opened ? 'holds' : 'unknown', ballots: counted ? 'holds' : 'unknown', count: counted ? 'holds' : 'unknown', receipts: 'holds', attestations: 'unknown'
	});
	expect(report.about).toMatchObject({ title: 'Spring; “<all>”', publication: plan.level });
});

const kept = (plan: Parameters<typeof hold>[0], texts: (held: ReturnType<typeof hold>) => string[]) => {
	const held = hold(plan);
	const report = verifyBundle(JSON.stringify(held.bundle), texts(held).map((text, at) => ({ name: `kept ${at + 1}`, text })));
	return report.results.find(({ check }) => check === 'receipts')?.findings.map(({ verdict, reason, what }) => `${what} ${verdict} ${reason}`);
};

test('receipts: in a batch, final, of an earlier revision, lost', () => {
	const last = ({ receipts }: ReturnType<typeof hold>): string => receipts.at(-1) ?? '';
	expect(kept({}, ({ receipts }) => receipts.slice(0, 1))).toEqual(['kept 1 holds holds']);
	expect(kept({}, (held) => [last(held)])).toEqual(['kept 1 unknown superseded']);
	expect(kept({ level: 'ballots' }, (held) => [last(held)])).toEqual(['kept 1 holds holds']);
	// Who sent nothing later knows what it means that this one is not among the final ones.
	expect(kept({ loses: true }, (held) => [last(held)])).toEqual(['kept 1 unknown superseded']);
	const never = signed(last(hold()).split('\n\n')[0]?.replace(/commitment .*/, `commitment ${'0'.repeat(64)}`).concat('\n') ?? '');
	expect(kept({}, () => [never])).toEqual(['kept 1 fails no-batch']);
	expect(kept({}, (held) => [last(held).replace('18Z', '19Z')])).toEqual(['kept 1 fails signature']);
	expect(kept({ kind: 'points' }, () => [last(hold())])).toEqual(['kept 1: rules fails differs']);
	expect(kept({}, ({ receipts }) => [(receipts[0] ?? '').replaceAll('\n', '\r\n').trim()])).toEqual(['kept 1 holds holds']);
	expect(kept({}, () => ['a shopping list'])).toEqual(['kept 1 fails signature']);
	expect(kept({}, () => [])).toEqual([' unknown none-given']);
});

test('a kept key and kept checkpoints', () => {
	expect(kept({}, () => [`${verifierKey}\n`])).toEqual(['kept 1 holds holds']);
	expect(kept({}, () => ['PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'])).toEqual(['kept 1 fails differs']);
	expect(kept({}, ({ bundle }) => [String(bundle.checkpoint)])).toEqual(['kept 1 holds holds']);
	const root = 'A'.repeat(43).concat('=');
	const size = String(hold().bundle.checkpoint).split('\n')[1] ?? '';
	expect(kept({}, () => [signed(`${origin}\n${size}\n${root}\n`)])).toEqual(['kept 1 fails differs']);
	expect(kept({}, () => [signed(`${origin}\n7777\n${root}\n`)])).toEqual(['kept 1 unknown not-comparable']);
});

test('a server that counts wrong and seals that is found by counting again', () => {
	const cheat = (outcome: string): string => outcome.replace(/"supporters":(\d+)/, (_, number: string) => `"supporters":${Number(number) + 1}`);
	expect(told(verifyBundle(JSON.stringify(hold({ cheat }).bundle)))).toEqual(['count outcome.items[0].supporters differs']);
});

test('what cannot be counted here is said, and not taken for wrong', () => {
	const { bundle } = hold({ level: 'totals', completion: 'greedy' });
	const rules = String(bundle.rules).replace('"completion":"greedy"', '"completion":"perturbation"');
	const report = verifyBundle(JSON.stringify({ ...bundle, rules }));
	expect(verdicts(report)).toMatchObject({ form: 'holds', rules: 'fails', count: 'fails', seal: 'holds' });
});

test('no bundle at all', () => {
	for (const file of ['', '[1,]', 'a list', new Uint8Array([0xff, 0xfe]), '{}x']) {
		const report = verifyBundle(file);
		expect(report.verdict).toBe('fails');
		expect(report.results.map(({ verdict }) => verdict)).toEqual(['fails', ...Array<string>(11).fill('unknown')]);
	}
});

test('a bundle without rules or a seal that can be read', () => {
	const { bundle } = hold();
	for (const name of ['rules', 'seal']) {
		for (const other of [undefined, null, '', 'x', '[]', 7]) {
			const report = verifyBundle(JSON.stringify({ ...bundle, [name]: other }));
			expect(report.results.filter(({ verdict }) => verdict === 'fails').map(({ check }) => check)).toEqual(['form', name]);
		}
	}
});

test('each check is told before it begins', () => {
	const heard: string[] = [];
	verifyBundle(JSON.stringify(hold().bundle), [], (check) => heard.push(check));
	expect(heard).toEqual([...checks]);
});
