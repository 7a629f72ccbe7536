import type { Bundle, Published } from './bundle';
import { compareText, hashOf, hashOfLines } from './bytes';
import { refused, type Option } from './choices';
import { Findings, type CheckResult } from './finding';
import { leafHash, rootOf } from './merkle';
import { hex } from './bytes';
import { readPabulib } from './pabulib';

const voteTypes = { approval: 'approval', knapsack: 'approval', points: 'cumulative', ranking: 'ordinal' };

/** The commitment that a ballot opens; empty without what opens it. */
export function commitmentOf({ revision, nonce, text }: Published, round: string, rulesHash: string): string {
	if (revision === undefined || nonce === undefined) return '';
	return hashOfLines(['folkmoot/ballot/v1', round, rulesHash, String(revision), nonce, text]);
}

/** The final commitments, in the order of the ballots; empty without openings. */
export function finalCommitments({ opened, ballots, rules, rulesText }: Bundle): string[] {
	const rulesHash = hashOf(rulesText);
	return opened ? ballots.map((ballot) => commitmentOf(ballot, rules.round, rulesHash)) : [];
}

/** 8: each ballot is one whose commitment is in the ledger, and they are all. */
export function checkOpenings(bundle: Bundle, commitments: readonly string[]): CheckResult {
	const { opened, ballots, batches, seal } = bundle;
	const found = new Findings('openings');
	if (!opened) {
		found.unknown('ballots', 'no-openings');
		return found.result();
	}
	const committed = new Set(batches.flat());
	const seen = new Set<string>();
	const voters = new Set<string>();
	commitments.forEach((commitment, place) => {
		const { what, voter } = ballots[place] ?? { what: '' };
		if (!committed.has(commitment)) found.fail(what, 'no-batch', commitment);
		if (seen.has(commitment)) found.fail(what, 'twice', commitment);
		if (place > 0 && compareText(commitments[place - 1] ?? '', commitment) > 0) found.fail(what, 'unsorted', commitment);
		if (voter !== undefined && voters.has(voter)) found.fail(`${what}.voter`, 'twice', voter);
		seen.add(commitment);
		if (voter !== undefined) voters.add(voter);
	});
	found.same('seal.final', seal.final, ballots.length);
	const root = hex(rootOf([...commitments].sort(compareText).map(leafHash)));
	if (root !== seal.root) found.fail('seal.root', 'hash', seal.root, root);
	const of = (test: (ballot: Published) => boolean): number => ballots.filter(test).length;
	found.same('seal.taken_back', seal.taken_back, of(({ takenBack }) => takenBack));
	found.same('seal.paper', seal.paper, of(({ takenBack, revision }) => !takenBack && revision === 0));
	found.same('seal.online', seal.online, of(({ takenBack, revision }) => !takenBack && revision !== 0));
	return found.result();
}

/** 9: each ballot is one that the rules allow; their number and hash are sealed; the file of ballots holds the same. */
export function checkBallots(bundle: Bundle): CheckResult {
	const { published, opened, ballots, rules, seal, pb } = bundle;
	const found = new Findings('ballots');
	const secret = rules.publication === 'totals';
	if (secret) {
		found.same('pb', pb, '');
		found.same('seal.ballots', seal.ballots, '');
	}
	if (!published) {
		found.unknown('ballots', 'not-published');
		return found.result();
	}
	const options = new Map(rules.options.map((option): [string, Option] => [option.key, option]));
	if (options.size < rules.options.length) found.fail('rules.options', 'twice');
	const counted = ballots.filter(({ takenBack }) => !takenBack);
	for (const { what, ballot } of counted) {
		if (typeof ballot === 'string') found.fail(`${what}.choices`, 'form', ballot);
		else {
			const why = refused(ballot, rules.ballot, options, rules.budget);
			if (why !== undefined) found.fail(`${what}.choices`, 'not-allowed', why);
		}
	}
	if (!opened) checkOrder(found, ballots);
	found.same('ballots.length', counted.length, seal.online + seal.paper);
	const texts = counted.map(({ text }) => text).sort(compareText);
	const hash = hashOfLines(['folkmoot/ballots/v1', ...texts]);
	if (!secret && hash !== seal.ballots) found.fail('seal.ballots', 'hash', seal.ballots, hash);
	if (!secret) comparePabulib(found, bundle, texts);
	return found.result();
}

function checkOrder(found: Findings, ballots: readonly Published[]): void {
	ballots.forEach(({ what, text, takenBack }, place) => {
		if (takenBack) found.fail(`${what}.choices`, 'not-allowed', text);
		if (place > 0 && compareText(ballots[place - 1]?.text ?? '', text) > 0) found.fail(what, 'unsorted', text);
	});
}

function comparePabulib(found: Findings, { rules, pb }: Bundle, texts: readonly string[]): void {
	const file = readPabulib(pb, rules.scale);
	if (typeof file === 'string') return found.fail('pb', 'form', file);
	found.same('pb.budget', file.budget, rules.budget);
	found.same('pb.vote_type', file.meta.get('vote_type') ?? '', voteTypes[rules.ballot.kind]);
	found.same('pb.projects', file.projects.length, rules.options.length);
	file.projects.forEach(({ id, cost, name }, place) => {
		const option = rules.options[place];
		if (!option) return;
		found.same(`pb.projects[${place}].project_id`, id, option.key);
		found.same(`pb.projects[${place}].cost`, cost, option.cost);
		if (name !== undefined) found.same(`pb.projects[${place}].name`, name.trim(), option.title.trim());
	});
	const votes = [...file.votes].sort(compareText);
	found.same('pb.votes', votes.length, texts.length);
	const differs = votes.findIndex((vote, place) => vote !== texts[place]);
	if (differs >= 0) found.fail('pb.votes', 'differs', votes[differs], texts[differs]);
}
