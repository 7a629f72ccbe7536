import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';
import { Submission } from '$lib/api/submission.svelte';
import type { ProposalLine } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';

/** One proposal in "Set the minutes": what was read, and what is written over it. 0 minutes are not set. */
export class MinutesRow {
	proposal = $state.raw() as ProposalLine;
	minutes = $state(0);
	reason = $state('');
	/** Somebody changed the proposal while one wrote. */
	newer = $state(false);
	readonly submission = new Submission();
	readonly changed = $derived(this.minutes !== this.proposal.cost || (this.minutes > 0 && this.reason.trim() !== this.proposal.cost_reason));

	constructor(proposal: ProposalLine) {
		this.#take(proposal);
	}

	#take(proposal: ProposalLine): void {
		this.proposal = proposal;
		this.minutes = proposal.cost;
		this.reason = proposal.cost_reason;
		this.newer = false;
	}

	/** Sends what is written, and says whether that went well. */
	async save(): Promise<boolean> {
		if (this.minutes < 1) {
			this.submission.refuse({ minutes: m.proposal_cost_missing() });
			return false;
		}
		const body = { minutes: this.minutes, reason: this.reason.trim(), version: this.proposal.version };
		const path = { proposal: this.proposal.id };
		const saved = await this.submission.run(body, (body, headers) =>
			unwrap(api.PUT('/proposals/{proposal}/cost', { params: { path }, body, headers }))
		);
		if (saved) this.#take(saved);
		else if (this.submission.problem?.status === 409) await this.#meet();
		return saved !== undefined;
	}

	/** Reads what somebody else made of it; what is written here stays. */
	async #meet(): Promise<void> {
		const path = { proposal: this.proposal.id };
		const now = await unwrap(api.GET('/proposals/{proposal}', { params: { path } })).catch(() => undefined);
		if (!now || now.version === this.proposal.version || !now.can.includes('proposal.cost')) return;
		this.proposal = now;
		this.newer = true;
		this.submission.problem = undefined;
	}
}
