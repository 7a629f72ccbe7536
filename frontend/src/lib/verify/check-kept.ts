import type { Bundle } from './bundle';
import { equalBytes, hex } from './bytes';
import { checkpointOf } from './check-signatures';
import { Findings, type CheckResult } from './finding';
import { consistent } from './merkle';
import { openNote, readCheckpoint, readKey, readReceipt } from './note';

/** What somebody kept from before: texts, each a receipt, a signed checkpoint, a verifier key, or what an auditor signed. */
export interface Kept {
	name: string;
	text: string;
}

/** 11: what somebody kept is in this bundle. */
export function checkKept(bundle: Bundle, kept: readonly Kept[], finals: readonly string[]): CheckResult {
	const found = new Findings('receipts');
	const committed = new Set(bundle.batches.flat());
	const final = new Map(finals.map((commitment, place) => [commitment, place]));
	for (const one of kept) {
		const note = one.text.replaceAll('\r\n', '\n').trimStart();
		if (/^\S+\+[0-9a-f]{8}\+\S+\s*$/.test(note)) checkKey(found, bundle, one.name, note.trim());
		else if (note.startsWith('folkmoot/receipt/')) checkReceipt(found, bundle, one.name, note, committed, final);
		else checkCheckpoint(found, bundle, one.name, note);
	}
	if (kept.length === 0) found.unknown('', 'none-given');
	return found.result();
}

function checkKey(found: Findings, { key, keyText }: Bundle, name: string, text: string): void {
	const kept = readKey(text);
	if (!kept) found.fail(name, 'form');
	else if (kept.origin === key?.origin && equalBytes(kept.key, key.key)) found.hold(name);
	else found.fail(name, 'differs', keyText, text);
}

/** A copy and paste often takes the last line feed away; it is no part of what is signed. */
const whole = (note: string): string => `${note.trimEnd()}\n`;

function checkReceipt(
	found: Findings, { key, origin, rules, rulesHash, opened, ballots }: Bundle, name: string, note: string, committed: ReadonlySet<string>, final: ReadonlyMap<string, number>
): void {
	const text = key && openNote(whole(note), key);
	if (text === undefined) return found.fail(name, 'signature');
	const receipt = readReceipt(text);
	if (!receipt) return found.fail(name, 'form');
	const named = [
		found.same(`${name}: origin`, receipt.origin, origin),
		found.same(`${name}: round`, receipt.round, rules.round),
		found.same(`${name}: rules`, receipt.rules, rulesHash)
	];
	if (named.includes(false)) return;
	if (!committed.has(receipt.commitment)) return found.fail(name, 'no-batch', receipt.commitment);
	const place = final.get(receipt.commitment);
	if (opened && place === undefined) return found.unknown(name, 'superseded', receipt.commitment);
	const revision = place === undefined ? undefined : ballots[place]?.revision;
	if (revision === undefined || found.same(`${name}: revision`, receipt.revision, revision)) found.hold(name, receipt.commitment);
}

function checkCheckpoint(found: Findings, { key, origin, checkpoint, earlier }: Bundle, name: string, note: string): void {
	const text = key && openNote(whole(note), key);
	if (text === undefined) return found.fail(name, 'signature');
	const kept = readCheckpoint(text);
	if (!kept) return found.fail(name, 'form');
	if (!found.same(`${name}: origin`, kept.origin, origin)) return;
	const twin = [checkpoint, ...earlier.map((one) => one.checkpoint)].map(checkpointOf).find((one) => one?.size === kept.size);
	// Without a proof between the two, only trees of the same size can be compared.
	if (!twin) found.unknown(name, 'not-comparable', String(kept.size));
	else if (consistent(kept.size, kept.root, twin.size, twin.root, [])) found.hold(name);
	else found.fail(name, 'differs', hex(kept.root), hex(twin.root));
}
