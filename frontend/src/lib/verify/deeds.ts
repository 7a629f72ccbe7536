import type { Shape } from './shape';

/** The other texts that are hashed: amendments, the seal and entries. */

/** The deeds of a round that a bundle has entries of. */
export const verbs = ['round.open', 'ballots.commit', 'round.amend', 'round.close', 'round.seal'] as const;

export interface Amendment {
	round: string;
	kind: 'deadline' | 'roll';
	/** Empty unless it is a deadline. */
	closes_at: string;
	member: string;
	proposed_by: string;
	confirmed_by: string;
	at: string;
}

export interface Seal {
	round: string;
	rules: string;
	seed: string;
	roll: number;
	roll_hash: string;
	voted: number;
	commitments: number;
	final: number;
	root: string;
	online: number;
	paper: number;
	taken_back: number;
	ballots: string;
	voters: string;
	serials: string;
	outcome: string;
}

export interface EntryText {
	process: string;
	verb: string;
	object: string;
	detail: string;
	at: string;
}

const hashOrNone = /^(?:[0-9a-f]{64})?$/;

export function readAmendment(text: Shape): Amendment {
	const names = ['format', 'id', 'round', 'kind', 'closes_at', 'member', 'reason', 'proposed_by', 'confirmed_by', 'at'] as const;
	const fields = text.inside().fields(names, { ordered: true });
	fields.format.matching(/^folkmoot\/amendment\/v1$/, 'folkmoot/amendment/v1');
	for (const name of ['id', 'reason'] as const) fields[name].text();
	const kind = fields.kind.word(['deadline', 'roll']);
	if (kind === 'roll') fields.closes_at.null();
	return {
		kind,
		round: fields.round.text(),
		closes_at: kind === 'deadline' ? fields.closes_at.time() : '',
		member: fields.member.matching(kind === 'roll' ? /./ : /^$/, kind === 'roll' ? '…' : '""'),
		proposed_by: fields.proposed_by.text(),
		confirmed_by: fields.confirmed_by.text(),
		at: fields.at.time()
	};
}

/** Its words are compared with everything else, and all of them with the ledger. */
export function readSeal(text: Shape): Seal {
	const names = [
		'format', 'round', 'rules', 'seed', 'roll', 'roll_hash', 'voted', 'commitments', 'final', 'root', 'online', 'paper', 'taken_back', 'ballots',
		'voters', 'serials', 'outcome'
	] as const;
	const fields = text.loose().fields(names, { ordered: true });
	if (fields.format.text() !== 'folkmoot/seal/v1') fields.format.note('form', fields.format.text(), 'folkmoot/seal/v1');
	return {
		round: fields.round.text(),
		rules: fields.rules.hash(),
		seed: fields.seed.text(),
		roll: fields.roll.number(),
		roll_hash: fields.roll_hash.hash(),
		voted: fields.voted.number(),
		commitments: fields.commitments.number(),
		final: fields.final.number(),
		root: fields.root.hash(),
		online: fields.online.number(),
		paper: fields.paper.number(),
		taken_back: fields.taken_back.number(),
		ballots: fields.ballots.matching(hashOrNone, 'SHA-256'),
		voters: fields.voters.matching(hashOrNone, 'SHA-256'),
		serials: fields.serials.matching(hashOrNone, 'SHA-256'),
		outcome: fields.outcome.hash()
	};
}

export function readEntry(text: Shape): EntryText {
	const fields = text.inside().fields(['id', 'process', 'verb', 'actor', 'object', 'detail', 'at'], { ordered: true });
	fields.id.text();
	fields.actor.text();
	return { process: fields.process.text(), verb: fields.verb.text(), object: fields.object.text(), detail: fields.detail.text(), at: fields.at.time() };
}
