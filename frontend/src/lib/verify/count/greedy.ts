import type { Count } from './count';
import { compareFractions, fraction, written, type Fraction } from './fraction';
import type { Candidate } from './survey';

/** A project in the order of the rule; without a density it gives satisfaction for nothing, and comes first. */
interface Ranked {
	candidate: Candidate;
	density?: Fraction;
}

/**
 * Projects by satisfaction for each unit of cost, each taken if it fits. One that does not is passed over, or ends the list if
 * `stop` says so. Goes on from what was selected before.
 */
export function greedy(count: Count, stop: boolean): void {
	const order = byDensity(count);
	for (let start = 0, end = 0; start < order.length; start = end) {
		while (end < order.length && compareDensities(order[start], order[end]) === 0) end++;
		const equal = order.slice(start, end).map(({ candidate }) => candidate);
		count.noteTie(equal.filter((candidate) => count.fits(candidate)));
		for (let place = start; place < end; place++) {
			if (consider(count, order.slice(place), stop) || !stop) continue;
			leave(count, order.slice(place));
			return;
		}
	}
}

/** Takes the first of the order if it fits. */
function consider(count: Count, [at, ...after]: readonly Ranked[], stop: boolean): boolean {
	if (!at || !count.available(at.candidate)) return true;
	if (!count.fits(at.candidate)) {
		count.state(at.candidate).unfit = { round: count.rounds.length, left: count.left };
		return false;
	}
	const next = after.find(({ candidate }) => (stop && count.available(candidate)) || count.fits(candidate));
	const runnerUp = next && next.candidate.cost <= count.left ? next : undefined;
	count.choose(at.candidate, { density: told(at), runnerUp: runnerUp?.candidate.id, runnerUpValue: runnerUp && told(runnerUp) });
	return true;
}

/** Ends the list at its first project. */
function leave(count: Count, rest: readonly Ranked[]): void {
	const behind = rest[0]?.candidate.id;
	for (const { candidate } of rest) if (count.available(candidate)) count.state(candidate).unfit = { round: count.rounds.length, left: count.left, behind };
}

function byDensity(count: Count): Ranked[] {
	return count.electorate.candidates
		.filter((candidate) => count.available(candidate))
		.map((candidate) => ({ candidate, density: densityOf(candidate) }))
		.sort((a, b) => compareDensities(b, a) || count.ties.compare(a.candidate, b.candidate));
}

function densityOf({ unit, levels, cost }: Candidate): Fraction | undefined {
	const satisfaction = unit * levels;
	if (satisfaction === 0n) return fraction(0n);
	return cost === 0n ? undefined : fraction(satisfaction, cost);
}

function compareDensities(a: Ranked | undefined, b: Ranked | undefined): number {
	if (!a?.density || !b?.density) return Number(!a?.density) - Number(!b?.density);
	return compareFractions(a.density, b.density);
}

function told({ density }: Ranked): string {
	return density ? written(density) : '';
}
