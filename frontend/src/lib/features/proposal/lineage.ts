import type { Relative } from '$lib/api/types';

/** A proposal in the drawing: the row in which it stands, and the lines to those that it came from. */
export interface Placed {
	relative: Relative;
	row: number;
	column: number;
}

export interface Line {
	from: Placed;
	to: Placed;
}

/** Places what came of each other: each right of all that it came from, in the order in which it was put forward. */
export function place(family: Relative[]): { placed: Placed[]; lines: Line[]; columns: number } {
	const byId = new Map<string, Placed>();
	family.forEach((relative, row) => {
		const before = relative.parents.flatMap((id) => byId.get(id)?.column ?? []);
		byId.set(relative.id, { relative, row, column: before.length > 0 ? Math.max(...before) + 1 : 0 });
	});
	const placed = [...byId.values()];
	const lines = placed.flatMap((to) => to.relative.parents.flatMap((id) => byId.get(id) ?? []).map((from) => ({ from, to })));
	return { placed, lines, columns: Math.max(0, ...placed.map(({ column }) => column)) + 1 };
}
