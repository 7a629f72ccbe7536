import type { Ballot, Kind } from '../choices';
import { Count } from './count';
import { greedy } from './greedy';
import { toJson, type Outcome, type Settings } from './outcome';
import { phragmen } from './phragmen';
import { equalShares } from './raise';
import { groupsOf, satisfactions, survey, type Project } from './survey';

export { TooManyCounts } from './raise';

/** What is counted. Ballots are equal if their texts are. */
export interface Election {
	kind: Kind;
	budget: bigint;
	projects: Project[];
	ballots: Iterable<{ text: string; ballot: Ballot }>;
}

/** How many choices on different ballots are looked at, at most, in all counts with larger and larger shares. */
const patience = 20_000_000;

/** Counts the ballots by settings that are counted here. The same election always gives the same outcome. */
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
