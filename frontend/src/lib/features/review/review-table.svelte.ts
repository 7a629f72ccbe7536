import { api } from '$lib/api/client';
import { Listing } from '$lib/api/listing.svelte';
import { unwrap, type Problem } from '$lib/api/problem';
import { Resource } from '$lib/api/resource.svelte';
import { Submission } from '$lib/api/submission.svelte';
import type { Measure, ProposalLine, ReviewRowBody } from '$lib/api/types';
import { cells, ReviewRow } from './review-row.svelte';

/** The states of proposals that stand in the table. */
export const states = ['published', 'in_review', 'accepted', 'declined', 'in_round'] as const;

const together = 100;
const fits = 150_000;

/** All proposals that a review can be about, and what is written about them. */
export class ReviewTable {
	readonly rows: Resource<ReviewRow[]>;
	readonly changed = $derived.by(() => this.rows.value?.filter((row) => row.changed) ?? []);
	readonly wrong = $derived.by(() => this.rows.value?.filter((row) => Object.keys(row.errors).length > 0) ?? []);
	/** What went wrong with the whole. */
	problem = $state.raw<Problem>();
	saving = $state(false);
	readonly #submission = new Submission();

	constructor(
		private readonly process: string,
		private readonly measure: Measure
	) {
		this.rows = new Resource(async () => (await this.#read()).map((proposal) => new ReviewRow(proposal, measure)));
	}

	/** First those of which nobody said what they take, last those that stand still. */
	async #read(): Promise<ProposalLine[]> {
		const path = { process: this.process };
		const list = new Listing((page) => unwrap(api.GET('/processes/{process}/proposals', { params: { path, query: { ...page, reviewable: true, sort: 'oldest' } } })), Infinity);
		await list.reload();
		if (list.problem) throw list.problem;
		const place = ({ cost, state }: ProposalLine): number => (state === 'in_round' ? 2 : cost > 0 ? 1 : 0);
		return (list.value ?? []).sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
	}

	/** Rows that nobody writes in are brought up to date where they stand; new ones come at the end. */
	refresh = async (busy: (row: ReviewRow) => boolean): Promise<void> => {
		const rows = this.rows.value;
		const now = await this.#read().catch(() => undefined);
		if (!rows || !now || this.saving || this.rows.value !== rows) return;
		const known = new Map(rows.map((row) => [row.proposal.id, row]));
		for (const proposal of now) {
			const row = known.get(proposal.id);
			if (row && !row.changed && !row.newer && !busy(row) && row.proposal.version < proposal.version) row.take(proposal);
		}
		const fresh = now.filter(({ id }) => !known.has(id));
		if (fresh.length > 0) this.rows.set([...rows, ...fresh.map((proposal) => new ReviewRow(proposal, this.measure))]);
	};

	/** Sends all that is written, and says how many rows were saved. Each hundred is saved as a whole or not at all. */
	async save(): Promise<number> {
		this.problem = undefined;
		const rows = this.changed;
		const bodies = rows.map((row) => row.body());
		if (this.saving || bodies.some((body) => body === undefined)) return 0;
		this.saving = true;
		let saved = 0;
		for (const part of parts(bodies.flatMap((body) => body ?? []))) {
			if (!(await this.#send(rows.slice(saved, saved + part.length), part))) break;
			saved += part.length;
		}
		this.saving = false;
		return saved;
	}

	async #send(rows: ReviewRow[], bodies: ReviewRowBody[]): Promise<boolean> {
		const path = { process: this.process };
		const reply = await this.#submission.run({ rows: bodies }, (body, headers) =>
			unwrap(api.PUT('/processes/{process}/review', { params: { path }, body, headers }))
		);
		if (!reply) await this.#explain(rows);
		reply?.items.forEach((proposal, i) => rows[i]?.take(proposal));
		return reply !== undefined;
	}

	/** Puts what the server says to the cells that it is about. */
	async #explain(rows: ReviewRow[]): Promise<void> {
		const problem = this.#submission.problem;
		const stale: ReviewRow[] = [];
		for (const [field, sentence] of Object.entries(problem?.errors ?? {})) {
			const [, place, cell] = /^rows\.(\d+)\.(\w+)$/.exec(field) ?? [];
			const row = rows[Number(place)];
			if (row && cell === 'version') stale.push(row);
			else if (row) row.errors = { ...row.errors, [cells.find((known) => known === cell) ?? 'state']: sentence };
		}
		await Promise.all(stale.map((row) => meet(row)));
		if (stale.length === 0) this.problem = problem;
	}
}

/** Reads what somebody else made of it. */
async function meet(row: ReviewRow): Promise<void> {
	const path = { proposal: row.proposal.id };
	const now = await unwrap(api.GET('/proposals/{proposal}', { params: { path } })).catch(() => undefined);
	if (now) row.meet(now);
}

/** As many rows at once as the server takes, by number and by length. */
export function parts(rows: ReviewRowBody[]): ReviewRowBody[][] {
	const all: ReviewRowBody[][] = [];
	let length = fits;
	for (const row of rows) {
		const size = new TextEncoder().encode(JSON.stringify(row)).length;
		const last = all.at(-1);
		if (!last || last.length === together || length + size > fits) {
			all.push([row]);
			length = size;
		} else {
			last.push(row);
			length += size;
		}
	}
	return all;
}
