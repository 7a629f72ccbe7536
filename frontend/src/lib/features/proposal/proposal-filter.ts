import type { ProposalKind } from '$lib/api/types';

const kinds = ['agenda_item', 'symbolic_change'] as const satisfies ProposalKind[];
const sorts = ['newest', 'oldest', 'supported', 'unseen', 'random'] as const;

/** Which proposals are listed, and how. It lives in the address. */
export interface ProposalFilter {
	kind: ProposalKind | undefined;
	sort: (typeof sorts)[number];
	tag: string;
	mine: boolean;
	/** Seen as a map. */
	map: boolean;
}

/** Reads the filter from an address; what it does not know is as if it were not there. */
export function filterOf({ searchParams }: URL): ProposalFilter {
	const known = <T extends string>(list: readonly T[], name: string) => list.find((one) => one === searchParams.get(name));
	return {
		kind: known(kinds, 'kind'),
		sort: known(sorts, 'sort') ?? 'newest',
		tag: searchParams.get('tag') ?? '',
		mine: searchParams.has('mine'),
		map: searchParams.has('map')
	};
}

/** The address of the list with another filter; what is usual is left out. */
export function addressOf(path: string, { kind, sort, tag, mine, map }: ProposalFilter): string {
	const query = new URLSearchParams();
	if (kind) query.set('kind', kind);
	if (sort !== 'newest') query.set('sort', sort);
	if (tag) query.set('tag', tag);
	if (mine) query.set('mine', '');
	if (map) query.set('map', '');
	return query.size > 0 ? `${path}?${query}` : path;
}
