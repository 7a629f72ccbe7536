import type { BallotForm, Choices, Option, Round } from '$lib/api/types';
import { amount, inChoices, inPoints, points, type Measure } from '$lib/text/amount';
import { list, number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

/** What a ballot says of an option that is to be gently held. */
export const held = -1;

export type Terms = Pick<Round, 'budget' | 'unit' | 'scale' | 'ballot' | 'options'>;

/** A ballot that is being filled in: what is chosen, what it spends, and whether it may be sent. Knows no server. */
export class BallotState {
	choices = $state.raw<Choices>({});
	readonly form: BallotForm;

	constructor(
		readonly terms: Terms,
		choices: Choices = {}
	) {
		this.form = terms.ballot;
		this.replace(choices);
	}

	/** Takes choices; what is not on this ballot is left out. */
	replace(choices: Choices): void {
		const sound = this.terms.options.map((option) => [option.key, this.#fit(option, choices[option.key] ?? 0)] as const);
		this.choices = Object.fromEntries(sound.filter(([, given]) => given !== 0));
	}

	/** Gives points to an option, or 1 and 0 where options are chosen or not; or wants it held. */
	give(key: string, given: number): void {
		this.replace({ ...this.choices, [key]: given });
	}

	given(key: string): number {
		return Math.max(0, this.choices[key] ?? 0);
	}

	isHeld(key: string): boolean {
		return this.choices[key] === held;
	}

	/** The options that are to be gently held. */
	get held(): Option[] {
		return this.terms.options.filter(({ key }) => this.isHeld(key));
	}

	/** Nothing is said of any option yet. */
	get empty(): boolean {
		return Object.keys(this.choices).length === 0;
	}

	/** The chosen options in the order of their numbers. */
	get chosen(): Option[] {
		return this.terms.options.filter(({ key }) => this.given(key) > 0);
	}

	/** What the budget of one ballot is counted in. */
	get measure(): Measure {
		if (this.form.kind === 'points') return inPoints;
		return this.form.kind === 'knapsack' ? { unit: this.terms.unit, scale: this.terms.scale } : inChoices;
	}

	/** The most that may be spent; undefined where there is no limit. */
	get limit(): number | undefined {
		const { kind, max, points } = this.form;
		if (kind === 'knapsack') return this.terms.budget;
		return (kind === 'points' ? points : max) || undefined;
	}

	/** What one option takes of the budget. */
	takes({ key, cost }: Option): number {
		return this.form.kind === 'knapsack' ? cost : this.given(key);
	}

	get spent(): number {
		return this.chosen.reduce((sum, option) => sum + this.takes(option), 0);
	}

	get left(): number {
		return Math.max(0, (this.limit ?? this.spent) - this.spent);
	}

	get over(): number {
		return Math.max(0, this.spent - (this.limit ?? this.spent));
	}

	/** The most that one option may be given. One may go over the whole while thinking, never over the cap of one. */
	get most(): number {
		if (this.form.kind !== 'points') return 1;
		return this.form.cap || this.form.points || 1_000_000;
	}

	/** What could be taken out to come back into the budget: up to three options of which any one will do, or several together. */
	get takeOut(): { options: Option[]; together: boolean } {
		const { over } = this;
		if (over === 0) return { options: [], together: false };
		const alone = this.chosen.filter((option) => this.takes(option) >= over).sort((a, b) => this.takes(a) - this.takes(b));
		if (alone.length > 0) return { options: alone.slice(0, 3), together: false };
		return { options: this.#largestFirst(over), together: true };
	}

	/** Why it cannot be sent as it is, as a sentence; undefined if it can. */
	get reason(): string | undefined {
		const { chosen, over } = this;
		const { min = 0 } = this.form;
		if (this.form.kind === 'ranking') return m.ballot_reason_ranking();
		if (this.empty) return this.form.kind === 'points' ? m.ballot_reason_no_points() : m.ballot_reason_empty();
		if (over > 0) return m.ballot_reason_over({ over: amount(over, this.measure) });
		if (chosen.length < min) return m.ballot_reason_more({ number: number(min - chosen.length) });
		return undefined;
	}

	/** What could be done about an overdrawn budget, in a sentence. */
	get advice(): string {
		const { options, together } = this.takeOut;
		if (options.length === 0) return '';
		if (this.form.kind === 'points') return m.ballot_advice_points({ points: points(this.over) });
		const names = options.map(({ number, title }) => m.ballot_advice_item({ number, title: short(title) }));
		return together ? m.ballot_advice_together({ items: list(names) }) : m.ballot_advice_one({ items: either(names) });
	}

	/** Says whether other choices are the same as these. */
	isSame(other: Choices | undefined): boolean {
		return other !== undefined && this.terms.options.every(({ key }) => (this.choices[key] ?? 0) === (other[key] ?? 0));
	}

	#fit({ holdable }: Option, given: number): number {
		if (given === held) return holdable ? held : 0;
		return Math.min(Math.max(0, Math.trunc(given)), this.most);
	}

	#largestFirst(over: number): Option[] {
		const taken: Option[] = [];
		let freed = 0;
		for (const option of [...this.chosen].sort((a, b) => this.takes(b) - this.takes(a))) {
			if (freed >= over) break;
			taken.push(option);
			freed += this.takes(option);
		}
		return taken;
	}
}

const longest = 34;

function short(title: string): string {
	const letters = [...title];
	return letters.length > longest ? `${letters.slice(0, longest - 1).join('').trimEnd()}…` : title;
}

function either(names: string[]): string {
	return names.length < 2 ? (names[0] ?? '') : m.ballot_advice_or({ first: names.slice(0, -1).join(', '), last: names.at(-1) ?? '' });
}
