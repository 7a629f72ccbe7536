import type { Bundle } from './bundle';
import { compareText, hashOf, hashOfLines } from './bytes';
import { Findings, type CheckResult } from './finding';

/** 6: the commitments entered the ledger in these batches, each once. */
export function checkBatches({ entries, batches }: Bundle): CheckResult {
	const found = new Findings('batches');
	const deeds = entries.filter(({ verb }) => verb === 'ballots.commit');
	const seen = new Set<string>();
	batches.forEach((batch, place) => {
		const what = `batches[${place}]`;
		batch.forEach((commitment, at) => {
			if (at > 0 && compareText(batch[at - 1] ?? '', commitment) > 0) found.fail(`${what}[${at}]`, 'unsorted', commitment);
			if (seen.has(commitment)) found.fail(`${what}[${at}]`, 'twice', commitment);
			seen.add(commitment);
		});
		const detail = `${batch.length} commitments ${hashOfLines(['folkmoot/batch/v1', ...batch])}`;
		const deed = deeds[place];
		if (!deed) found.fail(what, 'no-entry', detail, 'ballots.commit');
		else if (deed.detail !== detail) found.fail(what, 'hash', detail, deed.detail);
	});
	for (const deed of deeds.slice(batches.length)) found.fail(deed.what, 'stray', deed.detail);
	return found.result();
}

/** 7: what was fixed at the end has the numbers of everything else, and nothing joins voters to ballots any more. */
export function checkSeal({ rulesHash, rules, stored, entries, batches, sealText, seal }: Bundle): CheckResult {
	const found = new Findings('seal');
	const deed = entries.find(({ verb }) => verb === 'round.seal');
	const hash = `seal ${hashOf(sealText)}`;
	if (!deed) found.fail('entries', 'no-entry', '', 'round.seal');
	else if (deed.detail !== hash) found.fail('seal', 'hash', hash, deed.detail);
	found.same('seal.round', seal.round, rules.round);
	found.same('seal.rules', seal.rules, rulesHash);
	const drawn = hashOfLines(['folkmoot/seed/v1', seal.seed]);
	if (drawn !== rules.seed_commitment) found.fail('seal.seed', 'hash', drawn, rules.seed_commitment);
	found.same('stored.seed', stored.seed, seal.seed);
	// What is stored is what could have been changed since; the seal stands in the ledger.
	found.same('stored.roll.count', stored.roll.count, seal.roll);
	found.same('stored.roll.hash', stored.roll.hash, seal.roll_hash);
	found.same('stored.roll.voted', stored.roll.voted, seal.voted);
	found.same('seal.commitments', seal.commitments, batches.reduce((sum, batch) => sum + batch.length, 0));
	found.same('seal.final', seal.final, seal.online + seal.paper + seal.taken_back);
	const counted = seal.online + seal.paper;
	const atMost = (what: string, number: number, most: number): void => {
		if (number > most) found.fail(what, 'too-many', String(number), String(most));
	};
	atMost('seal.final', seal.final, seal.commitments);
	atMost('seal.voted', seal.voted, seal.roll);
	if (rules.paper === 'none') {
		found.same('seal.voted', seal.voted, counted);
		found.same('seal.paper', seal.paper, 0);
	} else atMost('seal.voted', counted, seal.voted);
	if (stored.secret !== 'destroyed') found.fail('stored.secret', 'secret-kept', stored.secret, 'destroyed');
	return found.result();
}
