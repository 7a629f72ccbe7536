import type { Bundle } from './bundle';
import { hashOf } from './bytes';
import { Findings, type CheckResult } from './finding';
import { termNames } from './texts';

/** Names where what is stored differs from what was frozen, field by field. */
function compareFields(found: Findings, what: string, stored: unknown, frozen: unknown): void {
	if (Array.isArray(stored) && Array.isArray(frozen)) {
		if (!found.same(`${what}.length`, stored.length, frozen.length)) return;
		stored.forEach((one, place) => compareFields(found, `${what}[${place}]`, one, frozen[place]));
	} else if (isRecord(stored) && isRecord(frozen)) {
		for (const name of Object.keys(frozen)) compareFields(found, `${what}.${name}`, stored[name], frozen[name]);
	} else found.same(what, String(stored), String(frozen));
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Times are compared as texts: parts of a second are written without zeros at their end, so they are taken apart first. */
function isLater(time: string, than: string): boolean {
	const [seconds = '', parts = ''] = time.slice(0, -1).split('.');
	const [before = '', partsBefore = ''] = than.slice(0, -1).split('.');
	return seconds === before ? parts.padEnd(6, '0') > partsBefore.padEnd(6, '0') : seconds > before;
}

/** 4: the rules are those of the opening, and what is stored still says the same. */
export function checkRules({ origin, rulesText, rules, stored, entries }: Bundle): CheckResult {
	const found = new Findings('rules');
	const open = entries.find(({ verb }) => verb === 'round.open');
	if (!open) found.fail('entries', 'no-entry', '', 'round.open');
	else {
		const hash = `rules ${hashOf(rulesText)}`;
		if (open.detail !== hash) found.fail('rules', 'hash', hash, open.detail);
		found.same('rules.opened_at', rules.opened_at, open.at);
	}
	found.same('rules.origin', rules.origin, origin);
	for (const name of termNames) if (name !== 'closes_at') compareFields(found, `stored.${name}`, stored[name], rules[name]);
	return found.result();
}

/** 5: what was changed after the opening was changed by two organisers, openly, and nothing else was. */
export function checkAmendments({ rules, stored, entries, amendments }: Bundle): CheckResult {
	const found = new Findings('amendments');
	const deeds = entries.filter(({ verb }) => verb === 'round.amend');
	amendments.forEach(({ text, read }, place) => {
		const what = `amendments[${place}]`;
		const deed = deeds[place];
		const hash = `amendment ${hashOf(text)}`;
		if (!deed) found.fail(what, 'no-entry', hash, 'round.amend');
		else {
			if (deed.detail !== hash) found.fail(what, 'hash', hash, deed.detail);
			found.same(`${what}.at`, read.at, deed.at);
		}
		found.same(`${what}.round`, read.round, rules.round);
		if (read.proposed_by === read.confirmed_by) found.fail(`${what}.confirmed_by`, 'one-organiser', read.confirmed_by);
	});
	for (const deed of deeds.slice(amendments.length)) found.fail(deed.what, 'stray', deed.detail);
	let deadline = rules.closes_at;
	const entered = new Set<string>();
	amendments.forEach(({ read: { kind, closes_at, member } }, place) => {
		const what = `amendments[${place}]`;
		if (kind === 'roll') {
			if (entered.has(member)) found.fail(`${what}.member`, 'twice', member);
			entered.add(member);
			return;
		}
		if (!isLater(closes_at, deadline)) found.fail(`${what}.closes_at`, 'not-later', closes_at, deadline);
		deadline = closes_at;
	});
	found.same('stored.closes_at', stored.closes_at, deadline);
	found.same('stored.roll.count', stored.roll.count, rules.roll.count + entered.size);
	if (entered.size === 0) found.same('stored.roll.hash', stored.roll.hash, rules.roll.hash);
	found.same('stored.state', stored.state, 'closed');
	const close = entries.find(({ verb }) => verb === 'round.close');
	if (close) found.same('stored.closed_at', stored.closed_at, close.at);
	return found.result();
}
