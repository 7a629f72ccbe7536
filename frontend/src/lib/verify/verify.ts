import { readBundle, type Bundle } from './bundle';
import { hashOf } from './bytes';
import { checkAttestations, isAttestation } from './check-attestation';
import { checkBallots, checkOpenings, finalCommitments } from './check-ballots';
import { checkCount } from './check-count';
import { checkKept, type Kept } from './check-kept';
import { checkLedger } from './check-ledger';
import { checkAmendments, checkRules } from './check-rules';
import { checkBatches, checkSeal } from './check-seal';
import { checkSignatures } from './check-signatures';
import { checks, Findings, type Check, type CheckResult, type Verdict } from './finding';
import { ShapeError } from './shape';

/** What a bundle is about, for its reader; nothing of it is proved by being here. */
export interface About {
	title: string;
	round: string;
	origin: string;
	key: string;
	/** The hash of the seal. */
	seal: string;
	closedAt: string;
	audience: Bundle['audience'];
	publication: Bundle['rules']['publication'];
	/** How many ballots were counted, and how many could vote. */
	counted: number;
	roll: number;
	amendments: number;
}

export interface Report {
	/** `fails` if any check does; `holds` if the form, the signatures, the ledger, the rules and the seal do and nothing fails. */
	verdict: Verdict;
	/** Undefined if the file could not be read. */
	about?: About;
	results: CheckResult[];
}

const largest = 256 * 2 ** 20;

/** Checks a file without reading it if it is too large for a bundle. */
export async function verifyFile(file: Blob, kept: readonly Kept[] = [], tell?: (check: Check) => void): Promise<Report> {
	if (file.size > largest) return unreadable(tooLarge(file.size));
	return verifyBundle(new Uint8Array(await file.arrayBuffer()), kept, tell);
}

const tooLarge = (size: number): ShapeError => new ShapeError('', 'form', String(size), '256 MiB');

/** Checks a bundle, and what somebody kept, as docs/bundle.md says. `tell` hears which check comes next. Never throws for what is in a file. */
export function verifyBundle(file: Uint8Array | string, kept: readonly Kept[] = [], tell: (check: Check) => void = () => undefined): Report {
	tell('form');
	const noted: ShapeError[] = [];
	let bundle: Bundle;
	try {
		if (file.length > largest) throw tooLarge(file.length);
		bundle = readBundle(typeof file === 'string' ? file : textOf(file), noted);
	} catch (thrown) {
		if (thrown instanceof ShapeError) return unreadable(...noted, thrown);
		throw thrown;
	}
	return look(bundle, noted, kept, tell);
}

function textOf(file: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
	} catch {
		throw new ShapeError('', 'form', '', 'UTF-8');
	}
}

function look(bundle: Bundle, noted: readonly ShapeError[], kept: readonly Kept[], tell: (check: Check) => void): Report {
	const told = <Result>(check: Check, result: () => Result): Result => {
		tell(check);
		return result();
	};
	const before = [
		told('signatures', () => checkSignatures(bundle)),
		told('ledger', () => checkLedger(bundle)),
		told('rules', () => checkRules(bundle)),
		told('amendments', () => checkAmendments(bundle)),
		told('batches', () => checkBatches(bundle)),
		told('seal', () => checkSeal(bundle))
	];
	tell('openings');
	const finals = finalCommitments(bundle);
	const openings = checkOpenings(bundle, finals);
	const ballots = told('ballots', () => checkBallots(bundle));
	// Ballots that contradict their hash are counted all the same: that may name the field; such that are none cannot be.
	const countable = !ballots.findings.some(({ what, reason }) => what.startsWith('ballots[') && (reason === 'form' || reason === 'not-allowed'));
	const count = told('count', () => checkCount(bundle, countable));
	const receipts = told('receipts', () => checkKept(bundle, kept.filter((one) => !isAttestation(one)), finals));
	const attestations = told('attestations', () => checkAttestations(bundle, kept.filter(isAttestation)));
	const results = [formOf(noted), ...before, openings, ballots, count, receipts, attestations];
	return { verdict: verdictOf(results), about: aboutOf(bundle), results };
}

function verdictOf(results: readonly CheckResult[]): Verdict {
	return results.some(({ verdict }) => verdict === 'fails') ? 'fails' : 'holds';
}

function formOf(noted: readonly ShapeError[]): CheckResult {
	const form = new Findings('form');
	for (const { what, reason, found, expected } of noted) form.fail(what, reason, found, expected);
	return form.result();
}

function unreadable(...noted: readonly ShapeError[]): Report {
	const others = checks.slice(1).map((check) => {
		const found = new Findings(check);
		// The rules and the seal have checks of their own.
		const own = noted.at(-1);
		if (own?.what === check) found.fail(own.what, own.reason, own.found, own.expected);
		else found.unknown('', 'not-looked-at');
		return found.result();
	});
	return { verdict: 'fails', results: [formOf(noted), ...others] };
}

function aboutOf({ rules, stored, seal, sealText, origin, keyText, audience, amendments }: Bundle): About {
	return {
		title: rules.title, round: rules.round, origin, key: keyText, seal: hashOf(sealText), closedAt: stored.closed_at, audience, publication: rules.publication,
		counted: seal.online + seal.paper, roll: stored.roll.count, amendments: amendments.length
	};
}
