import type { ProposalKind } from '$lib/api/types';

/** Which proposals are listed, and how. It lives in the address. */
export interface ProposalFilter {
	kind: ProposalKind | undefined;
	sort: 'newest' | 'oldest';
}

const kinds: readonly string[] = ['agenda_item', 'symbolic_change'] satisfies ProposalKind[];

/** Reads the filter from an address; what it does not know is as if it were not there. */
export function filterOf({ searchParams }: URL): ProposalFilter {
	const kind = searchParams.get('kind') ?? '';
	return {
		kind: kinds.includes(kind) ? (kind as ProposalKind) : undefined,
		sort: searchParams.get('sort') === 'oldest' ? 'oldest' : 'newest'
	};
}

/** The address of the list with another filter; what is usual is left out. */
export function addressOf(path: string, { kind, sort }: ProposalFilter): string {
	const query = new URLSearchParams();
	if (kind) query.set('kind', kind);
	if (sort !== 'newest') query.set('sort', sort);
	return query.size > 0 ? `${path}?${query}` : path;
}
