import type { Bundle } from './bundle';
import { checkpointOf } from './check-signatures';
import { Findings, type CheckResult } from './finding';
import { included, leafHash } from './merkle';
import { verbs } from './deeds';

const once = ['round.open', 'round.close', 'round.seal'] as const;

/** 3: each entry is in the tree and of this round; one opening, one close, one seal, and the others between; no change after the close. */
export function checkLedger({ rules, checkpoint, entries }: Bundle): CheckResult {
	const found = new Findings('ledger');
	const tree = checkpointOf(checkpoint);
	if (!tree) found.unknown('entries', 'not-looked-at');
	let before = -1;
	for (const { what, text, index, proof, object, process, verb } of entries) {
		if (!verbs.some((one) => one === verb)) found.fail(`${what}.text.verb`, 'stray', verb);
		if (tree && !included(leafHash(text), index, tree.size, tree.root, proof)) found.fail(what, 'proof');
		found.same(`${what}.text.object`, object, `round/${rules.round}`);
		found.same(`${what}.text.process`, process, rules.process);
		if (index <= before) found.fail(`${what}.index`, 'unsorted');
		before = index;
	}
	const deeds = entries.map(({ verb }) => verb);
	for (const verb of once) {
		const times = deeds.filter((one) => one === verb).length;
		if (times === 0) found.fail('entries', 'no-entry', '', verb);
		if (times > 1) found.fail('entries', 'twice', verb);
	}
	const close = deeds.indexOf('round.close');
	entries.forEach(({ what, verb }, place) => {
		if (verb === 'round.amend' && close >= 0 && place > close) found.fail(what, 'after-close', verb);
	});
	if (deeds[0] !== 'round.open') found.fail('entries[0]', 'order', deeds[0], 'round.open');
	if (deeds.at(-1) !== 'round.seal') found.fail(`entries[${deeds.length - 1}]`, 'order', deeds.at(-1), 'round.seal');
	return found.result();
}
