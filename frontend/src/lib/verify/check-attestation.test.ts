import { expect, test } from 'vitest';
import { attested, hold } from './testdata/server';
import { verifyBundle } from './verify';

const held = hold({ level: 'ballots', auditors: true });
const told = (...texts: string[]): string[] | undefined => {
	const report = verifyBundle(JSON.stringify(held.bundle), texts.map((text, at) => ({ name: `kept ${at + 1}`, text })));
	return report.results.find(({ check }) => check === 'attestations')?.findings.map(({ what, verdict, reason }) => `${what} ${verdict} ${reason}`);
};

test('what both auditors signed holds, also as it is pasted', () => {
	expect(told(attested(held, 'member-1'), attested(held, 'member-2').replaceAll('\n', '\r\n').trim())).toEqual(['kept 1 holds holds', 'kept 2 holds holds']);
	expect(told()).toEqual([' unknown none-given']);
	expect(told(held.receipts[0] ?? '')).toEqual([' unknown none-given']);
});

test('each line that is another one is named, also if the auditor signed it so', () => {
	const mine = attested(held, 'member-1');
	const others = {
		format: ['folkmoot/attestation/v2', 'kept 1 fails form'],
		origin: ['elsewhere', 'kept 1: origin fails differs'],
		round: ['r2', 'kept 1: round fails differs'],
		seal: ['0'.repeat(64), 'kept 1: seal fails differs'],
		auditor: ['member-2', 'kept 1: key fails differs'],
		key: [/^key (.+)$/m.exec(attested(held, 'member-2'))?.[1] ?? '', 'kept 1 fails signature']
	} as const;
	for (const [line, [other, found]] of Object.entries(others)) expect(told(attested(held, 'member-1', { [line]: other }))).toEqual([found]);
	for (const [line, other] of [['round r1', 'round r2'], ['auditor member-1', 'auditor member-2']] as const) expect(told(mine.replace(line, other))).toEqual(['kept 1 fails signature']);
});

test('somebody who is no auditor, and what is no attestation', () => {
	expect(told(attested(held, 'member-3'))).toEqual(['kept 1: auditor fails no-auditor']);
	expect(told('folkmoot/attestation/v1\n')).toEqual(['kept 1 fails form']);
	expect(told(`${attested(held, 'member-1')}\u2014 other AAAA\n`)).toEqual(['kept 1 fails form']);
});

test('one signature stands for each, and the whole verdict fails with it', () => {
	const report = verifyBundle(JSON.stringify(held.bundle), [{ name: 'theirs', text: attested(held, 'member-3') }]);
	expect(report.verdict).toBe('fails');
});
