import type { Bundle, Published } from './bundle';
import { compareText, hashOfLines, hex } from './bytes';
import { refused, type Option } from './choices';
import { Findings, type CheckResult } from './finding';
import { leafHash, rootOf } from './merkle';
import { writePabulib } from './pabulib';
import { publications } from './texts';

/** The commitment that a ballot opens; empty without what opens it. */
export function commitmentOf({ revision, nonce, text }: Published, round: string, rulesHash: string): string {
	if (revision === undefined || nonce === undefined) return '';
	return hashOfLines(['folkmoot/ballot/v1', round, rulesHash, String(revision), nonce, text]);
}

/** The final commitments, in the order of the ballots; empty without openings. */
export function finalCommitments({ opened, ballots, rules, rulesHash }: Bundle): string[] {
	return opened ? ballots.map((ballot) => commitmentOf(ballot, rules.round, rulesHash)) : [];
}

/** 8: each ballot is one whose commitment is in the ledger, and they are all. */
export function checkOpenings(bundle: Bundle, commitments: readonly string[]): CheckResult {
	const { opened, ballots, batches, seal, rules, audience } = bundle;
	const found = new Findings('openings');
	if (!opened) {
		found.unknown('ballots', 'no-openings');
		return found.result();
	}
	const committed = new Set(batches.flat());
	const seen = new Set<string>();
	const voters = new Set<string>();
	const serials = new Set<string>();
	commitments.forEach((commitment, place) => {
		const { what, voter, serial } = ballots[place] ?? { what: '' };
		if (!committed.has(commitment)) found.fail(what, 'no-batch', commitment);
		if (seen.has(commitment)) found.fail(what, 'twice', commitment);
		if (place > 0 && compareText(commitments[place - 1] ?? '', commitment) > 0) found.fail(what, 'unsorted', commitment);
		seen.add(commitment);
		addOnce(found, `${what}.voter`, voters, voter);
		addOnce(found, `${what}.serial`, serials, serial);
	});
	found.same('ballots.length', ballots.length, seal.final);
	const root = hex(rootOf([...commitments].sort(compareText).map(leafHash)));
	if (root !== seal.root) found.fail('ballots', 'hash', root, seal.root);
	const of = (test: (ballot: Published) => boolean): number => ballots.filter(test).length;
	found.same('seal.taken_back', seal.taken_back, of(({ takenBack }) => takenBack));
	found.same('seal.paper', seal.paper, of(({ takenBack, revision }) => !takenBack && revision === 0));
	found.same('seal.online', seal.online, of(({ takenBack, revision }) => !takenBack && revision !== 0));
	const hashes = (what: 'voter' | 'serial', lines: string[]): void => {
		const hash = hashOfLines([`folkmoot/${what}s/v1`, ...lines.sort(compareText)]);
		if (hash !== seal[`${what}s`]) found.fail(`ballots: ${what}`, 'hash', hash, seal[`${what}s`]);
	};
	if (rules.publication !== 'named') found.same('seal.voters', seal.voters, '');
	if (rules.paper === 'none') found.same('seal.serials', seal.serials, '');
	if (rules.publication === 'named') hashes('voter', ballots.flatMap(({ voter }, place) => (voter === undefined ? [] : [`${commitments[place]} ${voter}`])));
	if (audience === 'auditors' && rules.paper !== 'none') hashes('serial', ballots.flatMap(({ serial, nonce }) => (serial === undefined ? [] : [`${nonce} ${serial}`])));
	return found.result();
}

function addOnce(found: Findings, what: string, known: Set<string>, one: string | undefined): void {
	if (one === undefined) return;
	if (known.has(one)) found.fail(what, 'twice', one);
	known.add(one);
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
	if (!published && !publications.includes(rules.publication)) found.fail('rules.publication', 'form', rules.publication);
	if (!published) {
		found.unknown('ballots', 'not-published');
		return found.result();
	}
	if (bundle.impossible?.startsWith('ballot.')) found.fail(`rules.${bundle.impossible}`, 'impossible');
	const options = new Map(rules.options.map((option): [string, Option] => [option.key, option]));
	const counted = ballots.filter(({ takenBack }) => !takenBack);
	for (const { what, ballot } of counted) {
		if (typeof ballot === 'string') found.fail(`${what}.choices`, 'form', ballot);
		else {
			if (ballot.loose) found.fail(`${what}.choices`, 'not-in-one-way', ballot.choices.length > 0 ? '' : '{}');
			const why = refused(ballot, rules.ballot, options, rules.budget);
			if (why !== undefined) found.fail(`${what}.choices`, 'not-allowed', why);
		}
	}
	if (!opened) checkOrder(found, ballots);
	found.same('ballots.length', counted.length, seal.online + seal.paper);
	const texts = counted.map(({ text }) => text).sort(compareText);
	const hash = hashOfLines(['folkmoot/ballots/v1', ...texts]);
	if (!secret && hash !== seal.ballots) found.fail('ballots', 'hash', hash, seal.ballots);
	if (!secret) comparePabulib(found, bundle, counted);
	return found.result();
}

function checkOrder(found: Findings, ballots: readonly Published[]): void {
	ballots.forEach(({ what, text, takenBack }, place) => {
		if (takenBack) found.fail(`${what}.choices`, 'not-allowed', text);
		if (place > 0 && compareText(ballots[place - 1]?.text ?? '', text) > 0) found.fail(what, 'unsorted', text);
	});
}

/** The file of ballots follows from the rest, byte for byte; the first line that differs is named. */
function comparePabulib(found: Findings, { rules, pb }: Bundle, counted: readonly Published[]): void {
	if (!/^10*$/.test(String(rules.scale))) return found.fail('rules.scale', 'form', String(rules.scale));
	const inOrder = [...counted].sort((a, b) => compareText(a.text, b.text)).flatMap(({ ballot }) => (typeof ballot === 'string' ? [] : [ballot]));
	const written = writePabulib(rules, inOrder);
	if (written === pb) return;
	const [told, expected] = [pb.split('\n'), written.split('\n')];
	const line = expected.findIndex((one, at) => one !== told[at]);
	const at = line < 0 ? expected.length : line;
	found.fail(`pb: ${at + 1}`, 'differs', told[at], expected[at]);
}
