import type { Bundle } from './bundle';
import { hashOf } from './bytes';
import type { Kept } from './check-kept';
import { Findings, type CheckResult } from './finding';
import { openNote, readAttestation } from './note';

/** What auditors signed begins so; all else that somebody kept is of the server. */
export const isAttestation = ({ text }: Kept): boolean => text.trimStart().startsWith('folkmoot/attestation/');

/** 12: what auditors signed is of this round, and they are its auditors. Whether a key is their own, only they can say. */
export function checkAttestations(bundle: Bundle, signed: readonly Kept[]): CheckResult {
	const found = new Findings('attestations');
	for (const { name, text } of signed) checkOne(found, bundle, name, `${text.replaceAll('\r\n', '\n').trim()}\n`);
	if (signed.length === 0) found.unknown('', 'none-given');
	return found.result();
}

function checkOne(found: Findings, { origin, rules, sealText }: Bundle, name: string, note: string): void {
	const attestation = readAttestation(note);
	if (!attestation) return found.fail(name, 'form');
	const { auditor, key, keyText } = attestation;
	if (openNote(note, key) === undefined) return found.fail(name, 'signature', keyText);
	const named = [
		found.same(`${name}: origin`, attestation.origin, origin),
		found.same(`${name}: round`, attestation.round, rules.round),
		found.same(`${name}: seal`, attestation.seal, hashOf(sealText)),
		found.same(`${name}: key`, key.origin, auditor)
	];
	if (!rules.auditors.includes(auditor)) found.fail(`${name}: auditor`, 'no-auditor', auditor, rules.auditors.join(', '));
	else if (!named.includes(false)) found.hold(name, keyText);
}
