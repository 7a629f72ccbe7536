/** The signed promise that a ballot was taken. docs/bundle.md describes it. */
export interface Receipt {
	origin: string;
	round: string;
	rules: string;
	commitment: string;
	revision: number;
	/** The hour in which it was given: no more exactly. */
	hour: string;
}

/** What a receipt has to name. */
export type Named = Pick<Receipt, 'round' | 'rules' | 'commitment' | 'revision'>;

const lines =
	/^folkmoot\/receipt\/v1\n([^\n]+)\nround ([^\n]+)\nrules ([0-9a-f]{64})\ncommitment ([0-9a-f]{64})\nrevision (0|[1-9][0-9]{0,14})\nhour (\d{4}-\d\d-\d\dT\d\dZ)\n$/;

/** Reads a receipt with its signature, without looking whether that is true; undefined if it is none. */
export function readReceipt(note: string): Receipt | undefined {
	const [, origin, round, rules, commitment, revision, hour] = lines.exec(textOf(whole(note))) ?? [];
	if (origin === undefined || round === undefined || rules === undefined || commitment === undefined || hour === undefined) return undefined;
	return { origin, round, rules, commitment, revision: Number(revision), hour };
}

/** Says whether a receipt promises what it should. */
export function promises(note: string, named: Named): boolean {
	const receipt = readReceipt(note);
	return receipt !== undefined && (['round', 'rules', 'commitment', 'revision'] as const).every((field) => receipt[field] === named[field]);
}

/** A note as it was signed: copying often takes the last line feed away, or puts others in. */
export function whole(note: string): string {
	return `${note.replaceAll('\r\n', '\n').trim()}\n`;
}

/** What of a note is signed: all but its empty line and the signature. */
export function textOf(note: string): string {
	return note.slice(0, note.lastIndexOf('\n\n') + 1);
}
