/** One chosen item of a budget. */
export interface Segment {
	key: string;
	/** The title, for those who hear or hover. */
	label: string;
	/** Very short, to stand inside the segment: its number. */
	short?: string;
	amount: number;
	kind?: 'agenda_item' | 'symbolic_change' | 'held' | '';
}

export interface Fill {
	used: number;
	left: number;
	over: number;
	/** Where the budget ends, in percent of the drawn length; 100 unless it is overdrawn. */
	end: number;
	/** Percent of the drawn length for each segment. */
	widths: number[];
}

/** How far segments fill a budget. Overdrawn, the whole is drawn to the longer length with the budget's end marked in it. */
export function fill(segments: Segment[], total: number): Fill {
	const used = segments.reduce((sum, { amount }) => sum + amount, 0);
	const length = Math.max(used, total, 1);
	return {
		used,
		left: Math.max(0, total - used),
		over: Math.max(0, used - total),
		end: (100 * total) / length,
		widths: segments.map(({ amount }) => (100 * amount) / length)
	};
}
