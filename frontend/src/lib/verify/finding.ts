/** What is looked at, in this order. */
export const checks = [
	'form', 'signatures', 'ledger', 'rules', 'amendments', 'batches', 'seal', 'openings', 'ballots', 'count', 'receipts', 'attestations'
] as const;
export type Check = (typeof checks)[number];

/** `unknown`: from these files it cannot be known. */
export type Verdict = 'holds' | 'fails' | 'unknown';

/** Why, as a name that an interface puts into words. */
export type Reason =
	| 'holds'
	/** Not read: it has no such form. `expected` says which. */
	| 'form'
	/** A field that should not be there, one that is missing, fields in another order. */
	| 'extra' | 'missing' | 'order' | 'not-in-one-way'
	/** Settings that cannot count such ballots. */
	| 'impossible'
	/** `found` is not `expected`. */
	| 'differs'
	| 'signature' | 'proof' | 'hash'
	/** Something is not sorted, or is there twice. */
	| 'unsorted' | 'twice'
	/** An entry, a text or a signature that has to be there is not. */
	| 'no-entry' | 'stray'
	/** Who proposed an amendment confirmed it, too. */
	| 'one-organiser'
	/** A deadline is not later than the one before, a change came after the close. */
	| 'not-later' | 'after-close'
	/** A commitment stands in no batch, or is no final one. */
	| 'no-batch' | 'superseded'
	| 'not-allowed'
	/** Who signed that everything holds was not named as an auditor. */
	| 'no-auditor'
	/** More ballots than voters. */
	| 'too-many'
	| 'secret-kept'
	/** The file does not hold what is needed for it: openings, ballots, receipts, a kept checkpoint. */
	| 'not-published' | 'no-openings' | 'none-given' | 'not-comparable'
	/** This page does not count by this setting; the program does. */
	| 'not-counted-here'
	/** Something before it has failed, so it was not looked at. */
	| 'not-looked-at';

export interface Finding {
	check: Check;
	verdict: Verdict;
	/** The place in the file, such as `stored.budget` or `entries[3].proof`; empty for the check as a whole. */
	what: string;
	reason: Reason;
	/** What should be there and what is, shortened; empty if that says nothing. */
	expected: string;
	found: string;
}

export interface CheckResult {
	check: Check;
	verdict: Verdict;
	/** Those that fail first. A check that holds has one that says so. */
	findings: Finding[];
}

/** Collects what one check finds. */
export class Findings {
	readonly #check: Check;
	readonly #list: Finding[] = [];

	constructor(check: Check) {
		this.#check = check;
	}

	fail(what: string, reason: Reason, found = '', expected = ''): void {
		this.#list.push({ check: this.#check, verdict: 'fails', what, reason, found: short(found), expected: short(expected) });
	}

	unknown(what: string, reason: Reason, found = ''): void {
		this.#list.push({ check: this.#check, verdict: 'unknown', what, reason, found: short(found), expected: '' });
	}

	/** For what deserves a line of its own although it holds, as a receipt does. */
	hold(what: string, found = ''): void {
		this.#list.push({ check: this.#check, verdict: 'holds', what, reason: 'holds', found: short(found), expected: '' });
	}

	/** Fails unless both are equal. */
	same(what: string, found: bigint | number | string, expected: bigint | number | string): boolean {
		const equal = String(found) === String(expected);
		if (!equal) this.fail(what, 'differs', String(found), String(expected));
		return equal;
	}

	result(): CheckResult {
		const rank: Record<Verdict, number> = { fails: 0, unknown: 1, holds: 2 };
		const findings = this.#list.sort((a, b) => rank[a.verdict] - rank[b.verdict]);
		if (findings.length === 0) this.hold('');
		return { check: this.#check, verdict: findings[0]?.verdict ?? 'holds', findings: findings.slice(0, most) };
	}
}

/** More than these of one check help nobody. */
const most = 50;

function short(text: string): string {
	return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
