import { expect, test } from 'vitest';
import { toJson } from './count/outcome';
import { hold } from './testdata/server';
import { verifyBundle } from './verify';

type Place = readonly (string | number)[];
const asTexts = ['rules', 'seal', 'outcome'];

/** Every place in a bundle that holds something, also inside the texts that are hashed. */
function placesIn(value: unknown, at: Place = []): Place[] {
	if (typeof value === 'string' && at.length === 1 && asTexts.includes(String(at[0]))) return [at, ...placesIn(JSON.parse(value), [...at, 'text'])];
	if (typeof value === 'string' && (at[0] === 'amendments' || at[2] === 'text') && value.startsWith('{')) return [at, ...placesIn(JSON.parse(value), [...at, 'text'])];
	if (typeof value !== 'object' || value === null) return [at];
	const fields = Object.entries(value as Record<string, unknown>);
	return fields.flatMap(([name, one]) => placesIn(one, [...at, Array.isArray(value) ? Number(name) : name]));
}

function other(value: unknown): unknown {
	if (typeof value === 'number') return value + 1;
	if (typeof value !== 'string') return 'something';
	// The last letter but one, in its own kind: times stay times, hashes hashes.
	const at = Math.max(0, value.length - 2);
	const letter = value[at] ?? '';
	const changed = /[0-8]/.test(letter) ? String(Number(letter) + 1) : letter === '9' ? '0' : letter === 'a' ? 'b' : 'a';
	return value.slice(0, at) + changed + value.slice(at + 1);
}

/** A copy with another value in one place; a text is written anew around what changed in it. */
function changed(value: unknown, [step, ...rest]: Place, change: (one: unknown) => unknown): unknown {
	if (step === undefined) return change(value);
	if (step === 'text' && typeof value === 'string') return toJson(changed(JSON.parse(value), rest, change) as object);
	const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Record<string, unknown>) };
	(copy as Record<string | number, unknown>)[step] = changed((copy as Record<string | number, unknown>)[step], rest, change);
	return copy;
}

const bundles = {
	'approval, opened': hold({ level: 'openings', amended: true }).bundle,
	'points, named, for auditors, with paper': hold({ kind: 'points', level: 'named', auditors: true, paper: true }).bundle,
	'approval, ballots only': hold({ level: 'ballots' }).bundle,
	'ranking, totals': hold({ kind: 'ranking', level: 'totals' }).bundle
};

/** Without names and sheets the file for auditors has the same form; nothing is claimed by the word alone. */
const freely = ['audience'];

test.each(Object.entries(bundles))('%s: whatever is changed is found, in its place', (_, bundle) => {
	// Lists repeat themselves after their second.
	const places = placesIn(bundle).filter((place) => !place.slice(1).some((step) => typeof step === 'number' && step > 1));
	const unfound = places.filter((place) => {
		const { verdict, results } = verifyBundle(JSON.stringify(changed(bundle, place, other)));
		const failing = results.flatMap(({ findings }) => findings).filter((finding) => finding.verdict === 'fails');
		const named = failing.some(({ what }) => what === '' || what.startsWith(String(place[0])));
		return !freely.includes(String(place[0])) && (verdict !== 'fails' || !named);
	});
	expect(unfound.map((place) => place.join('.'))).toEqual([]);
}, 60_000);

test.each(Object.entries(bundles))('%s: whatever is taken away, or put there, is found', (_, bundle) => {
	const names = Object.keys(bundle);
	for (const name of names) {
		const rest = Object.fromEntries(Object.entries(bundle).filter(([one]) => one !== name));
		expect(verifyBundle(JSON.stringify(rest)).results[0]?.findings[0]).toMatchObject({ verdict: 'fails', reason: 'missing', what: name });
		const list = bundle[name];
		if (!Array.isArray(list) || list.length === 0) continue;
		expect(verifyBundle(JSON.stringify({ ...bundle, [name]: list.slice(0, -1) })).verdict, name).toBe('fails');
		expect(verifyBundle(JSON.stringify({ ...bundle, [name]: [...list, list[0]] })).verdict, name).toBe('fails');
	}
	expect(verifyBundle(JSON.stringify({ ...bundle, more: 1 })).results[0]?.findings[0]).toMatchObject({ reason: 'extra', what: 'more' });
	expect(verifyBundle(JSON.stringify(bundle).replace('"pb"', '"outcome"')).results[0]?.findings[0]?.found).toContain('twice');
});
