import type { AmendmentLine } from '$lib/api/types';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

/** What was said of an amendment, one phrase a kind, the friendly ones first. */
export function saidOf({ support, live, concern }: Pick<AmendmentLine, 'support' | 'live' | 'concern'>): string[] {
	const counts = [
		{ count: support, words: m.amendment_support },
		{ count: live, words: m.amendment_live },
		{ count: concern, words: m.amendment_concern }
	].filter(({ count }) => count > 0);
	return counts.length > 0 ? counts.map(({ count, words }) => words({ count, number: number(count) })) : [m.amendment_nothing_said()];
}

/** How an amendment stands, in a word. */
export const amendmentState: Record<AmendmentLine['state'], () => string> = {
	open: m.amendment_state_open,
	accepted: m.amendment_state_accepted,
	rejected: m.amendment_state_rejected,
	withdrawn: m.amendment_state_withdrawn
};

const mine = { support: m.amendment_mine_support, live: m.amendment_mine_live, concern: m.amendment_mine_concern };

/** What the reader said, or nothing. */
export function mineOf({ mine: said }: Pick<AmendmentLine, 'mine'>): string {
	return said === '' ? '' : mine[said]();
}
