import type { Ballot, Kind } from './choices';
import type { Rules } from './texts';

const voteTypes: Record<Kind, string> = { approval: 'approval', knapsack: 'approval', points: 'cumulative', ranking: 'ordinal' };

/** The Pabulib file of the counted ballots, which are in the order of their choices. Its bytes follow from the rules and the ballots. */
export function writePabulib(rules: Rules, ballots: readonly Ballot[]): string {
	const { kind } = rules.ballot;
	const holdable = rules.options.some((option) => option.holdable);
	const rows = [
		['META'], ['key', 'value'],
		['description', roundTitle(rules.title)], ['country', 'Folkmoot'], ['unit', rules.process], ['instance', rules.round],
		['num_projects', String(rules.options.length)], ['num_votes', String(ballots.length)], ['budget', decimal(rules.budget, rules.scale)], ['vote_type', voteTypes[kind]],
		['rule', rules.settings.rule], ['currency', rules.unit],
		['PROJECTS'], ['project_id', 'cost', 'name', ...(holdable ? ['gently_holdable'] : [])],
		...rules.options.map((option) => [option.key, decimal(option.cost, rules.scale), optionTitle(option.title), ...(holdable ? [option.holdable ? '1' : '0'] : [])]),
		['VOTES'], ['voter_id', 'vote', ...(kind === 'points' ? ['points'] : []), ...(holdable ? ['gently_hold'] : [])],
		...ballots.map((ballot, at) => [String(at + 1), ...cellsOf(ballot, kind, holdable)])
	];
	return rows.map((cells) => `${cells.map(quotedCell).join(';')}\n`).join('');
}

function cellsOf({ choices }: Ballot, kind: Kind, holdable: boolean): string[] {
	const chosen = choices.filter(({ held }) => !held);
	if (kind === 'ranking') chosen.sort((a, b) => a.place - b.place);
	const held = choices.filter((choice) => choice.held).map(({ project }) => project);
	const points = kind === 'points' ? [chosen.map((choice) => choice.points).join()] : [];
	return [chosen.map(({ project }) => project).join(), ...points, ...(holdable ? [held.join()] : [])];
}

function quotedCell(cell: string): string {
	return /[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A number of 1/scale, a power of ten, as a decimal number with as many decimals as it needs. */
function decimal(minor: bigint, scale: bigint): string {
	const digits = String(minor).padStart(String(scale).length, '0');
	const point = digits.length - String(scale).length + 1;
	const decimals = digits.slice(point).replace(/0+$/, '');
	return digits.slice(0, point) + (decimals && `.${decimals}`);
}

const inOneLine = (title: string): string => title.replace(/\p{White_Space}+/gu, ' ').replace(/^ | $/g, '');

function roundTitle(title: string): string {
	return inOneLine(title).replace(/[; ]+$/, '');
}

/** A cell that says “none” would be read as an empty one. */
function optionTitle(title: string): string {
	const line = inOneLine(title);
	return line.toLowerCase() === 'none' ? `“${line}”` : line;
}
