import { expect, test } from 'vitest';
import type { Finding } from './finding';
import { hold, verifierKey } from './testdata/server';
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
		openings: opened ? 'holds' : 'unknown', ballots: counted ? 'holds' : 'unknown', count: counted ? 'holds' : 'unknown', receipts: 'holds'
	});
	expect(report.about).toMatchObject({ title: 'Spring; “<all>”', publication: plan.level });
});
