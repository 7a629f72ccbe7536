import { JsonError, parseJson, writeJson, type Json } from './json';
import type { Reason } from './finding';

/** A place that does not have the form it should have. */
export class ShapeError extends Error {
	readonly what: string;
	readonly reason: Reason;
	readonly found: string;
	readonly expected: string;

	constructor(what: string, reason: Reason, found = '', expected = '') {
		super(`${what}: ${reason} ${found} ${expected}`);
		[this.what, this.reason, this.found, this.expected] = [what, reason, found, expected];
	}
}

/**
 * A value with its place. What cannot be read at all is a ShapeError that is thrown; what can be read but is not written as it
 * should be is noted, so that all else is looked at, too.
 */
export class Shape {
	readonly what: string;
	readonly #json: Json | undefined;
	readonly #noted: ShapeError[];

	constructor(what: string, json: Json | undefined, noted: ShapeError[]) {
		[this.what, this.#json, this.#noted] = [what, json, noted];
	}

	/** Reads the text of a file. */
	static read(text: string, noted: ShapeError[]): Shape {
		return new Shape('', jsonOf('', text), noted);
	}

	note(reason: Reason, found = '', expected = ''): void {
		this.#noted.push(new ShapeError(this.what, reason, found, expected));
	}

	/** What stands in a text that is hashed, and so is written in one way only. */
	inside(): Shape {
		const text = this.text();
		const json = jsonOf(this.what, text);
		if (writeJson(json) !== text) this.note('not-in-one-way');
		return new Shape(this.what, json, this.#noted);
	}

	get missing(): boolean {
		return this.#json === undefined;
	}

	/** Nothing but null. */
	null(): void {
		if (this.#json !== null) this.note('form', told(this.#json), 'null');
	}

	/** Exactly these fields, in this order if `ordered`; `may` are those that may be missing. */
	fields<Name extends string>(names: readonly Name[], { ordered = false, may = [] as readonly Name[] } = {}): Record<Name, Shape> {
		if (!(this.#json instanceof Map)) throw this.#wrong('{…}');
		const json = this.#json;
		for (const name of json.keys()) if (!names.some((known) => known === name)) this.#at(name).note('extra', name);
		for (const name of names) if (!json.has(name) && !may.includes(name)) throw new ShapeError(this.#below(name), 'missing', '', name);
		const wanted = names.filter((name) => json.has(name)).join();
		const given = [...json.keys()].filter((name) => names.some((known) => known === name)).join();
		if (ordered && given !== wanted) this.note('order', given, wanted);
		return Object.fromEntries(names.map((name) => [name, this.#at(name)])) as Record<Name, Shape>;
	}

	list(): Shape[] {
		if (!Array.isArray(this.#json)) throw this.#wrong('[…]');
		return this.#json.map((json, place) => new Shape(`${this.what}[${place}]`, json, this.#noted));
	}

	text(): string {
		if (typeof this.#json !== 'string') throw this.#wrong('"…"');
		return this.#json;
	}

	words(): string[] {
		return this.list().map((one) => one.text());
	}

	matching(pattern: RegExp, expected: string): string {
		const text = this.text();
		if (!pattern.test(text)) this.note('form', text, expected);
		return text;
	}

	one<Word extends string>(words: readonly Word[]): Word {
		const text = this.text();
		const found = words.find((word) => word === text);
		if (found === undefined) throw this.#wrong(words.join(' | '));
		return found;
	}

	hash(): string {
		return this.matching(/^[0-9a-f]{64}$/, 'SHA-256');
	}

	/** RFC 3339 in UTC, at most six digits after the second and no zeros at their end. */
	time(): string {
		const text = this.matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{0,5}[1-9])?Z$/, '2030-10-04T18:00:00.000001Z');
		const seconds = `${text.slice(0, 19)}Z`;
		const read = new Date(seconds);
		if (Number.isNaN(read.getTime()) || read.toISOString().slice(0, 19) !== text.slice(0, 19)) this.note('form', text, '2030-10-04T18:00:00Z');
		return text;
	}

	/** An amount: a whole number, not negative. */
	amount(most = mostMoney): bigint {
		if (typeof this.#json !== 'bigint' || this.#json < 0n || this.#json > most) throw this.#wrong(`0 … ${most}`);
		return this.#json;
	}

	/** A number that is written like this. */
	matchingNumber(pattern: RegExp, expected: string): number {
		const number = this.number();
		if (!pattern.test(String(number))) this.note('form', String(number), expected);
		return number;
	}

	/** Any other number. */
	number(): number {
		return Number(this.amount(BigInt(Number.MAX_SAFE_INTEGER)));
	}

	#at(name: string): Shape {
		return new Shape(this.#below(name), this.#json instanceof Map ? this.#json.get(name) : undefined, this.#noted);
	}

	#below(name: string): string {
		return this.what ? `${this.what}.${name}` : name;
	}

	#wrong(expected: string): ShapeError {
		return new ShapeError(this.what, 'form', told(this.#json), expected);
	}
}

function jsonOf(what: string, text: string): Json {
	try {
		return parseJson(text);
	} catch (thrown) {
		if (thrown instanceof JsonError) throw new ShapeError(what, 'form', `${thrown.message} (${thrown.at})`, 'JSON');
		throw thrown;
	}
}

const mostMoney = 10n ** 18n;

function told(json: Json | undefined): string {
	if (json instanceof Map) return '{…}';
	if (Array.isArray(json)) return '[…]';
	return typeof json === 'string' ? `"${json}"` : String(json);
}
