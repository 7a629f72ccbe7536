import { states } from './review-table.svelte';
import type { ReviewRow } from './review-row.svelte';

/** Which rows are shown. It lives in the address. */
export type Filter = (typeof states)[number] | 'answered' | 'all';

export const filters: Filter[] = ['all', ...states, 'answered'];

export function filterOf({ searchParams }: URL): Filter {
	return filters.find((filter) => filter === searchParams.get('show')) ?? 'all';
}

/** Whether a row is of that sort, as it was read. What is written and not saved is always shown. */
export function shows(filter: Filter, { proposal, changed, newer }: ReviewRow): boolean {
	if (filter === 'all' || changed || newer) return true;
	return filter === 'answered' ? proposal.answer !== '' : proposal.state === filter;
}
