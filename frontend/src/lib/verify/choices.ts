import { compareText } from './bytes';
import { parseJson, writeJson, type Json } from './json';

export const kinds = ['approval', 'knapsack', 'points', 'ranking'] as const;
export type Kind = (typeof kinds)[number];

/** What a ballot may hold; 0 is no limit. */
export interface Form {
	kind: Kind;
	min: bigint;
	max: bigint;
	total: bigint;
	cap: bigint;
}

export interface Choice {
	project: string;
	/** 1 but on ballots with points. */
	points: bigint;
	/** The place on a ranking, from 1; else 0. */
	place: number;
	/** To be held gently as it is, which supports nothing. */
	held: boolean;
}

export interface Ballot {
	choices: Choice[];
	/** How many of them are not held. */
	chosen: number;
	/** It says what it says, but not in its canonical form. */
	loose: boolean;
}

export interface Option {
	key: string;
	cost: bigint;
	holdable: boolean;
}

/** A decimal number from 1. */
export const optionKey = /^[1-9][0-9]*$/;

const held = -1n;
const mostPoints = 1_000_000_000n;

/** The ballot that was taken back. */
export const nothing = '{}';

/** Reads choices in their canonical form; a text says why they are none, in short. */
export function readChoices(text: string, kind: Kind): Ballot | string {
	let json: Json;
	try {
		json = parseJson(text);
	} catch (thrown) {
		return thrown instanceof Error ? thrown.message : 'no JSON';
	}
	if (!(json instanceof Map)) return 'no object';
	const keys = [...json.keys()];
	if (keys.some((key) => !optionKey.test(key))) return 'a key is no number';
	const loose = writeJson(json) !== text || keys.some((key, at) => at > 0 && compareText(keys[at - 1] ?? '', key) >= 0);
	const choices: Choice[] = [];
	for (const [project, value] of json) {
		if (typeof value !== 'bigint' || (value <= 0n && value !== held)) return `${project} has no whole number above 0`;
		const ranked = kind === 'ranking' && value !== held;
		choices.push({ project, points: kind === 'points' && value !== held ? value : 1n, place: ranked ? Number(value) : 0, held: value === held });
		if ((kind === 'approval' || kind === 'knapsack') && value > 1n) return `${project} has more than 1`;
	}
	return { choices, chosen: choices.filter((choice) => !choice.held).length, loose };
}

/** Why a ballot is none that the form allows; undefined if it is one. */
export function refused({ choices, chosen }: Ballot, form: Form, options: ReadonlyMap<string, Option>, budget: bigint): string | undefined {
	let [points, cost] = [0n, 0n];
	for (const choice of choices) {
		const option = options.get(choice.project);
		if (!option) return `no option ${choice.project}`;
		if (choice.held && !option.holdable) return `${choice.project} cannot be held`;
		if (choice.held) continue;
		if (form.kind === 'points' && (choice.points > mostPoints || (form.cap > 0n && choice.points > form.cap))) return `more than the cap: ${choice.project}`;
		points += choice.points;
		cost += option.cost;
	}
	if (chosen < form.min) return `fewer than ${form.min}`;
	if (form.max > 0n && chosen > form.max) return `more than ${form.max}`;
	if (form.kind === 'points' && form.total > 0n && points > form.total) return `more than ${form.total} points`;
	if (form.kind === 'knapsack' && cost > budget) return 'more than the budget';
	if (form.kind === 'ranking' && !rankedInTurn(choices)) return 'places are not 1, 2, 3 …';
	return undefined;
}

function rankedInTurn(choices: readonly Choice[]): boolean {
	const places = choices.filter((choice) => !choice.held).map(({ place }) => place);
	return places.sort((a, b) => a - b).every((place, at) => place === at + 1);
}
