/** JSON without loss: whole numbers of any size, fields in their order. There are no other numbers in a bundle. */
export type Json = null | boolean | bigint | string | Json[] | Map<string, Json>;

/** What is no JSON as a bundle has it. `at` is the place in the text, in UTF-16 units. */
export class JsonError extends Error {
	readonly at: number;

	constructor(message: string, at: number) {
		super(message);
		this.at = at;
	}
}

const deepest = 16;

/** Reads JSON (RFC 8259) strictly: no field twice, no fraction, no half of a surrogate pair. */
export function parseJson(text: string): Json {
	const reader = new Reader(text);
	const value = reader.value(0);
	reader.end();
	return value;
}

/** Reads a text that is hashed: JSON that is written in one way only. */
export function parseText(text: string): Json {
	const json = parseJson(text);
	if (writeJson(json) !== text) throw new JsonError('it is not written in the one way', 0);
	return json;
}

class Reader {
	readonly #text: string;
	#at = 0;

	constructor(text: string) {
		this.#text = text;
	}

	value(depth: number): Json {
		if (depth > deepest) throw this.#error('it is nested too deeply');
		this.#space();
		switch (this.#text[this.#at]) {
			case '{':
				return this.#object(depth);
			case '[':
				return this.#list(depth);
			case '"':
				return this.#string();
			default:
				return this.#word();
		}
	}

	end(): void {
		this.#space();
		if (this.#at < this.#text.length) throw this.#error('something follows the end');
	}

	#object(depth: number): Map<string, Json> {
		const fields = new Map<string, Json>();
		this.#each('}', () => {
			this.#space();
			if (this.#text[this.#at] !== '"') throw this.#error('a name is missing');
			const name = this.#string();
			if (fields.has(name)) throw this.#error(`“${name}” is there twice`);
			this.#space();
			if (this.#text[this.#at++] !== ':') throw this.#error('a colon is missing');
			fields.set(name, this.value(depth + 1));
		});
		return fields;
	}

	#list(depth: number): Json[] {
		const list: Json[] = [];
		this.#each(']', () => list.push(this.value(depth + 1)));
		return list;
	}

	#each(close: string, read: () => void): void {
		this.#at++;
		this.#space();
		if (this.#text[this.#at] === close) {
			this.#at++;
			return;
		}
		for (;;) {
			read();
			this.#space();
			const after = this.#text[this.#at++];
			if (after === close) return;
			if (after !== ',') throw this.#error('a comma is missing');
		}
	}

	#string(): string {
		const begin = this.#at;
		for (this.#at++; this.#text[this.#at] !== '"'; this.#at++) {
			if (this.#at >= this.#text.length) throw this.#error('a string has no end');
			if (this.#text[this.#at] === '\\') this.#at++;
		}
		const written = this.#text.slice(begin, ++this.#at);
		const read = parsed(written);
		if (typeof read !== 'string' || !wellFormed(read)) throw this.#error('a string is not well formed');
		return read;
	}

	#word(): Json {
		const word = /(?:true|false|null|-?(?:0|[1-9][0-9]*))(?![\w.+-])/y;
		word.lastIndex = this.#at;
		const [found] = word.exec(this.#text) ?? [];
		if (found === undefined || found === '-0') throw this.#error('this is no value');
		this.#at += found.length;
		if (found === 'null') return null;
		return found === 'true' || found === 'false' ? found === 'true' : BigInt(found);
	}

	#space(): void {
		while (' \t\n\r'.includes(this.#text[this.#at] ?? 'end')) this.#at++;
	}

	#error(message: string): JsonError {
		return new JsonError(message, this.#at);
	}
}

/** Writes JSON in the one way that a text which is hashed has. */
export function writeJson(json: Json): string {
	if (typeof json === 'string') return quoted(json);
	if (Array.isArray(json)) return `[${json.map(writeJson).join()}]`;
	if (json instanceof Map) return `{${[...json].map(([name, value]) => `${quoted(name)}:${writeJson(value)}`).join()}}`;
	return String(json);
}

/** A string as short as JSON has it, but for what could be taken for HTML or the end of a line. */
export function quoted(text: string): string {
	return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One string: escapes and control characters are what the platform's own reader knows best. */
function parsed(written: string): unknown {
	try {
		return JSON.parse(written);
	} catch {
		return undefined;
	}
}

function wellFormed(text: string): boolean {
	return !/[\ud800-\udfff]/.test(text) || !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
