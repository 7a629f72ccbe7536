import type { Count } from './count';
import { compareFractions, fraction, written, type Fraction } from './fraction';
import { Purses, type Price } from './purses';
import type { Candidate } from './survey';

/** A project that can be paid, with its price. */
interface Offer {
	candidate: Candidate;
	price: Price;
	rho: Fraction;
}

/**
 * The Method of Equal Shares: round by round the project is selected that its supporters can pay at the lowest price for one unit of
 * satisfaction (rho), from shares that were equal at the beginning.
 */
export class EqualShares {
	readonly #count: Count;
	readonly #purses: Purses;
	/** Below the rho of each open project, now and later: money only shrinks, so rho never falls. */
	readonly #open = new Map<Candidate, Fraction>();
	/** Whole minor units that the supporters surely have between them. */
	readonly #surely = new Map<Candidate, bigint>();

	constructor(count: Count, share: Fraction) {
		this.#count = count;
		this.#purses = new Purses(count.electorate.groups, share);
		count.share = written(share);
		for (const candidate of count.electorate.candidates) {
			if (candidate.number === 0n) count.state(candidate).unaffordable = { round: 0, money: '0', moneyAtEnd: '0' };
			else if (count.available(candidate)) this.#open.set(candidate, fraction(candidate.cost, candidate.levels * candidate.unit));
		}
	}

	run(): void {
		this.#drop();
		while (this.#open.size > 0) {
			this.#play(this.#offers());
			this.#drop();
		}
		for (const candidate of this.#count.electorate.candidates) {
			const { unaffordable } = this.#count.state(candidate);
			if (unaffordable && candidate.number > 0n) unaffordable.moneyAtEnd = this.#purses.moneyTold(candidate);
		}
	}

	/** Takes out for good what its supporters cannot pay any more. */
	#drop(): void {
		for (const candidate of [...this.#open.keys()]) {
			if (!this.#count.available(candidate)) {
				this.#open.delete(candidate);
				continue;
			}
			if ((this.#surely.get(candidate) ?? -1n) >= candidate.cost) continue;
			const money = this.#purses.money(candidate);
			this.#surely.set(candidate, money / this.#purses.denominator);
			if (money >= candidate.cost * this.#purses.denominator) continue;
			this.#open.delete(candidate);
			const told = this.#purses.moneyTold(candidate);
			this.#count.state(candidate).unaffordable = { round: this.#count.rounds.length, money: told, moneyAtEnd: told };
		}
	}

	/** At least the two best, and all that are exactly as good as one of them; the best first. */
	#offers(): Offer[] {
		const found: Offer[] = [];
		for (const [candidate, bound] of [...this.#open].sort((a, b) => compareFractions(a[1], b[1]))) {
			const second = found[1];
			if (second && compareFractions(bound, second.rho) > 0) break;
			const price = this.#purses.price(candidate);
			const rho = this.#purses.rho(candidate, price);
			this.#open.set(candidate, rho);
			found.push({ candidate, price, rho });
			found.sort((a, b) => compareFractions(a.rho, b.rho) || this.#count.ties.compare(a.candidate, b.candidate));
		}
		return found;
	}

	#play([best, next, ...others]: readonly Offer[]): void {
		if (!best) return;
		const offers = [best, ...(next ? [next] : []), ...others];
		this.#count.noteTie(offers.filter(({ rho }) => compareFractions(rho, best.rho) === 0).map(({ candidate }) => candidate));
		const { payments, remainder } = this.#purses.pay(best.candidate, best.price);
		this.#count.choose(best.candidate, {
			rho: written(best.rho), payments, remainder, runnerUp: next?.candidate.id, runnerUpValue: next && written(next.rho)
		});
		this.#open.delete(best.candidate);
		// Nobody paid more than the cost.
		for (const [candidate, money] of this.#surely) this.#surely.set(candidate, money - best.candidate.cost);
	}
}
