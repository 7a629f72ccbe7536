/** Plays the server for tests: holds a round and writes its bundle, signed with a key of its own. Written from docs/bundle.md. */
import { getPublicKey, hashes, sign } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { compareText, hashOf, hashOfLines, hex, join, sha256, toBase64, utf8 } from '../bytes';
import { readChoices, type Ballot } from '../choices';
import { writePabulib } from '../pabulib';
import { toJson } from '../count/outcome';
import { outcomeText, tally } from '../count/tally';
import { leafHash, rootOf, type Hash } from '../merkle';
import { Shape } from '../shape';
import { readRules } from '../texts';
import { election, type Plan } from './election';

hashes.sha512 = sha512;

const secret = sha256(utf8('a key for tests'));
const marked = join(Uint8Array.of(1), getPublicKey(secret));
export const origin = 'folkmoot.example/ledger';
const keyId = sha256(join(utf8(`${origin}\n`), marked)).slice(0, 4);
export const verifierKey = `${origin}+${hex(keyId)}+${toBase64(marked)}`;

export function signed(text: string): string {
	return `${text}\n\u2014 ${origin} ${toBase64(join(keyId, sign(utf8(text), secret)))}\n`;
}

/** The lines of an attestation by one of the auditors, each with another text if that is given, and signed so by the auditor's key. */
export function attested({ bundle }: Held, auditor: string, other: Partial<Record<'format' | 'origin' | 'round' | 'seal' | 'auditor' | 'key', string>> = {}): string {
	const own = sha256(utf8(`the key of ${auditor}`));
	const point = join(Uint8Array.of(1), getPublicKey(own));
	const id = sha256(join(utf8(`${auditor}\n`), point)).slice(0, 4);
	const { format, origin: of, round, seal, auditor: who, key } = {
		format: 'folkmoot/attestation/v1', origin, round: 'r1', seal: hashOf(String(bundle.seal)), auditor, key: `${auditor}+${hex(id)}+${toBase64(point)}`, ...other
	};
	const text = `${format}\n${of}\nround ${round}\nseal ${seal}\nauditor ${who}\nkey ${key}\n`;
	return `${text}\n\u2014 ${auditor} ${toBase64(join(id, sign(utf8(text), own)))}\n`;
}

/** The largest power of two below n. */
function split(n: number): number {
	let power = 1;
	while (power * 2 < n) power *= 2;
	return power;
}

/** PATH(m, D[n]) of RFC 6962, section 2.1.1, by its definition. */
export function inclusionProof(index: number, leaves: readonly Hash[]): Hash[] {
	if (leaves.length <= 1) return [];
	const k = split(leaves.length);
	const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
	return index < k ? [...inclusionProof(index, left), rootOf(right)] : [...inclusionProof(index - k, right), rootOf(left)];
}

/** SUBPROOF(m, D[n], b) of RFC 6962, section 2.1.2, by its definition. */
export function consistencyProof(size: number, leaves: readonly Hash[], whole = true): Hash[] {
	if (size === leaves.length) return whole ? [] : [rootOf(leaves)];
	const k = split(leaves.length);
	const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
	return size <= k ? [...consistencyProof(size, left, whole), rootOf(right)] : [...consistencyProof(size - k, right, false), rootOf(left)];
}

class Ledger {
	readonly texts: string[] = ['{"somebody":"else"}', 'another'];
	readonly mine: number[] = [];

	constructor(readonly round: string) {}

	add(verb: string, detail: string, at: string): void {
		this.mine.push(this.texts.length);
		this.texts.push(quoteAll({ id: `e${this.texts.length}`, process: 'p1', verb, actor: 'm1', object: `round/${this.round}`, detail, at }), 'of another round');
	}

	leaves(size = this.texts.length): Hash[] {
		return this.texts.slice(0, size).map(leafHash);
	}

	checkpoint(size = this.texts.length): string {
		return signed(`${origin}\n${size}\n${toBase64(rootOf(this.leaves(size)))}\n`);
	}
}

export interface Held {
	bundle: Record<string, unknown>;
	receipts: string[];
}

