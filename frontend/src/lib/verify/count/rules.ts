import { kinds, type Form, type Kind } from '../choices';
import type { Settings } from './outcome';
import { criteria } from './ties';

/** A rule of the closed list: what may follow it, and which ballots and satisfactions it counts. */
interface Rule {
	completions: readonly string[];
	kinds?: readonly Kind[];
	satisfactions?: readonly string[];
	/** This program counts by it, and by these completions. */
	counted?: readonly string[];
}

const raising = ['add1', 'add1+greedy', 'overspend'];
const byBudget = ['increase1pct', 'increase1pct+greedy'];
const places = (kinds: readonly Kind[], satisfactions: readonly string[] = ['cardinality']): Rule => ({ completions: ['none'], kinds, satisfactions });
const ranked: Kind[] = ['ranking'];

const rules: Partial<Record<string, Rule>> = {
	'equal-shares/v1': {
		completions: ['greedy', 'none', 'phragmen', ...raising, ...byBudget, 'perturbation'],
		counted: ['greedy', 'none', 'phragmen', ...raising, ...byBudget]
	},
	'greedy/v1': { completions: ['none'], counted: ['none'] },
	'greedy-stop/v1': { completions: ['none'], counted: ['none'] },
	'phragmen/v1': { completions: ['none', 'greedy'], counted: ['none', 'greedy'] },
	'max-welfare/v1': { completions: ['none'] },
	'bos-equal-shares/v1': { completions: ['greedy', 'none'] },
	'exact-equal-shares/v1': { completions: ['greedy', 'none'], satisfactions: ['cost', 'cardinality'] },
	'plurality/v1': places(['approval', 'ranking']),
	'approval/v1': places(['approval', 'knapsack']),
	'score/v1': places(['points'], ['points']),
	'borda/v1': places(ranked, ['borda', 'borda-from-one']),
	'irv/v1': places(ranked),
	'stv/v1': places(ranked),
	'ranked-pairs/v1': places(ranked),
	'schulze/v1': places(ranked)
};

const satisfactions: Record<Kind, readonly string[]> = {
	approval: ['cost', 'cardinality'],
	knapsack: ['cost', 'cardinality'],
	points: ['cost', 'cardinality', 'points'],
	ranking: ['cost', 'cardinality', 'borda', 'borda-from-one']
};

/** The name of what stands in the way, as in the rules. */
export type Impossible = `ballot.${string}` | `settings.${string}`;

type Countable = Omit<Settings, 'seed'>;

/** The setting with which such ballots cannot be counted by anybody; undefined if they can. */
export function impossible({ kind, min, max, total, cap }: Form, settings: Countable): Impossible | undefined {
	if (!kinds.includes(kind)) return 'ballot.kind';
	if (min < 0n || max < 0n || (max > 0n && min > max)) return 'ballot.max';
	if (total < 0n || cap < 0n || (kind !== 'points' && (total > 0n || cap > 0n))) return 'ballot.total';

	const rule = rules[settings.rule];
	if (!rule || (rule.kinds && !rule.kinds.includes(kind)) || (settings.rule === 'plurality/v1' && kind === 'approval' && max !== 1n)) return 'settings.rule';
	if (!satisfactions[kind].includes(settings.satisfaction) || rule.satisfactions?.includes(settings.satisfaction) === false) return 'settings.satisfaction';
	if (!rule.completions.includes(settings.completion)) return 'settings.completion';
	if (settings.increment < 0n || raising.includes(settings.completion) !== settings.increment > 0n) return 'settings.increment';
	const last = settings.ties.at(-1);
	const known = settings.ties.every((one) => criteria.some((criterion) => criterion === one));
	if (settings.exclusive.length > 0 && !constrained(settings.rule)) return 'settings.exclusive';
	if (!known || new Set(settings.ties).size < settings.ties.length || (last !== 'lot' && last !== 'id')) return 'settings.ties';
	return undefined;
}

/** Rules that select one after the other can keep to groups of which one is selected. */
function constrained(rule: string): boolean {
	return ['equal-shares/v1', 'greedy/v1', 'greedy-stop/v1', 'phragmen/v1', 'bos-equal-shares/v1', 'exact-equal-shares/v1'].includes(rule);
}

/** The setting by which this program does not count; undefined if it does. */
export function notCounted({ rule, completion }: Countable): 'rule' | 'completion' | undefined {
	const counted = rules[rule]?.counted;
	if (!counted) return 'rule';
	return counted.includes(completion) ? undefined : 'completion';
}
