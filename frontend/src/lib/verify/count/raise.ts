import { Count } from './count';
import { EqualShares } from './equal-shares';
import { fraction, type Fraction } from './fraction';
import type { Stop } from './outcome';
import type { Candidate } from './survey';

/** A completion that counts again with larger shares: (start + rung * step) / voters. */
interface Ladder {
	start: bigint;
	step: bigint;
	voters: bigint;
	/** Whether a project that is not selected is a reason to go on, with so much left of the budget. */
	goesOn: (candidate: Candidate, left: bigint) => boolean;
	last?: bigint;
}

/** Raising the shares would take more counts than anybody waits for. */
export class TooManyCounts extends Error {}

const supported = ({ number, cost }: Candidate): boolean => number > 0n && cost > 0n;

function ladderOf({ settings, electorate: { budget, total } }: Count): Ladder | undefined {
	const step = total * settings.increment;
	switch (settings.completion) {
		case 'add1':
		case 'add1+greedy':
			return { start: budget, step, voters: total, goesOn: (one, left) => supported(one) && one.cost <= left };
		case 'overspend':
			return { start: budget, step, voters: total, goesOn: supported };
		case 'increase1pct':
		case 'increase1pct+greedy':
			return { start: budget * 100n, step: budget, voters: total * 100n, last: total * 100n, goesOn: ({ cost }, left) => cost <= left };
		default:
			return undefined;
	}
}

/** Equal shares, with raised shares if the completion asks for that; after `patience` counts it throws TooManyCounts. */
export function equalShares(count: Count, patience: number): void {
	const { total } = count.electorate;
	if (total === 0n) return;
	const ladder = ladderOf(count);
	const share = ladder ? climb(count, ladder, patience) : fraction(count.left, total);
	new EqualShares(count, share).run();
}

/** The last share before one that overspends, or the first after which there is no reason to go on. */
function climb(count: Count, ladder: Ladder, patience: number): Fraction {
	for (let rung = 0n; rung < patience; rung++) {
		const trial = new Count(count.electorate, count.settings);
		new EqualShares(trial, shareAt(ladder, rung)).run();
		let stop: Stop | undefined = stopsAt(trial, ladder);
		if (!stop && rung === ladder.last) stop = 'last';
		if (!stop) continue;
		const increments = stop === 'overspend' ? rung - 1n : rung;
		count.raised = { increments: String(increments), stop };
		return shareAt(ladder, increments);
	}
	throw new TooManyCounts();
}

function shareAt({ start, step, voters }: Ladder, rung: bigint): Fraction {
	return fraction(start + step * rung, voters);
}

function stopsAt(trial: Count, ladder: Ladder): Stop | undefined {
	if (trial.left < 0n) return 'overspend';
	const reason = trial.electorate.candidates.some((one) => trial.available(one) && ladder.goesOn(one, trial.left));
	return reason ? undefined : 'exhaustive';
}
