import type { Bundle } from './bundle';
import { hashOf } from './bytes';
import type { Ballot } from './choices';
import { Findings, type CheckResult } from './finding';
import { JsonError, parseJson, type Json } from './json';
import { notCounted } from './count/rules';
import { outcomeText, tally, TooManyCounts } from './count/tally';

/** 10: counting the ballots again gives the outcome, byte for byte, and the outcome is the sealed one. */
export function checkCount(bundle: Bundle, countable: boolean): CheckResult {
	const { published, seal, outcome, rules } = bundle;
	const found = new Findings('count');
	const hash = hashOf(outcome);
	if (hash !== seal.outcome) found.fail('outcome', 'hash', hash, seal.outcome);
	compareTerms(found, bundle);
	for (const { what, reason, found: is, expected } of bundle.toldNoted) found.fail(what, reason, is, expected);
	const setting = notCounted(rules.settings);
	if (bundle.impossible && published) found.fail(`rules.${bundle.impossible}`, 'impossible');
	else if (!published) found.unknown('outcome', 'not-published');
	else if (!countable) found.fail('ballots', 'not-allowed');
	else if (setting !== undefined) found.unknown(`rules.settings.${setting}`, 'not-counted-here', rules.settings[setting]);
	else compareCount(found, bundle);
	return found.result();
}

/** What an outcome says of what was counted is what the rules and the seal say, also where there is nothing to count. */
function compareTerms(found: Findings, { rules, seal, told }: Bundle): void {
	const settings = { ...rules.settings, seed: seal.seed };
	for (const name of ['rule', 'satisfaction', 'completion', 'ties', 'seed', 'increment'] as const) {
		found.same(`outcome.settings.${name}`, String(told.settings[name]), String(settings[name]));
	}
	found.same('outcome.settings.constraints.exclusive', JSON.stringify(told.settings.exclusive), JSON.stringify(settings.exclusive));
	found.same('outcome.budget', told.budget, rules.budget);
	found.same('outcome.voters', told.voters, seal.online + seal.paper);
	if (!found.same('outcome.items.length', told.items.length, rules.options.length)) return;
	told.items.forEach(({ project, cost }, place) => {
		const option = rules.options[place];
		found.same(`outcome.items[${place}].project`, project, option?.key ?? '');
		found.same(`outcome.items[${place}].cost`, cost, option?.cost ?? '');
	});
}

function compareCount(found: Findings, { rules, seal, ballots, outcome }: Bundle): void {
	const cast = ballots.flatMap(({ takenBack, text, ballot }): { text: string; ballot: Ballot }[] =>
		takenBack || typeof ballot === 'string' ? [] : [{ text, ballot }]
	);
	const projects = rules.options.map(({ key, cost }) => ({ id: key, cost }));
	try {
		const counted = outcomeText(
			tally({ kind: rules.ballot.kind, budget: rules.budget, projects, ballots: cast }, { ...rules.settings, seed: seal.seed })
		);
		if (counted !== outcome) nameDifferences(found, outcome, counted);
	} catch (thrown) {
		if (!(thrown instanceof TooManyCounts)) throw thrown;
		found.unknown('rules.settings.completion', 'not-counted-here', rules.settings.completion);
	}
}

/** Names the fields in which two outcomes differ; or, if there is none, that the texts do. */
function nameDifferences(found: Findings, told: string, counted: string): void {
	let json: Json;
	try {
		json = parseJson(told);
	} catch (thrown) {
		if (!(thrown instanceof JsonError)) throw thrown;
		return found.fail('outcome', 'form', thrown.message);
	}
	if (!differ(found, 'outcome', json, parseJson(counted))) found.fail('outcome', 'differs', told, counted);
}

function differ(found: Findings, what: string, told: Json | undefined, counted: Json | undefined): boolean {
	if (Array.isArray(told) && Array.isArray(counted)) {
		const places = Array.from({ length: Math.max(told.length, counted.length) }, (_, place) => place);
		return places.map((place) => differ(found, `${what}[${place}]`, told[place], counted[place])).includes(true);
	}
	if (told instanceof Map && counted instanceof Map) {
		const names = new Set([...told.keys(), ...counted.keys()]);
		return [...names].map((name) => differ(found, `${what}.${name}`, told.get(name), counted.get(name))).includes(true);
	}
	if (told === counted) return false;
	found.fail(what, 'differs', inShort(told), inShort(counted));
	return true;
}

function inShort(json: Json | undefined): string {
	if (json === undefined) return '';
	if (json instanceof Map) return '{…}';
	return Array.isArray(json) ? `[${json.map(inShort).join()}]` : String(json);
}
