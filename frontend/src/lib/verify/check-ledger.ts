import type { Bundle } from './bundle';
import { checkpointOf } from './check-signatures';
import { Findings, type CheckResult } from './finding';
import { included, leafHash } from './merkle';

const once = ['round.open', 'round.close', 'round.seal'] as const;

/** 3: each entry is in the tree and of this round; one opening, one close, one seal, and the others between; no change after the close. */
export function checkLedger({ rules, checkpoint, entries }: Bundle): CheckResult {
	const found = new Findings('ledger');
	const tree = checkpointOf(checkpoint);
	let before = -1;
	for (const { what, text, index, proof, object, process } of entries) {
		if (!tree || !included(leafHash(text), index, tree.size, tree.root, proof)) found.fail(what, 'proof');
		found.same(`${what}.text.object`, object, `round/${rules.round}`);
		found.same(`${what}.text.process`, process, rules.process);
		if (index <= before) found.fail(`${what}.index`, 'unsorted');
		before = index;
	}
	const verbs = entries.map(({ verb }) => verb);
	for (const verb of once) {
		const times = verbs.filter((one) => one === verb).length;
		if (times === 0) found.fail('entries', 'no-entry', '', verb);
		if (times > 1) found.fail('entries', 'twice', verb);
	}
	const close = verbs.indexOf('round.close');
	entries.forEach(({ what, verb }, place) => {
		if (verb === 'round.amend' && close >= 0 && place > close) found.fail(what, 'after-close', verb);
	});
	if (verbs[0] !== 'round.open') found.fail('entries[0]', 'order', verbs[0], 'round.open');
	if (verbs.at(-1) !== 'round.seal') found.fail(`entries[${verbs.length - 1}]`, 'order', verbs.at(-1), 'round.seal');
	return found.result();
}
