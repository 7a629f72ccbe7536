import type { PastedProposal, PastedProposals, PastedRow } from '$lib/api/types';

type Field = 'kind' | 'title' | 'text' | 'minutes' | 'symbol' | 'stands_for' | 'wish' | 'small_action' | 'tags';

/** A row of the preview: what it became, what must be mended in it, and whether it is taken. */
export class Row {
	readonly place: number;
	readonly same: PastedRow['same_title'];
	written = $state<PastedProposal>({ kind: 'agenda_item', title: '' });
	errors = $state<Record<string, string>>({});
	taken = $state(true);
	/** Fields that were wrong once stay open, also when they are right. */
	open = $state.raw<string[]>([]);

	constructor(row: PastedRow, place: number) {
		const { errors, same_title, ...written } = row;
		this.place = place;
		this.same = same_title;
		this.taken = same_title === '';
		this.written = written;
		for (const { field, message } of errors) this.refuse(field, message);
	}

	refuse(field: string, message: string): void {
		this.errors[field] ??= message;
		if (!this.open.includes(field)) this.open = [...this.open, field];
	}

	/** A field was changed: whether it is right now, the server says. */
	mend(field: Field): void {
		delete this.errors[field];
	}

	get wrong(): boolean {
		return Object.keys(this.errors).length > 0;
	}
}

/** The rows of a preview. */
export class Pasted {
	readonly rows: Row[];

	constructor(readonly preview: PastedProposals) {
		this.rows = preview.rows.map((row, place) => new Row(row, place));
	}

	get taken(): Row[] {
		return this.rows.filter(({ taken }) => taken);
	}

	get wrong(): Row[] {
		return this.taken.filter(({ wrong }) => wrong);
	}

	/** What is sent of the rows that are taken. */
	get proposals(): PastedProposal[] {
		return this.taken.map(({ written }) => $state.snapshot(written));
	}

	/** Puts the server's errors, such as `proposals.3.minutes`, to their rows; gives those that belong to none. */
	refuse(errors: Record<string, string>): Record<string, string> {
		const taken = this.taken;
		const others: Record<string, string> = {};
		for (const [name, message] of Object.entries(errors)) {
			const [, place, field] = /^proposals\.(\d+)\.(\w+)/.exec(name) ?? [];
			const row = taken[Number(place)];
			if (row && field) row.refuse(field, message);
			else others[name] = message;
		}
		return others;
	}
}
