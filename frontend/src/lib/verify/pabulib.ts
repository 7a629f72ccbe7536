import { compareText } from './bytes';

/** An election as a Pabulib file has it, as far as a bundle needs it. Amounts are in minor units. */
export interface PabulibFile {
	meta: Map<string, string>;
	budget: bigint;
	projects: { id: string; cost: bigint; name?: string }[];
	/** The choices of each vote, in canonical form. */
	votes: string[];
}

type Row = Map<string, string>;

/** Reads a Pabulib file; a text says what is wrong with it, in short. */
export function readPabulib(text: string, scale: bigint): PabulibFile | string {
	const records = recordsOf(text);
	if (!records) return 'a cell has no end';
	const sections = ['META', 'PROJECTS', 'VOTES'].map((name) => records.findIndex((cells) => cells.length === 1 && cells[0] === name));
	const [meta = -1, projects = -1, votes = -1] = sections;
	if (meta !== 0 || projects < meta || votes < projects) return 'META, PROJECTS, VOTES';
	const pairs = new Map(records.slice(meta + 2, projects).map(([key = '', value = '']) => [key, value]));
	const budget = amountOf(pairs.get('budget') ?? '', scale);
	const rows = rowsOf(records.slice(projects + 1, votes));
	const cast = rowsOf(records.slice(votes + 1));
	if (budget === undefined || !rows || !cast) return 'a row has too few or too many cells';
	if (pairs.get('num_projects') !== String(rows.length) || pairs.get('num_votes') !== String(cast.length)) return 'num_projects, num_votes';
	const read: PabulibFile = { meta: pairs, budget, projects: [], votes: [] };
	for (const row of rows) {
		const cost = amountOf(row.get('cost') ?? '', scale);
		if (cost === undefined) return `cost: ${row.get('cost') ?? ''}`;
		read.projects.push({ id: row.get('project_id') ?? '', cost, name: row.get('name') });
	}
	for (const row of cast) {
		const choices = choicesOf(row, pairs.get('vote_type') ?? '');
		if (choices === undefined) return `vote ${row.get('voter_id') ?? ''}`;
		read.votes.push(choices);
	}
	return read;
}

/** Cells between semicolons; a quoted one may hold them, quotes written twice, and line feeds. */
function recordsOf(text: string): string[][] | undefined {
	const records: string[][] = [];
	const cell = /(?:"((?:[^"]|"")*)"|([^";\n]*))(;|\n|$)/y;
	let cells: string[] = [];
	while (cell.lastIndex < text.length) {
		const [, quoted, plain, end] = cell.exec(text) ?? [];
		if (end === undefined) return undefined;
		cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
		if (end === ';' && cell.lastIndex < text.length) continue;
		records.push(cells);
		cells = [];
	}
	return records;
}

function rowsOf([header, ...records]: string[][]): Row[] | undefined {
	if (!header || records.some((cells) => cells.length !== header.length)) return undefined;
	return records.map((cells) => new Map(header.map((name, at) => [name, cells[at] ?? ''])));
}

/** A decimal number of the unit as a whole number of 1/scale of it. */
function amountOf(text: string, scale: bigint): bigint | undefined {
	const [, whole, decimals = ''] = /^([0-9]{1,19})(?:\.([0-9]{1,19}))?$/.exec(text) ?? [];
	if (whole === undefined) return undefined;
	const minor = BigInt(whole + decimals) * scale;
	const under = 10n ** BigInt(decimals.length);
	return minor % under === 0n ? minor / under : undefined;
}

function choicesOf(row: Row, type: string): string | undefined {
	const listed = (name: string): string[] => (row.get(name) ?? '').split(',').filter(Boolean);
	const chosen = listed('vote');
	const points = listed('points');
	if (type === 'cumulative' ? points.length !== chosen.length : points.length > 0) return undefined;
	const values = chosen.map((key, at): [string, string] => [key, type === 'cumulative' ? (points[at] ?? '') : type === 'ordinal' ? String(at + 1) : '1']);
	const all = [...values, ...listed('gently_hold').map((key): [string, string] => [key, '-1'])].sort(([a], [b]) => compareText(a, b));
	return `{${all.map(([key, value]) => `"${key}":${value}`).join()}}`;
}
