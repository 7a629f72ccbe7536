import { fromBase64, hashOf } from './bytes';
import { impossible } from './count/rules';
import { nothing, readChoices, type Ballot, type Kind } from './choices';
import type { Hash } from './merkle';
import { readKey, type VerifierKey } from './note';
import { Shape, ShapeError } from './shape';
import { readOutcome, type Told } from './outcome';
import { name, readAmendment, readEntry, readRules, readSeal, readStored, type Amendment, type EntryText, type Rules, type Seal, type Stored } from './texts';

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
	key: VerifierKey;
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
	pb: string;
}

const names = [
	'format', 'audience', 'origin', 'key', 'rules', 'stored', 'amendments', 'entries', 'checkpoint', 'earlier', 'batches', 'seal', 'ballots', 'outcome', 'pb'
] as const;

/** Reads a bundle; throws a ShapeError that names the place where it is none. What is not written as it should be is noted. */
export function readBundle(text: string, noted: ShapeError[]): Bundle {
	const fields = Shape.read(text, noted).fields(names);
	fields.format.matching(/^folkmoot\/bundle\/v1$/, 'folkmoot/bundle/v1');
	const audience = fields.audience.one(['public', 'auditors']);
	const rulesText = fields.rules.text();
	const rules = readRules(fields.rules);
	const wrong = impossible(rules.ballot, rules.settings);
	if (wrong !== undefined) noted.push(new ShapeError(`rules.${wrong}`, 'impossible'));
	noted.push(...twiceAmong(rules));
	const entries = fields.entries.list().map(entryOf);
	const opening = /^rules ([0-9a-f]{64})$/.exec(entries.find(({ verb }) => verb === 'round.open')?.detail ?? '');
	const opened = audience === 'auditors' || rules.publication === 'openings' || rules.publication === 'named';
	const sealText = fields.seal.text();
	return {
		audience, rulesText, rules, opened, sealText, entries,
		rulesHash: opening?.[1] ?? hashOf(rulesText),
		published: opened || rules.publication === 'ballots',
		origin: fields.origin.text(),
		key: keyOf(fields.key),
		keyText: fields.key.text(),
		stored: readStored(fields.stored),
		amendments: fields.amendments.list().map((one) => ({ text: one.text(), read: readAmendment(one) })),
		checkpoint: fields.checkpoint.text(),
		earlier: fields.earlier.list().map((one) => {
			const { checkpoint, proof } = one.fields(['checkpoint', 'proof']);
			return { what: one.what, checkpoint: checkpoint.text(), proof: proofOf(proof) };
		}),
		batches: fields.batches.list().map((batch) => batch.list().map((commitment) => commitment.hash())),
		seal: readSeal(fields.seal),
		ballots: fields.ballots.list().map((one) => ballotOf(one, audience, rules)),
		outcome: fields.outcome.text(),
		told: readOutcome(fields.outcome),
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

function keyOf(shape: Shape): VerifierKey {
	const key = readKey(shape.text());
	if (!key) throw new ShapeError(shape.what, 'form', shape.text(), '<origin>+<hash>+<key>');
	return key;
}

function proofOf(shape: Shape): Hash[] {
	return shape.list().map((one) => {
		const hash = fromBase64(one.text());
		if (hash?.length !== 32) one.note('form', one.text(), 'SHA-256, Base64');
		return hash ?? new Uint8Array();
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
		serial: auditors && onPaper && !fields.serial.missing ? fields.serial.matching(/^[^\n]+$/, '…') : undefined
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
