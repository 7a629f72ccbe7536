import type { Choices, Round } from '$lib/api/types';
import { amount, amountOf, choices as ticks, inChoices, inPoints, points, type Measure } from '$lib/text/amount';
import { m } from '$lib/text/paraglide/messages';

/** What a ballot says of an option that is to be gently held. */
export const held = -1;

type Terms = Pick<Round, 'ballot' | 'budget' | 'unit' | 'scale' | 'options'>;

/** The choices with one of them changed. */
export function give(choices: Choices, key: string, given: number): Choices {
	const others = Object.entries(choices).filter(([other]) => other !== key);
	return Object.fromEntries(given === 0 ? others : [...others, [key, given]]);
}

/** How many ticks, points or minutes were read so far, of how many: "4 of 10 points". */
export function spentSaid(terms: Terms, choices: Choices): string {
	const most = limit(terms);
	const used = spent(terms, choices);
	return most === undefined ? amount(used, measure(terms)) : amountOf(used, most, measure(terms));
}

/** Why what was read cannot be counted, and what to do with the sheet; undefined if it can. */
export function unsound(terms: Terms, choices: Choices): string | undefined {
	const { kind, min = 0 } = terms.ballot;
	const over = spent(terms, choices) - (limit(terms) ?? Infinity);
	const chosen = Object.values(choices).filter((given) => given > 0).length;
	if (Object.keys(choices).length === 0) return m.paper_reason_empty();
	if (over > 0) return m.paper_reason_over({ over: amount(over, measure(terms)) });
	return kind === 'approval' && chosen < min ? m.paper_reason_few({ min: ticks(min) }) : undefined;
}

/** What a reading says of one option, in a word or two. */
export function givenSaid({ ballot }: Pick<Round, 'ballot'>, given = 0): string {
	if (given === held) return m.paper_read_held();
	if (ballot.kind === 'points') return given > 0 ? points(given) : m.paper_read_none();
	return given > 0 ? m.paper_read_ticked() : m.paper_read_none();
}

/** The most that one option can be given on paper. */
export function most({ ballot }: Pick<Round, 'ballot'>): number {
	return ballot.kind === 'points' ? ballot.cap || ballot.points || 1_000_000 : 1;
}

function measure({ ballot, unit, scale }: Terms): Measure {
	if (ballot.kind === 'points') return inPoints;
	return ballot.kind === 'knapsack' ? { unit, scale } : inChoices;
}

/** The most that a ballot may spend; undefined where there is no limit. */
function limit({ ballot, budget }: Terms): number | undefined {
	if (ballot.kind === 'knapsack') return budget;
	return (ballot.kind === 'points' ? ballot.points : ballot.max) || undefined;
}

function spent({ ballot, options }: Terms, choices: Choices): number {
	const chosen = options.filter(({ key }) => (choices[key] ?? 0) > 0);
	return chosen.reduce((sum, { key, cost }) => sum + (ballot.kind === 'knapsack' ? cost : (choices[key] ?? 0)), 0);
}
