import type { Count } from './count';
import { compareFractions, fraction, greatestCommonDivisor, written, type Fraction } from './fraction';
import { survey, type Candidate, type Group } from './survey';

/** What each supporter would carry; without a load nobody supports it, and it comes last. */
interface Carried {
	/** As the count knows it, and with everybody who has it on the ballot. */
	candidate: Candidate;
	approved: Candidate;
	load?: Fraction;
}

/**
 * Phragmén's sequential rule: supporters of a selected project share its cost as a load and all carry the same afterwards; selected is
 * where that is smallest. It ends when a project that would be next, or is tied with it, does not fit. Goes on from what was
 * selected before, and begins without loads.
 */
export function phragmen(count: Count): void {
	const { kind, budget, groups, candidates } = count.electorate;
	const approved = survey(kind, budget, candidates, groups, 'cardinality').candidates;
	const loads = new Map<Group, Fraction>(groups.map((group) => [group, fraction(0n)]));
	let open = candidates.flatMap((candidate, place): Carried[] => {
		const twin = approved[place];
		return twin && count.available(candidate) ? [{ candidate, approved: twin }] : [];
	});
	for (const { candidate } of open) if (candidate.cost > budget) count.state(candidate).unfit = { round: count.rounds.length, left: count.left };
	open = open.filter(({ candidate }) => candidate.cost <= budget);
	while (open.length > 0) {
		const line = open
			.map((one) => ({ ...one, load: loadOf(one.approved, loads) }))
			.sort((a, b) => compareLoads(a.load, b.load) || count.ties.compare(a.candidate, b.candidate));
		const [best, next] = line;
		if (!best) return;
		const tied = line.filter(({ load }) => compareLoads(load, best.load) === 0);
		const misfit = tied.find(({ candidate }) => candidate.cost > count.left);
		if (misfit) {
			const unfit = { round: count.rounds.length, left: count.left, behind: misfit.candidate.id };
			for (const { candidate } of open) count.state(candidate).unfit = { ...unfit };
			return;
		}
		count.noteTie(tied.map(({ candidate }) => candidate));
		count.choose(best.candidate, { load: told(best), runnerUp: next?.candidate.id, runnerUpValue: next && told(next) });
		if (best.load) for (const { groups: carriers } of best.approved.runs) for (const group of carriers) loads.set(group, best.load);
		open = open.filter(({ candidate }) => count.available(candidate));
	}
}

function loadOf(candidate: Candidate, loads: ReadonlyMap<Group, Fraction>): Fraction | undefined {
	if (candidate.number === 0n) return undefined;
	// Supporters of the same last project carry the very same load.
	const carriers = new Map<Fraction | undefined, bigint>();
	for (const { groups } of candidate.runs) for (const group of groups) carriers.set(loads.get(group), (carriers.get(loads.get(group)) ?? 0n) + group.times);
	let [over, under] = [candidate.cost, 1n];
	for (const [load, voters] of carriers) {
		if (!load) continue;
		const common = (under / greatestCommonDivisor(under, load.under)) * load.under;
		over = over * (common / under) + voters * load.over * (common / load.under);
		under = common;
	}
	return fraction(over, under * candidate.number);
}

function compareLoads(a: Fraction | undefined, b: Fraction | undefined): number {
	if (!a || !b) return Number(!a) - Number(!b);
	return compareFractions(a, b);
}

function told({ load }: Carried): string {
	return load ? written(load) : '';
}
