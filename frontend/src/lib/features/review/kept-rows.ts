import { Draft, restore } from '$lib/api/draft';
import type { ReviewRow, Written } from './review-row.svelte';

interface Kept {
	rows: Record<string, { version: number; written: Written }>;
}

/** What is written and not saved yet, kept on this device for when one comes back. */
export class KeptRows {
	readonly #draft: Draft<Kept>;

	constructor(whose: string[]) {
		this.#draft = new Draft('review', whose, { rows: {} });
	}

	keep(changed: ReviewRow[]): void {
		if (changed.length === 0) return this.#draft.clear();
		const rows = changed.map(({ proposal, written }) => [proposal.id, { version: proposal.version, written: { ...written } }]);
		this.#draft.write({ rows: Object.fromEntries(rows) as Kept['rows'] });
	}

	/** Puts what was kept into its rows, and says of how many. */
	restore(rows: ReviewRow[]): number {
		const kept = this.#draft.read()?.rows ?? {};
		let restored = 0;
		for (const row of rows) {
			const was = restore({ version: 0, written: row.written }, kept[row.proposal.id]);
			if (!was || row.frozen) continue;
			row.written = restore({ ...row.saved }, was.written) ?? row.written;
			row.newer = row.changed && was.version !== row.proposal.version;
			if (row.changed) restored++;
		}
		return restored;
	}
}
