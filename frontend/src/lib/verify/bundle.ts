import { fromBase64, hashOf } from './bytes';
import { readAmendment, readEntry, readSeal, type Amendment, type EntryText, type Seal } from './deeds';
import { impossible, type Impossible } from './count/rules';
import { nothing, readChoices, type Ballot, type Kind } from './choices';
import type { Hash } from './merkle';
import { JsonError, parseJson, type Json } from './json';
import { readKey, type VerifierKey } from './note';
import { Shape, ShapeError } from './shape';
import { readOutcome, type Told } from './outcome';
import { name, readRules, readStored, type Rules, type Stored } from './texts';

export interface Entry extends EntryText {
	what: string;
	index: number;
	text: string;
	proof: Hash[];
}

/** A ballot of the file; what the publication level leaves out is undefined. */
export interface Published {
	what: string;
	text: string;
	/** Or why its text is none in canonical form. */
	ballot: Ballot | string;
	takenBack: boolean;
	revision?: number;
	nonce?: string;
	voter?: string;
	serial?: string;
}

export interface Bundle {
	audience: 'public' | 'auditors';
	origin: string;
	/** Undefined if it is none. */
	key: VerifierKey | undefined;
	keyText: string;
	rulesText: string;
	/** The one that the opening names, so that rules which were changed are found in one place; else that of the text. */
	rulesHash: string;
	rules: Rules;
	stored: Stored;
	amendments: { text: string; read: Amendment }[];
	entries: Entry[];
	checkpoint: string;
	earlier: { what: string; checkpoint: string; proof: Hash[] }[];
	batches: string[][];
	sealText: string;
	seal: Seal;
	ballots: Published[];
	/** Whether ballots come with what opens their commitments, and whether they come at all. */
	opened: boolean;
	published: boolean;
	outcome: string;
	told: Told;
	/** What is not as it should be in the outcome, which the count tells. */
	toldNoted: ShapeError[];
	/** What in the rules makes that nobody can count such ballots. */
	impossible: Impossible | undefined;
	pb: string;
}

const names = [
	'format', 'audience', 'origin', 'key', 'rules', 'stored', 'amendments', 'entries', 'checkpoint', 'earlier', 'batches', 'seal', 'ballots', 'outcome', 'pb'
] as const;

/** Reads a bundle, and notes what is not as it should be; throws a ShapeError if it has no rules or no seal that can be read. */
export function readBundle(text: string, noted: ShapeError[]): Bundle {
	const fields = new Shape('', parsed(text), noted).fields(names);
	fields.format.matching(/^folkmoot\/bundle\/v1$/, 'folkmoot/bundle/v1');
	const audience = fields.audience.word(['public', 'auditors']);
	const rulesText = fields.rules.text();
	const rules = readRules(readable(fields.rules));
	const wrong = impossible(rules.ballot, rules.settings);
	if (wrong !== undefined) noted.push(new ShapeError(`rules.${wrong}`, 'impossible'));
	noted.push(...twiceAmong(rules), ...misgrouped(rules));
	const entries = fields.entries.list().map(entryOf);
	const opening = /^rules ([0-9a-f]{64})$/.exec(entries.find(({ verb }) => verb === 'round.open')?.detail ?? '');
	const opened = audience === 'auditors' || rules.publication === 'openings' || rules.publication === 'named';
	const sealText = fields.seal.text();
	const toldNoted: ShapeError[] = [];
	return {
		audience, rulesText, rules, opened, sealText, entries, toldNoted,
		rulesHash: opening?.[1] ?? hashOf(rulesText),
		published: opened || rules.publication === 'ballots',
		origin: fields.origin.text(),
		key: readKey(fields.key.text()),
		impossible: wrong,
		keyText: fields.key.text(),
		stored: readStored(fields.stored),
		amendments: fields.amendments.list().map((one) => ({ text: one.text(), read: readAmendment(one) })),
		checkpoint: fields.checkpoint.text(),
		earlier: fields.earlier.list().map((one) => {
			const { checkpoint, proof } = one.fields(['checkpoint', 'proof']);
			return { what: one.what, checkpoint: checkpoint.text(), proof: proofOf(proof) };
		}),
		batches: fields.batches.list().map((batch) => batch.list().map((commitment) => commitment.hash())),
		seal: readSeal(readable(fields.seal)),
		ballots: fields.ballots.list().map((one) => ballotOf(one, audience, rules)),
		outcome: fields.outcome.text(),
		told: readOutcome(new Shape('outcome', fields.outcome.text(), toldNoted)),
		pb: fields.pb.text()
	};
}

