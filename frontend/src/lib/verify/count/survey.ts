import type { Ballot, Kind } from '../choices';
import type { Purse } from './purses';

/** What is voted on, in minor units. */
export interface Project {
	id: string;
	cost: bigint;
}

export const satisfactions = ['cost', 'cardinality', 'points', 'borda', 'borda-from-one'] as const;
export type Satisfaction = (typeof satisfactions)[number];

/** A number of equal ballots. */
export interface Group {
	ballot: Ballot;
	times: bigint;
	/** What each of these voters has left; set anew by every sharing out. */
	purse: Purse;
}

/** Supporters to whom a project gives the same level of satisfaction. */
export interface Run {
	level: bigint;
	groups: Group[];
}

/** A project with its supporters. The satisfaction of a voter is unit times level. */
export interface Candidate extends Project {
	unit: bigint;
	/** Voters among the supporters, and the sum of their levels. */
	number: bigint;
	levels: bigint;
	/** Votes, or points on ballots with points. */
	support: bigint;
	/** Voters who want it gently held. */
	held: bigint;
	/** The lowest level first. */
	runs: Run[];
}

export interface Electorate {
	kind: Kind;
	budget: bigint;
	/** Number of ballots. */
	total: bigint;
	candidates: Candidate[];
	groups: Group[];
}

/** Equal ballots together; `text` tells which are equal. */
export function groupsOf(ballots: Iterable<{ text: string; ballot: Ballot }>): Group[] {
	const found = new Map<string, Group>();
	for (const { text, ballot } of ballots) {
		const group = found.get(text);
		if (group) group.times++;
		else found.set(text, { ballot, times: 1n, purse: { value: 0n } });
	}
	return [...found.values()];
}

/** Sees ballots through a satisfaction: who supports what, and how much. */
export function survey(kind: Kind, budget: bigint, projects: Project[], groups: Group[], by: Satisfaction): Electorate {
	const candidates = projects.map(
		({ id, cost }): Candidate => ({ id, cost, unit: by === 'cost' ? cost : 1n, number: 0n, levels: 0n, support: 0n, held: 0n, runs: [] })
	);
	const known = new Map(candidates.map((candidate) => [candidate.id, candidate]));
	let total = 0n;
	for (const group of groups) {
		total += group.times;
		for (const { project, points, place, held } of group.ballot.choices) {
			const candidate = known.get(project);
			if (!candidate) throw new Error(`there is no project ${project}`);
			if (held) candidate.held += group.times;
			else support(candidate, group, kind === 'points' ? points : 1n, levelOf(by, points, place, group.ballot.chosen));
		}
	}
	for (const { runs } of candidates) runs.sort((a, b) => (a.level < b.level ? -1 : 1));
	return { kind, budget, total, candidates, groups };
}

/** Cost belongs to the project, so it is the unit; a place counts what stands below it on the ballot. */
function levelOf(by: Satisfaction, points: bigint, place: number, chosen: number): bigint {
	if (by === 'points') return points;
	if (by === 'borda') return BigInt(chosen - place);
	if (by === 'borda-from-one') return BigInt(chosen - place + 1);
	return 1n;
}

function support(candidate: Candidate, group: Group, votes: bigint, level: bigint): void {
	candidate.support += votes * group.times;
	if (level <= 0n || candidate.unit === 0n) return;
	candidate.number += group.times;
	candidate.levels += level * group.times;
	const run = candidate.runs.find((one) => one.level === level);
	if (run) run.groups.push(group);
	else candidate.runs.push({ level, groups: [group] });
}
