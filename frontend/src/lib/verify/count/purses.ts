import { compare, fraction, greatestCommonDivisor, written, type Fraction } from './fraction';
import type { Payment, Round } from './outcome';
import type { Candidate, Group } from './survey';

/** What each of some voters has, over the denominator that all purses share. Voters with equal money share a purse. */
export interface Purse {
	value: bigint;
}

/** Supporters with equal money and an equal level of satisfaction. */
interface Bucket {
	purse: Purse;
	level: bigint;
	voters: bigint;
}

/** What one level costs everybody who can pay it: need / (denominator * levels). Who has less pays all of it. */
export interface Price {
	need: bigint;
	levels: bigint;
}

/** The money of all voters, exactly. */
export class Purses {
	readonly #groups: readonly Group[];
	readonly #empty: Purse = { value: 0n };
	denominator: bigint;

	constructor(groups: readonly Group[], share: Fraction) {
		this.#groups = groups;
		this.denominator = share.under;
		const full = { value: share.over };
		for (const group of groups) group.purse = full;
	}

	/** What the supporters of a project have between them, over the denominator. */
	money(candidate: Candidate): bigint {
		return this.#buckets(candidate).reduce((sum, { purse, voters }) => sum + purse.value * voters, 0n);
	}

	moneyTold(candidate: Candidate): string {
		return this.#told(this.money(candidate));
	}

	/**
	 * The price at which the supporters raise exactly the cost; they must have enough. Whoever has least for each level cannot pay the
	 * price at which all could, and gives all; then the others share the rest.
	 */
	price(candidate: Candidate): Price {
		const buckets = this.#buckets(candidate).sort((a, b) => compare(a.purse.value * b.level, b.purse.value * a.level));
		let [need, levels] = [candidate.cost * this.denominator, candidate.levels];
		for (const { purse, level, voters } of buckets) {
			if (purse.value * levels >= need * level) break;
			need -= purse.value * voters;
			levels -= level * voters;
		}
		return { need, levels };
	}

	/** The price of one unit of satisfaction. */
	rho({ unit }: Candidate, { need, levels }: Price): Fraction {
		return fraction(need, this.denominator * levels * unit);
	}

	/** Makes the supporters pay, and tells who paid what. */
	pay(candidate: Candidate, price: Price): Pick<Round, 'payments' | 'remainder'> {
		if (price.need === 0n) return {};
		const level = this.#whole(price);
		const told = this.#payments(candidate, level);
		for (const run of candidate.runs) this.#charge(run.groups, level * run.level);
		return told;
	}

	#buckets({ runs }: Candidate): Bucket[] {
		return runs.flatMap(({ level, groups }) => {
			const voters = new Map<Purse, bigint>();
			for (const { purse, times } of groups) voters.set(purse, (voters.get(purse) ?? 0n) + times);
			return [...voters].map(([purse, number]) => ({ purse, level, voters: number }));
		});
	}

	/** Makes the price of a level a whole number over the denominator. */
	#whole({ need, levels }: Price): bigint {
		const common = greatestCommonDivisor(need, levels);
		const factor = levels / common;
		this.denominator *= factor;
		for (const purse of new Set(this.#groups.map(({ purse }) => purse))) purse.value *= factor;
		return need / common;
	}

	#charge(groups: readonly Group[], full: bigint): void {
		const after = new Map<Purse, Purse>();
		for (const group of groups) {
			let rest = after.get(group.purse);
			if (!rest) {
				rest = group.purse.value > full ? { value: group.purse.value - full } : this.#empty;
				after.set(group.purse, rest);
			}
			group.purse = rest;
		}
	}

	#payments(candidate: Candidate, price: bigint): Pick<Round, 'payments' | 'remainder'> {
		const payments = new Map<bigint, bigint>();
		let [voters, together, most] = [0n, 0n, 0n];
		for (const bucket of this.#buckets(candidate)) {
			const { value } = bucket.purse;
			if (value >= price * bucket.level) payments.set(bucket.level, (payments.get(bucket.level) ?? 0n) + bucket.voters);
			else if (value > 0n) {
				voters += bucket.voters;
				together += value * bucket.voters;
				if (value > most) most = value;
			}
		}
		const told = [...payments].map(([level, number]): Payment => ({ voters: number, amount: this.#told(price * level) }));
		return {
			payments: told.length > 0 ? told : undefined,
			remainder: voters > 0n ? { voters, together: this.#told(together), most: this.#told(most) } : undefined
		};
	}

	#told(amount: bigint): string {
		return written(fraction(amount, this.denominator));
	}
}