function twiceAmong({ options }: Rules): ShapeError[] {
	const known = new Set<string>();
	return options.flatMap(({ key }, place) => {
		const twice = known.has(key);
		known.add(key);
		return twice ? [new ShapeError(`rules.options[${place}].key`, 'twice', key)] : [];
	});
}

/** Groups of which one can be selected have two options or more; no option stands in two, and all stand in the order of the options. */
function misgrouped({ options, settings: { exclusive } }: Rules): ShapeError[] {
	const what = 'rules.settings.exclusive';
	const places = exclusive.map((keys) => keys.map((one) => options.findIndex(({ key }) => key === one)));
	const rising = (list: readonly number[]): boolean => list.every((place, at) => place > (list[at - 1] ?? -1));
	const fits = places.every((group) => group.length > 1 && rising(group)) && rising(places.map(([first = -1]) => first));
	return fits && new Set(places.flat()).size === places.flat().length ? [] : [new ShapeError(what, 'unsorted')];
}

function parsed(text: string): Json {
	try {
		return parseJson(text);
	} catch (thrown) {
		if (thrown instanceof JsonError) throw new ShapeError('', 'form', `${thrown.message} (${thrown.at})`, 'JSON');
		throw thrown;
	}
}

/** Without these texts nothing else can be looked at. */
function readable(text: Shape): Shape {
	const inside = text.inside();
	if (inside.missing) throw new ShapeError(text.what, 'missing');
	return inside;
}

/** One that is no hash proves nothing. */
function proofOf(shape: Shape): Hash[] {
	return shape.list().map((one) => {
		const hash = fromBase64(one.text());
		return hash?.length === 32 ? hash : new Uint8Array();
	});
}

function entryOf(shape: Shape): Entry {
	const { index, text, proof } = shape.fields(['index', 'text', 'proof']);
	return { ...readEntry(text), what: shape.what, index: index.number(), text: text.text(), proof: proofOf(proof) };
}

/** Which fields a ballot has depends on who reads it and on the level. */
function ballotOf(shape: Shape, audience: Bundle['audience'], { publication, ballot: { kind } }: Rules): Published {
	const auditors = audience === 'auditors';
	if (!auditors && publication === 'totals') shape.note('extra');
	if (!auditors && (publication === 'ballots' || publication === 'totals')) return choicesOf(shape.what, shape.fields(['choices']).choices, kind);
	const named = publication === 'named';
	const possible = ['revision', 'nonce', 'choices', ...(auditors ? ['serial' as const] : []), ...(named ? ['voter' as const] : [])] as const;
	const fields = shape.fields(possible, { may: ['serial', 'voter'] });
	const revision = fields.revision.number();
	const onPaper = revision === 0;
	if (named) only(fields.voter, !onPaper);
	if (auditors) only(fields.serial, onPaper);
	return {
		...choicesOf(shape.what, fields.choices, kind),
		revision,
		nonce: fields.nonce.hash(),
		voter: named && !onPaper && !fields.voter.missing ? fields.voter.matching(name, '…') : undefined,
		serial: auditors && onPaper && !fields.serial.missing ? fields.serial.matching(name, '…') : undefined
	};
}

/** A ballot on paper has a serial and no voter; others have a voter and no serial. */
function only(shape: Shape, there: boolean): void {
	if (there === shape.missing) shape.note(there ? 'missing' : 'extra');
}

function choicesOf(what: string, shape: Shape, kind: Kind): Published {
	const text = shape.text();
	return { what, text, ballot: readChoices(text, kind), takenBack: text === nothing };
}
