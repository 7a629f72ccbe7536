import type { Round } from '$lib/api/types';

interface FrozenOption {
	key: string;
	title: string;
	cost: number;
}

/** What of the frozen rules a page shows to voters. The closing time may be moved by an amendment, so it is not compared. */
interface Frozen {
	round: string;
	unit: string;
	scale: number;
	budget: number;
	ballot: { kind: string; min: number; max: number; total: number; cap: number };
	options: FrozenOption[];
	settings: { exclusive?: string[][] };
	publication: string;
	auditors: string[];
}

/** Says whether the text that was frozen at the opening tells of the same round as the page does. */
export function sayTheSame(text: string, round: Round): boolean {
	try {
		return JSON.stringify(frozen(JSON.parse(text) as Frozen)) === JSON.stringify(shown(round));
	} catch {
		return false;
	}
}

function frozen({ round, unit, scale, budget, ballot, options, settings: { exclusive }, publication, auditors }: Frozen): Frozen {
	const { kind, min, max, total, cap } = ballot;
	const settings = { exclusive: exclusive ?? [] };
	return { round, unit, scale, budget, ballot: { kind, min, max, total, cap }, options: options.map(pick), settings, publication, auditors: [...auditors].sort() };
}

function shown({ id, unit, scale, budget, ballot, options, publication, auditors }: Round): Frozen {
	const { kind, min = 0, max = 0, points = 0, cap = 0 } = ballot;
	const form = { kind, min, max, total: points, cap };
	const settings = { exclusive: groupsOf(options) };
	return { round: id, unit, scale, budget, ballot: form, options: options.map(pick), settings, publication, auditors: auditors.map(({ id }) => id).sort() };
}

/** The keys of options of which at most one is chosen, group by group. */
function groupsOf(options: Round['options']): string[][] {
	const groups = new Map<number, string[]>();
	for (const { key, alternatives } of options) if (alternatives > 0) groups.set(alternatives, [...(groups.get(alternatives) ?? []), key]);
	return [...groups.values()];
}

function pick({ key, title, cost }: FrozenOption): FrozenOption {
	return { key, title, cost };
}
