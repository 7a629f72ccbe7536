import type { Ballot, Kind } from '../choices';
import { Count } from './count';
import { greedy } from './greedy';
import { toJson, type Outcome, type Settings } from './outcome';
import { phragmen } from './phragmen';
import { equalShares } from './raise';
import { groupsOf, satisfactions, survey, type Project, type Satisfaction } from './survey';
import { criteria } from './ties';

export { TooManyCounts } from './raise';

/** What is counted. Ballots are equal if their texts are. */
export interface Election {
	kind: Kind;
	budget: bigint;
	projects: Project[];
	ballots: Iterable<{ text: string; ballot: Ballot }>;
}

const rules = ['equal-shares/v1', 'greedy/v1', 'greedy-stop/v1', 'phragmen/v1'];
const completions = ['none', 'greedy', 'phragmen', 'add1', 'add1+greedy', 'overspend', 'increase1pct', 'increase1pct+greedy'];
const readable: Record<Kind, readonly Satisfaction[]> = {
	approval: ['cost', 'cardinality'],
	knapsack: ['cost', 'cardinality'],
	points: ['cost', 'cardinality', 'points'],
	ranking: ['cost', 'cardinality', 'borda', 'borda-from-one']
};

/** How many choices on different ballots are looked at, at most, in all counts with larger and larger shares. */
const patience = 20_000_000;

/** The setting that this count does not know, undefined if it knows all. */
export function unknownSetting(kind: Kind, { rule, completion, satisfaction, ties }: Settings): string | undefined {
	if (!rules.includes(rule)) return 'rule';
	if (!completions.includes(completion)) return 'completion';
	if (!readable[kind].some((one) => one === satisfaction)) return 'satisfaction';
	const last = ties[ties.length - 1];
	if (!ties.every((one) => criteria.some((known) => known === one)) || (last !== 'lot' && last !== 'id')) return 'ties';
	return undefined;
}

/** Counts the ballots; the settings must be known. The same election always gives the same outcome. */
export function tally({ kind, budget, projects, ballots }: Election, settings: Settings): Outcome {
	const by = satisfactions.find((one) => one === settings.satisfaction) ?? 'cost';
	const count = new Count(survey(kind, budget, projects, groupsOf(ballots), by), settings);
	const choices = count.electorate.groups.reduce((sum, { ballot }) => sum + ballot.choices.length, 1);
	if (settings.rule === 'equal-shares/v1') equalShares(count, Math.min(2_000, Math.ceil(patience / choices)));
	else if (settings.rule === 'phragmen/v1') phragmen(count);
	else greedy(count, settings.rule === 'greedy-stop/v1');
	count.completing = settings.completion;
	if (settings.completion.endsWith('greedy')) greedy(count, false);
	else if (settings.completion === 'phragmen') phragmen(count);
	return count.outcome();
}

/** The outcome as the text that is hashed. */
export const outcomeText = (outcome: Outcome): string => toJson(outcome);
