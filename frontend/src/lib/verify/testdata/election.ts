/** A small round for tests, before anybody signs or hashes it. */
import { hashOf, hashOfLines } from '../bytes';
import type { Kind } from '../choices';
import { toJson } from '../count/outcome';
import type { Publication } from '../texts';

export interface Plan {
	kind: Kind;
	level: Publication;
	auditors: boolean;
	paper: boolean;
	amended: boolean;
	satisfaction: string;
	completion: string;
	/** Choices of those who vote online. */
	ballots: string[];
	/** What a server that cheats makes of the outcome before it seals it. */
	cheat: (outcome: string) => string;
	/** It loses the last ballot after its commitment was sent. */
	loses: boolean;
}

const usual: Record<Kind, string[]> = {
	approval: ['{"1":1}', '{"1":1,"2":1}', '{"1":1,"3":1}', '{"10":1,"2":-1}', '{"10":1,"3":1}', '{"3":1}', '{}'],
	knapsack: ['{"1":1}', '{"1":1,"2":1}', '{"10":1,"3":1}', '{"3":1}', '{}'],
	points: ['{"1":4,"2":1}', '{"1":2,"10":3}', '{"2":-1,"3":5}', '{"3":5}', '{"10":1}'],
	ranking: ['{"1":1,"2":2}', '{"1":2,"10":1,"3":3}', '{"2":-1,"3":1}', '{"3":1}']
};

export function election(plan: Partial<Plan>) {
	const { kind = 'approval', level = 'openings', auditors = false, paper = false, amended = false, satisfaction, completion = 'greedy' } = plan;
	const online = plan.ballots ?? usual[kind];
	const seed = 'a seed that nobody knew';
	const members = online.map((_, at) => `member-${at + 1}`).concat('member-98', 'member-99').sort();
	const nonce = (of: string): string => hashOf(`nonce of ${of}`);
	const ballots = online.map((choices, at) => ({
		revision: at === 0 ? 2 : 1, nonce: nonce(`${at}`), choices, voter: `member-${at + 1}`, serial: ''
	}));
	if (paper) ballots.push({ revision: 0, nonce: nonce('paper'), choices: '{"3":1}', voter: '', serial: 'A-17' });
	const terms = {
		round: 'r1', process: 'p1', title: 'Spring; “<all>”', unit: 'EUR', scale: 100, budget: 9_000,
		ballot: { kind, min: 0, max: 0, total: kind === 'points' ? 5 : 0, cap: 0 },
		settings: {
			rule: 'equal-shares/v1', satisfaction: satisfaction ?? { approval: 'cost', knapsack: 'cost', points: 'points', ranking: 'borda-from-one' }[kind],
			completion, ties: ['supporters', 'cost', 'lot'], increment: 0
		},
		options: [
			{ key: '1', title: 'Benches', text: '', kind: 'agenda_item', wish: '', cost: 3_000 },
			{ key: '2', title: 'The name of the square', text: 'Old', kind: 'symbolic_change', wish: 'change', cost: 2_000 },
			{ key: '3', title: 'Trees', text: '', kind: 'agenda_item', wish: '', cost: 4_000 },
			{ key: '10', title: 'A tap', text: '', kind: 'agenda_item', wish: '', cost: 2_500 }
		],
		publication: level, auditors: auditors ? ['member-1', 'member-2'] : [], paper: paper ? 'paper_counts' : 'none',
		opened_at: '2030-10-01T08:00:00.000001Z', closes_at: '2030-10-04T18:00:00Z'
	};
	const roll = { count: members.length, hash: hashOfLines(['folkmoot/roll/v1', ...members]) };
	const rules = {
		format: 'folkmoot/rules/v1', origin: 'folkmoot.example/ledger', ...terms, seed_commitment: hashOfLines(['folkmoot/seed/v1', seed]), roll
	};
	const amendment = (id: string, change: { kind: string; closes_at: string | null; member: string }): string =>
		toJson({ format: 'folkmoot/amendment/v1', id, round: 'r1', ...change, reason: 'It rained', proposed_by: 'member-1', confirmed_by: 'member-2', at: '2030-10-03T18:00:00Z' });
	const amendments = amended
		? [amendment('a1', { kind: 'deadline', closes_at: '2030-10-05T18:00:00Z', member: '' }), amendment('a2', { kind: 'roll', closes_at: null, member: 'member-970' })]
		: [];
	const grown = amended ? { count: roll.count + 1, hash: hashOfLines(['folkmoot/roll/v1', ...[...members, 'member-970'].sort()]) } : roll;
	const voted = ballots.filter(({ choices }) => choices !== '{}').length;
	const stored = {
		...terms, closes_at: amended ? '2030-10-05T18:00:00Z' : terms.closes_at, roll: { ...grown, voted }, state: 'closed',
		closed_at: '2030-10-05T18:00:02Z', seed, secret: 'destroyed'
	};
	const superseded = [{ revision: 1, nonce: nonce('older'), choices: online[1] ?? '{}' }];
	return { rules, stored, ballots, amendments, level, auditors, superseded };
}
