import type { Outcome } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';

const words: Partial<Record<Outcome['items'][number]['result'], () => string>> = {
	decided: m.outcome_became_decided,
	started: m.outcome_became_started,
	held: m.outcome_became_held,
	postponed: m.outcome_became_postponed,
	noted: m.outcome_became_noted
};

/** What became of an item at its meeting; undefined as long as nothing did. */
export function becameWords(result: Outcome['items'][number]['result']): string | undefined {
	return words[result]?.();
}
