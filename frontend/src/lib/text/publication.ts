import { m } from './paraglide/messages';

/** How much of the ballots is published, from the least to the most. */
export const publications = ['totals', 'ballots', 'openings', 'named'] as const;
export type Level = (typeof publications)[number];

const names: Record<Level, () => string> = {
	totals: m.publication_totals,
	ballots: m.publication_ballots,
	openings: m.publication_openings,
	named: m.publication_named
};

const meanings: Record<Level, () => string> = {
	totals: m.publication_totals_means,
	ballots: m.publication_ballots_means,
	openings: m.publication_openings_means,
	named: m.publication_named_means
};

/** "Ballots without names" */
export function publicationName(level: Level): string {
	return names[level]();
}

/** What it means for voters, in two or three sentences. */
export function publicationMeans(level: Level): string {
	return meanings[level]();
}
