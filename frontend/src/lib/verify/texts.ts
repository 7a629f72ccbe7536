import { compareText } from './bytes';
import { kinds, optionKey, type Form, type Option } from './choices';
import type { Shape } from './shape';

/** The rules, a text that is hashed, and what is stored, which has the same fields. */

export const publications = ['totals', 'ballots', 'openings', 'named'] as const;
export type Publication = (typeof publications)[number];

export interface RuleSettings {
	rule: string;
	satisfaction: string;
	completion: string;
	ties: string[];
	increment: bigint;
	/** Groups of option keys of which at most one is selected. */
	exclusive: string[][];
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

export const termNames = [
	'round', 'process', 'title', 'unit', 'scale', 'budget', 'ballot', 'settings', 'options', 'publication', 'auditors', 'paper', 'opened_at', 'closes_at'
] as const;
type TermName = (typeof termNames)[number];

/** An id, and other names that stand in lines. */
export const name = /^\S+$/;

export function readRules(text: Shape): Rules {
	const fields = text.fields(['format', 'origin', ...termNames, 'seed_commitment', 'roll'], { ordered: true });
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
	const fields = shape.loose().fields([...termNames, 'roll', 'state', 'closed_at', 'seed', 'secret']);
	const roll = fields.roll.fields(['count', 'hash', 'voted']);
	return {
		...readTerms(fields, false),
		roll: { count: roll.count.number(), hash: roll.hash.hash(), voted: roll.voted.number() },
		state: fields.state.text(),
		closed_at: fields.closed_at.time(),
		seed: fields.seed.text(),
		secret: fields.secret.word(['destroyed', 'kept'])
	};
}

function readTerms(fields: Record<TermName, Shape>, ordered: boolean): Terms {
	const ballot = fields.ballot.fields(['kind', 'min', 'max', 'total', 'cap'], { ordered });
	const settings = fields.settings.fields(['rule', 'satisfaction', 'completion', 'ties', 'increment', 'exclusive'], { ordered, may: ['exclusive'] });
	return {
		round: fields.round.matching(name, '…'),
		process: fields.process.matching(name, '…'),
		title: fields.title.text(),
		unit: fields.unit.text(),
		scale: fields.scale.scale(),
		budget: fields.budget.amount(),
		ballot: {
			kind: ballot.kind.word(kinds), min: BigInt(ballot.min.number()), max: BigInt(ballot.max.number()), total: BigInt(ballot.total.number()),
			cap: BigInt(ballot.cap.number())
		},
		settings: {
			rule: settings.rule.text(), satisfaction: settings.satisfaction.text(), completion: settings.completion.text(),
			ties: settings.ties.words(), increment: settings.increment.amount(), exclusive: readExclusive(settings.exclusive)
		},
		options: fields.options.list().map((option) => readOption(option, ordered)),
		publication: fields.publication.word(publications),
		auditors: ordered ? readAuditors(fields.auditors) : fields.auditors.words(),
		paper: fields.paper.word(['none', 'paper_counts', 'online_counts']),
		opened_at: fields.opened_at.time(),
		closes_at: fields.closes_at.time()
	};
}

/** Sorted, in the rules. */
function readAuditors(shape: Shape): string[] {
	const ids = shape.words();
	if (ids.some((id, at) => at > 0 && compareText(ids[at - 1] ?? '', id) > 0)) shape.note('unsorted');
	return ids;
}

/** Missing if there are none; nobody writes an empty list. */
export function readExclusive(shape: Shape): string[][] {
	if (shape.missing) return [];
	const groups = shape.list().map((group) => group.words());
	if (groups.length === 0) shape.note('extra');
	return groups;
}

function readOption(shape: Shape, ordered: boolean): RuleOption {
	const { key, title, text, kind, wish, cost } = shape.fields(['key', 'title', 'text', 'kind', 'wish', 'cost'], { ordered });
	const option = { title: title.text(), text: text.text(), kind: kind.text(), wish: wish.text() };
	const holdable = option.kind === 'symbolic_change' && option.wish === 'change';
	return { ...option, key: key.matching(optionKey, '1, 2 …'), cost: cost.amount(), holdable };
}