/** Holds a round as planned. */
export function hold(plan: Partial<Plan> = {}): Held {
	const { rules, stored, ballots, amendments, level, auditors, superseded } = election(plan);
	const rulesText = quoteAll(rules);
	const rulesHash = hashOf(rulesText);
	const ledger = new Ledger(rules.round);
	ledger.add('round.open', `rules ${rulesHash}`, rules.opened_at);
	const atOpening = ledger.texts.length;
	const commit = (revision: number, nonce: string, choices: string): string =>
		hashOfLines(['folkmoot/ballot/v1', rules.round, rulesHash, String(revision), nonce, choices]);
	const opened = ballots.map((ballot) => ({ ...ballot, commitment: commit(ballot.revision, ballot.nonce, ballot.choices) }));
	const lost = plan.loses ? opened.splice(3, 1) : [];
	opened.sort((a, b) => compareText(a.commitment, b.commitment));
	const older = superseded.map(({ revision, nonce, choices }) => commit(revision, nonce, choices));
	const all = [...[...opened, ...lost].map(({ commitment }) => commitment), ...older];
	const batches = [all.filter((_, at) => at % 2 === 0).sort(compareText), all.filter((_, at) => at % 2 === 1).sort(compareText)];
	for (const [at, batch] of batches.entries()) {
		ledger.add('ballots.commit', `${batch.length} commitments ${hashOfLines(['folkmoot/batch/v1', ...batch])}`, `2030-10-0${at + 2}T18:00:00Z`);
	}
	for (const text of amendments) ledger.add('round.amend', `amendment ${hashOf(text)}`, '2030-10-03T18:00:00Z');
	ledger.add('round.close', '', stored.closed_at);
	const counted = opened.filter(({ choices }) => choices !== '{}').map(({ choices }) => choices).sort(compareText);
	const projects = rules.options.map(({ key, cost }) => ({ id: key, cost: BigInt(cost) }));
	const cast = counted.map((text) => ({ text, ballot: readChoices(text, rules.ballot.kind) as Exclude<ReturnType<typeof readChoices>, string> }));
	const settings = { ...rules.settings, increment: BigInt(rules.settings.increment), seed: stored.seed, exclusive: [] };
	const counting = outcomeText(tally({ kind: rules.ballot.kind, budget: BigInt(rules.budget), projects, ballots: cast }, settings));
	const outcome = plan.cheat?.(counting) ?? counting;
	const seal = {
		format: 'folkmoot/seal/v1', round: rules.round, rules: rulesHash, seed: stored.seed, roll: stored.roll.count, roll_hash: stored.roll.hash,
		voted: stored.roll.voted,
		commitments: all.length, final: opened.length, root: hex(rootOf(opened.map(({ commitment }) => leafHash(commitment)))),
		online: opened.filter(({ revision, choices }) => revision > 0 && choices !== '{}').length,
		paper: opened.filter(({ revision, choices }) => revision === 0 && choices !== '{}').length,
		taken_back: opened.filter(({ choices }) => choices === '{}').length,
		ballots: level === 'totals' ? '' : hashOfLines(['folkmoot/ballots/v1', ...counted]),
		voters: level === 'named' ? hashOfLines(['folkmoot/voters/v1', ...opened.flatMap(({ commitment, voter }) => (voter ? [`${commitment} ${voter}`] : [])).sort(compareText)]) : '',
		serials: rules.paper === 'none' ? '' : hashOfLines(['folkmoot/serials/v1', ...opened.flatMap(({ nonce, serial }) => (serial ? [`${nonce} ${serial}`] : [])).sort()]),
		outcome: hashOf(outcome)
	};
	const sealText = quoteAll(seal);
	ledger.add('round.seal', `seal ${hashOf(sealText)}`, '2030-10-05T19:00:00Z');
	const leaves = ledger.leaves();
	const named = level === 'named';
	const shown = opened.map(({ revision, nonce, choices, voter, serial }) => ({
		...(named && voter ? { voter } : {}), revision, nonce, choices, ...(auditors && serial ? { serial } : {})
	}));
	const published = auditors || level === 'openings' || named ? shown : level === 'ballots' ? counted.map((choices) => ({ choices })) : [];
	const receipt = (commitment: string, revision: number): string =>
		signed(`folkmoot/receipt/v1\n${origin}\nround ${rules.round}\nrules ${rulesHash}\ncommitment ${commitment}\nrevision ${revision}\nhour 2030-10-02T18Z\n`);
	return {
		bundle: {
			format: 'folkmoot/bundle/v1', audience: auditors ? 'auditors' : 'public', origin, key: verifierKey, rules: rulesText, stored, amendments,
			entries: ledger.mine.map((index) => ({ index, text: ledger.texts[index], proof: inclusionProof(index, leaves).map(toBase64) })),
			checkpoint: ledger.checkpoint(),
			earlier: [1, atOpening].map((size) => ({ checkpoint: ledger.checkpoint(size), proof: consistencyProof(size, leaves).map(toBase64) })),
			batches, seal: sealText, ballots: published, outcome, pb: level === 'totals' ? '' : pabulib(rulesText, cast)
		},
		receipts: [...opened.filter(({ revision }) => revision > 0).map(({ commitment, revision }) => receipt(commitment, revision)), ...older.map((one) => receipt(one, 1)), ...lost.map((one) => receipt(one.commitment, one.revision))]
	};
}

const pabulib = (rulesText: string, cast: readonly { ballot: Ballot }[]): string => writePabulib(readRules(new Shape('rules', rulesText, []).inside()), cast.map(({ ballot }) => ballot));

/** The one way to write a text, and null. */
const quoteAll = (value: object): string => toJson(value);
