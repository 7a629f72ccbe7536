import type { Bundle } from './bundle';
import { Findings, type CheckResult } from './finding';
import { consistent } from './merkle';
import { openNote, readCheckpoint, type Checkpoint } from './note';

/** Reads the text of a checkpoint whoever signed it: who did is looked at here, and the tree elsewhere. */
export function checkpointOf(note: string): Checkpoint | undefined {
	const end = note.lastIndexOf('\n\n');
	return end < 0 ? undefined : readCheckpoint(note.slice(0, end + 1));
}

/** 2: every checkpoint is signed by the key for the origin, and the tree only grew; one is of the time between opening and close. */
export function checkSignatures({ origin, key, checkpoint, earlier, entries }: Bundle): CheckResult {
	const found = new Findings('signatures');
	if (key) found.same('origin', origin, key.origin);
	else found.fail('key', 'form');
	const signed = (what: string, note: string): Checkpoint | undefined => {
		if (!key || openNote(note, key) === undefined) found.fail(what, 'signature');
		const read = checkpointOf(note);
		if (!read) found.fail(what, 'form');
		else found.same(what, read.origin, key?.origin ?? origin);
		return read;
	};
	const last = signed('checkpoint', checkpoint);
	const open = entries.find(({ verb }) => verb === 'round.open');
	const close = entries.find(({ verb }) => verb === 'round.close');
	let ofOpening = false;
	let before = -1;
	for (const { what, checkpoint: note, proof } of earlier) {
		const read = signed(`${what}.checkpoint`, note);
		if (read && last && !consistent(read.size, read.root, last.size, last.root, proof)) found.fail(`${what}.proof`, 'proof');
		if (read && read.size <= before) found.fail(what, 'unsorted', String(read.size));
		before = read?.size ?? before;
		ofOpening ||= Boolean(read && open && close && read.size > open.index && read.size <= close.index);
	}
	if (!ofOpening) found.fail('earlier', 'missing');
	return found.result();
}
