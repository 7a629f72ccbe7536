import { amount, choices, points, type Measure } from './amount';
import { number } from './number';
import { m } from './paraglide/messages';

interface Form {
	kind: 'approval' | 'knapsack' | 'points' | 'ranking';
	min?: number;
	max?: number;
	points?: number;
	cap?: number;
}

/** How one fills in a ballot of this form, in a sentence or two. */
export function howToVote(form: Form, budget: number, measure: Measure): string {
	switch (form.kind) {
		case 'approval':
			return `${m.ballot_how_approval()} ${limits(form)}`.trim();
		case 'knapsack':
			return m.ballot_how_knapsack({ budget: amount(budget, measure) });
		case 'points':
			return pointsToGive(form);
		default:
			return m.ballot_how_ranking();
	}
}

function limits({ min = 0, max = 0 }: Form): string {
	if (min > 0 && min === max) return m.ballot_how_exactly({ choices: choices(max) });
	if (min > 0 && max > 0) return m.ballot_how_between({ min: number(min), max: number(max) });
	if (max > 0) return m.ballot_how_most({ choices: choices(max) });
	if (min > 0) return m.ballot_how_least({ choices: choices(min) });
	return m.ballot_how_any();
}

function pointsToGive({ points: total = 0, cap = 0 }: Form): string {
	const first = total > 0 ? m.ballot_how_points({ points: points(total) }) : m.ballot_how_points_any();
	return cap > 0 ? `${first} ${m.ballot_how_cap({ points: points(cap) })}` : first;
}
