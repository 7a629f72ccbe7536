import { kinds, optionKey, type Form, type Option } from './choices';
import { Shape } from './shape';

/** The texts that are hashed: rules, amendments, the seal and entries; and what is stored, which has the fields of the rules. */

export const publications = ['totals', 'ballots', 'openings', 'named'] as const;
export type Publication = (typeof publications)[number];

export interface RuleSettings {
	rule: string;
	satisfaction: string;
	completion: string;
	ties: string[];
	increment: bigint;
}

export interface RuleOption extends Option {
	title: string;
	text: string;
	kind: string;
	wish: string;
}

/** What both the rules and what is stored say. */
export interface Terms {
	round: string;
	process: string;
	title: string;
	unit: string;
	scale: bigint;
	budget: bigint;
	ballot: Form;
	settings: RuleSettings;
	options: RuleOption[];
	publication: Publication;
	auditors: string[];
	paper: string;
	opened_at: string;
	closes_at: string;
}

export interface Rules extends Terms {
	origin: string;
	seed_commitment: string;
	roll: { count: number; hash: string };
}

export interface Stored extends Terms {
	roll: { count: number; hash: string; voted: number };
	state: string;
	closed_at: string;
	seed: string;
	secret: string;
}

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
	verb: Verb;
	object: string;
	detail: string;
	at: string;
}

export const termNames = [
	'round', 'process', 'title', 'unit', 'scale', 'budget', 'ballot', 'settings', 'options', 'publication', 'auditors', 'paper', 'opened_at', 'closes_at'
] as const;
type TermName = (typeof termNames)[number];

/** An id, and other names that stand in lines. */
export const name = /^\S+$/;
const hashOrNone = /^(?:[0-9a-f]{64})?$/;

/** The deeds of a round that a bundle has entries of. */
export const verbs = ['round.open', 'ballots.commit', 'round.amend', 'round.close', 'round.seal'] as const;
export type Verb = (typeof verbs)[number];

export function readRules(text: Shape): Rules {
	const fields = text.inside().fields(['format', 'origin', ...termNames, 'seed_commitment', 'roll'], { ordered: true });
	fields.format.matching(/^folkmoot\/rules\/v1$/, 'folkmoot/rules/v1');
	const roll = fields.roll.fields(['count', 'hash'], { ordered: true });
	return {
		...readTerms(fields, true),
		origin: fields.origin.matching(name, '…'),
		seed_commitment: fields.seed_commitment.hash(),
		roll: { count: roll.count.number(), hash: roll.hash.hash() }
	};
}

export function readStored(shape: Shape): Stored {
	const fields = shape.fields([...termNames, 'roll', 'state', 'closed_at', 'seed', 'secret']);
	const roll = fields.roll.fields(['count', 'hash', 'voted']);
	return {
		...readTerms(fields, false),
		roll: { count: roll.count.number(), hash: roll.hash.hash(), voted: roll.voted.number() },
		state: fields.state.text(),
		closed_at: fields.closed_at.time(),
		seed: fields.seed.text(),
		secret: fields.secret.one(['destroyed', 'kept'])
	};
}

function readTerms(fields: Record<TermName, Shape>, ordered: boolean): Terms {
	const ballot = fields.ballot.fields(['kind', 'min', 'max', 'total', 'cap'], { ordered });
	const settings = fields.settings.fields(['rule', 'satisfaction', 'completion', 'ties', 'increment'], { ordered });
	return {
		round: fields.round.matching(name, '…'),
		process: fields.process.matching(name, '…'),
		title: fields.title.text(),
		unit: fields.unit.text(),
		scale: BigInt(fields.scale.matchingNumber(/^10{0,6}$/, '1, 10, 100 …')),
		budget: fields.budget.amount(),
		ballot: {
			kind: ballot.kind.one(kinds), min: BigInt(ballot.min.number()), max: BigInt(ballot.max.number()), total: BigInt(ballot.total.number()),
			cap: BigInt(ballot.cap.number())
		},
		settings: {
			rule: settings.rule.text(), satisfaction: settings.satisfaction.text(), completion: settings.completion.text(),
			ties: settings.ties.words(), increment: settings.increment.amount()
		},
		options: fields.options.list().map((option) => readOption(option, ordered)),
		publication: fields.publication.one(publications),
		auditors: fields.auditors.list().map((one) => one.matching(name, '…')),
		paper: fields.paper.one(['none', 'paper_counts', 'online_counts']),
		opened_at: fields.opened_at.time(),
		closes_at: fields.closes_at.time()
	};
}

function readOption(shape: Shape, ordered: boolean): RuleOption {
	const { key, title, text, kind, wish, cost } = shape.fields(['key', 'title', 'text', 'kind', 'wish', 'cost'], { ordered });
	const option = { title: title.text(), text: text.text(), kind: kind.text(), wish: wish.text() };
	const holdable = option.kind === 'symbolic_change' && option.wish === 'change';
	return { ...option, key: key.matching(optionKey, '1, 2 …'), cost: cost.amount(), holdable };
}

export function readAmendment(text: Shape): Amendment {
	const names = ['format', 'id', 'round', 'kind', 'closes_at', 'member', 'reason', 'proposed_by', 'confirmed_by', 'at'] as const;
	const fields = text.inside().fields(names, { ordered: true });
	fields.format.matching(/^folkmoot\/amendment\/v1$/, 'folkmoot/amendment/v1');
	for (const name of ['id', 'reason'] as const) fields[name].text();
	const kind = fields.kind.one(['deadline', 'roll']);
	if (kind === 'roll') fields.closes_at.null();
	return {
		kind,
		round: fields.round.text(),
		closes_at: kind === 'deadline' ? fields.closes_at.time() : '',
		member: fields.member.matching(kind === 'roll' ? name : /^$/, kind === 'roll' ? '…' : '""'),
		proposed_by: fields.proposed_by.matching(name, '…'),
		confirmed_by: fields.confirmed_by.matching(name, '…'),
		at: fields.at.time()
	};
}

export function readSeal(text: Shape): Seal {
	const names = [
		'format', 'round', 'rules', 'seed', 'roll', 'roll_hash', 'voted', 'commitments', 'final', 'root', 'online', 'paper', 'taken_back', 'ballots',
		'voters', 'serials', 'outcome'
	] as const;
	const fields = text.inside().fields(names, { ordered: true });
	fields.format.matching(/^folkmoot\/seal\/v1$/, 'folkmoot/seal/v1');
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
	return { process: fields.process.text(), verb: fields.verb.one(verbs), object: fields.object.text(), detail: fields.detail.text(), at: fields.at.time() };
}
