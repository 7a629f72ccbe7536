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
 * A value with its place. What is not written as it should be is noted, and taken for what it says or for nothing: so all else is
 * looked at, too.
 */
export class Shape {
	readonly what: string;
	readonly #json: Json | undefined;
	readonly #noted: ShapeError[];
	/** Words and patterns are compared with something else later, which says more. */
	readonly #loose: boolean;

	constructor(what: string, json: Json | undefined, noted: ShapeError[], loose = false) {
		this.what = what;
		this.#json = json;
		this.#noted = noted;
		this.#loose = loose;
	}

	get missing(): boolean {
		return this.#json === undefined;
	}

	note(reason: Reason, found = '', expected = ''): void {
		this.#noted.push(new ShapeError(this.what, reason, found, expected));
	}

	loose(): Shape {
		return new Shape(this.what, this.#json, this.#noted, true);
	}

	/** What stands in a text that is hashed, and so is written in one way only; missing if it cannot be read. */
	inside(): Shape {
		const text = this.text();
		let json: Json | undefined;
		try {
			json = parseJson(text);
			if (writeJson(json) !== text) this.note('not-in-one-way');
		} catch (thrown) {
			if (!(thrown instanceof JsonError)) throw thrown;
			if (!this.missing) this.note('form', `${thrown.message} (${thrown.at})`, 'JSON');
		}
		return new Shape(this.what, json instanceof Map ? json : undefined, this.#noted, this.#loose);
	}

	/** Exactly these fields, in this order if `ordered`; `may` are those that may be missing. */
	fields<Name extends string>(names: readonly Name[], { ordered = false, may = [] as readonly Name[] } = {}): Record<Name, Shape> {
		if (!(this.#json instanceof Map)) {
			this.#wrong('{…}');
			return Object.fromEntries(names.map((name) => [name, this.#at(name, undefined)])) as Record<Name, Shape>;
		}
		const json = this.#json;
		const given = [...json.keys()];
		const known = given.filter((name) => names.some((one) => one === name));
		for (const name of given) if (!known.includes(name)) this.#at(name, null).note('extra', name);
		for (const name of names) if (!json.has(name) && !may.includes(name)) this.#at(name, null).note('missing', '', name);
		const wanted = names.filter((name) => json.has(name)).join();
		if (ordered && known.join() !== wanted) this.note('order', known.join(), wanted);
		return Object.fromEntries(names.map((name) => [name, this.#at(name, json.get(name))])) as Record<Name, Shape>;
	}

	list(): Shape[] {
		if (!Array.isArray(this.#json)) return this.#wrong('[…]', []);
		return this.#json.map((json, place) => new Shape(`${this.what}[${place}]`, json, this.#noted, this.#loose));
	}

	text(): string {
		return typeof this.#json === 'string' ? this.#json : this.#wrong('"…"', '');
	}

	words(): string[] {
		return this.list().map((one) => one.text());
	}

	matching(pattern: RegExp, expected: string): string {
		const text = this.text();
		if (!this.#loose && typeof this.#json === 'string' && !pattern.test(text)) this.note('form', text, expected);
		return text;
	}

	/** One of these words; another one is noted, and is what it is. */
	word<Word extends string>(words: readonly Word[]): Word {
		const text = this.text();
		if (!this.#loose && typeof this.#json === 'string' && !words.some((word) => word === text)) this.note('form', text, words.join(' | '));
		return text as Word;
	}

	hash(): string {
		return this.matching(/^[0-9a-f]{64}$/, 'SHA-256');
	}

	/** RFC 3339 in UTC, at most six digits after the second and no zeros at their end. */
	time(): string {
		const text = this.text();
		const seconds = text.slice(0, 19);
		const read = new Date(`${seconds}Z`);
		const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{0,5}[1-9])?Z$/.test(text);
		const real = written && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(seconds);
		if (typeof this.#json === 'string' && !real) this.note('form', text, '2030-10-04T18:00:00.000001Z');
		return text;
	}

	/** An amount: a whole number, not negative. */
	amount(most = mostMoney): bigint {
		if (typeof this.#json !== 'bigint') return this.#wrong(`0 … ${most}`, 0n);
		if (this.#json < 0n || this.#json > most) this.#wrong(`0 … ${most}`);
		return this.#json;
	}

	/** Any other number. */
	number(): number {
		return Number(this.amount(BigInt(Number.MAX_SAFE_INTEGER)));
	}

	/** A power of ten up to a million. */
	scale(): bigint {
		const scale = this.amount();
		if (!this.#loose && !this.missing && !/^10{0,6}$/.test(String(scale))) this.note('form', String(scale), '1, 10, 100 …');
		return scale;
	}

	/** Nothing but null. */
	null(): void {
		if (this.#json !== null) this.#wrong('null');
	}

	#at(name: string, json: Json | undefined): Shape {
		return new Shape(this.what ? `${this.what}.${name}` : name, json, this.#noted, this.#loose);
	}

	/** What is missing was noted where it should have been. */
	#wrong(expected: string): void;
	#wrong<Value>(expected: string, instead: Value): Value;
	#wrong<Value>(expected: string, instead?: Value): Value | undefined {
		if (!this.missing) this.note('form', told(this.#json), expected);
		return instead;
	}
}

const mostMoney = 10n ** 18n;

function told(json: Json | undefined): string {
	if (json instanceof Map) return '{…}';
	if (Array.isArray(json)) return '[…]';
	return typeof json === 'string' ? `"${json}"` : String(json);
}
