import type { Measure, ProposalLine, ReviewedState, ReviewRowBody } from '$lib/api/types';
import { parseAmount, writtenAmount } from '$lib/text/money-input';
import { m } from '$lib/text/paraglide/messages';

/** The cells of a row, as they are written. */
export interface Written {
	minutes: string;
	money: string;
	reason: string;
	state: ProposalLine['state'];
	state_reason: string;
	needed: string;
}

export type Cell = keyof Written;

export const cells: Cell[] = ['minutes', 'money', 'reason', 'state', 'state_reason', 'needed'];

/** What was said of a proposal, as it stands in its cells. */
export function writtenOf(p: ProposalLine, { scale }: Measure): Written {
	const minutes = p.cost > 0 ? String(p.cost) : '';
	const money = writtenAmount(p.money, scale);
	return { minutes, money, reason: p.cost_reason, state: p.state, state_reason: p.state_reason, needed: p.needed };
}

/** One proposal in the table: what was read, and what is written over it. */
export class ReviewRow {
	proposal = $state.raw() as ProposalLine;
	written = $state() as Written;
	/** Sentences by cell. */
	errors = $state.raw<Partial<Record<Cell, string>>>({});
	/** Somebody changed the proposal while one wrote. */
	newer = $state(false);
	readonly saved = $derived.by(() => writtenOf(this.proposal, this.measure));
	/** It stands still: nobody changes what is said of it. */
	readonly frozen = $derived.by(() => !this.proposal.can.includes('proposal.cost'));
	readonly changed = $derived.by(() => !this.frozen && cells.some((cell) => this.written[cell].trim() !== this.saved[cell].trim()));

	constructor(
		proposal: ProposalLine,
		private readonly measure: Measure
	) {
		this.take(proposal);
	}

	/** Everything is as it was read. */
	take(proposal: ProposalLine): void {
		this.proposal = proposal;
		this.written = writtenOf(proposal, this.measure);
		this.errors = {};
		this.newer = false;
	}

	/** Somebody else was quicker; what is written here stays. */
	meet(proposal: ProposalLine): void {
		this.proposal = proposal;
		this.newer = true;
	}

	/** Takes a cell back to what is saved. */
	undo(cell: Cell): void {
		if (cell === 'state') this.move(this.saved.state);
		else this.written[cell] = this.saved[cell];
		this.forget(cell);
	}

	/** Another state has a reason of its own. */
	move(state: Written['state']): void {
		this.written.state = state;
		this.written.state_reason = state === this.saved.state ? this.saved.state_reason : '';
		this.forget('state', 'state_reason');
	}

	forget(...changed: Cell[]): void {
		if (changed.some((cell) => this.errors[cell])) {
			this.errors = Object.fromEntries(Object.entries(this.errors).filter(([cell]) => !changed.includes(cell as Cell)));
		}
	}

	/** What is sent, or nothing: then `errors` says why. */
	body(): ReviewRowBody | undefined {
		const { minutes, money, reason, state, state_reason, needed } = this.written;
		const [time, amount] = [minutes.trim() === '' ? 0 : Number(minutes), parseAmount(money, this.measure.scale)];
		const errors: ReviewRow['errors'] = {};
		if (!Number.isInteger(time) || time < (this.proposal.cost > 0 ? 1 : 0) || time > 1440) errors.minutes = m.review_minutes_wrong();
		if (amount === undefined) errors.money = m.review_money_wrong();
		if (state === 'declined' && state_reason.trim() === '') errors.state_reason = m.review_why_missing();
		this.errors = errors;
		if (Object.keys(errors).length > 0 || amount === undefined) return undefined;
		return {
			proposal: this.proposal.id, version: this.proposal.version, minutes: time, money: amount, reason: reason.trim(),
			state: state as ReviewedState, state_reason: state_reason.trim(), needed: needed.trim()
		};
	}
}
