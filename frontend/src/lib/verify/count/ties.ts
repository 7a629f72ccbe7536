import { compareBytes, sha256, utf8 } from '../bytes';
import { compare } from './fraction';
import type { Candidate } from './survey';

export const criteria = ['supporters', 'cost', 'lot', 'id'] as const;
export type Criterion = (typeof criteria)[number];

/** Puts exactly tied projects into the declared order; `lot` is one order for the whole count. */
export class TieOrder {
	readonly #order: readonly Criterion[];
	readonly #lots: Map<Candidate, Uint8Array>;

	constructor(order: readonly Criterion[], seed: string, candidates: readonly Candidate[]) {
		this.#order = order;
		this.#lots = new Map(candidates.map((candidate) => [candidate, sha256(utf8(seed + candidate.id))]));
	}

	readonly compare = (a: Candidate, b: Candidate): number => {
		for (const criterion of this.#order) {
			const order = this.#by(criterion, a, b);
			if (order !== 0) return order;
		}
		return 0;
	};

	/** The criterion that tells two projects apart. */
	decidedBy(a: Candidate, b: Candidate): Criterion {
		return this.#order.find((criterion) => this.#by(criterion, a, b) !== 0) ?? 'id';
	}

	#by(criterion: Criterion, a: Candidate, b: Candidate): number {
		if (criterion === 'supporters') return compare(b.number, a.number);
		if (criterion === 'cost') return compare(a.cost, b.cost);
		if (criterion === 'id') return compareBytes(utf8(a.id), utf8(b.id));
		return compareBytes(this.#lots.get(a) ?? utf8(''), this.#lots.get(b) ?? utf8(''));
	}
}
