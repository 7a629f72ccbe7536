import type { Item, Outcome, Round, Settings, Tie } from './outcome';
import type { Candidate, Electorate } from './survey';
import { TieOrder, type Criterion } from './ties';

/** A project in the count at hand. */
interface State {
	place?: number;
	completedBy?: string;
	barred?: Item['barred'];
	unaffordable?: Item['unaffordable'];
	unfit?: Item['unfit'];
}

/** A count under way: what the rule and its completion share. */
export class Count {
	readonly electorate: Electorate;
	readonly settings: Settings;
	readonly ties: TieOrder;
	readonly rounds: Round[] = [];
	readonly selected: Candidate[] = [];
	readonly met: Tie[] = [];
	left: bigint;
	/** The completion that is being carried out, if the rule is done. */
	completing?: string;
	share?: string;
	raised?: Outcome['raised'];
	readonly #states: Map<Candidate, State>;

	constructor(electorate: Electorate, settings: Settings) {
		this.electorate = electorate;
		this.settings = settings;
		this.ties = new TieOrder(settings.ties as Criterion[], settings.seed, electorate.candidates);
		this.left = electorate.budget;
		this.#states = new Map(electorate.candidates.map((candidate) => [candidate, {}]));
	}

	state(candidate: Candidate): State {
		const state = this.#states.get(candidate);
		if (!state) throw new Error(`${candidate.id} is no project of this count`);
		return state;
	}

	available(candidate: Candidate): boolean {
		const { place, barred } = this.state(candidate);
		return place === undefined && !barred;
	}

	fits(candidate: Candidate): boolean {
		return candidate.cost <= this.left && this.available(candidate);
	}

	/** Selects a project; `told` is what the rule knows of the round. */
	choose(candidate: Candidate, told: Partial<Round>): void {
		this.left -= candidate.cost;
		this.selected.push(candidate);
		const number = this.selected.length;
		Object.assign(this.state(candidate), { place: number, completedBy: this.completing });
		const { rho, payments, remainder, density, load, runnerUp, runnerUpValue } = told;
		this.rounds.push({
			number, project: candidate.id, completedBy: this.completing, left: this.left, rho, payments, remainder,
			density: density || undefined, load: load || undefined, runnerUp, runnerUpValue: runnerUpValue || undefined
		});
		this.#bar(candidate);
	}

	/** Keeps out the others of its group. */
	#bar({ id }: Candidate): void {
		const group = this.settings.exclusive.find((ids) => ids.includes(id)) ?? [];
		for (const other of this.electorate.candidates) {
			if (group.includes(other.id) && this.available(other)) this.state(other).barred = { by: 'exclusive', round: this.rounds.length, project: id };
		}
	}

	/** Records a tie of the round at hand; the projects stand in the order of the tie-break. */
	noteTie(tied: readonly Candidate[]): void {
		const [first, second] = tied;
		if (!first || !second) return;
		this.met.push({ round: this.rounds.length + 1, among: tied.map(({ id }) => id), decidedBy: this.ties.decidedBy(first, second) });
	}

	outcome(): Outcome {
		const chosen = new Set(this.selected.map(({ id }) => id));
		const { rule, satisfaction, completion, ties, seed, increment, exclusive } = this.settings;
		return {
			settings: { rule, satisfaction, completion, ties, seed, increment: increment || undefined, constraints: exclusive.length > 0 ? { exclusive } : undefined },
			ballots: this.electorate.kind,
			selected: [...chosen],
			cost: this.electorate.budget - this.left,
			budget: this.electorate.budget,
			voters: this.electorate.total,
			items: this.electorate.candidates.map((candidate) => this.#item(candidate)),
			ties: this.met.map((tie) => {
				const out = tie.among.filter((id) => !chosen.has(id));
				return { ...tie, leftOut: out.length > 0 ? out : undefined };
			}),
			rounds: this.rounds,
			share: this.share,
			raised: this.raised
		};
	}

	#item(candidate: Candidate): Item {
		const { place, completedBy, barred, unaffordable, unfit } = this.state(candidate);
		const selected = place !== undefined;
		return {
			project: candidate.id, cost: candidate.cost, selected, place, support: candidate.support, supporters: candidate.number,
			held: candidate.held || undefined, completedBy, barred,
			// What was selected later was only passed over.
			unaffordable: selected ? undefined : unaffordable, unfit: selected ? undefined : unfit
		};
	}
}
