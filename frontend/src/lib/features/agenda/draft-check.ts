import { m } from '$lib/text/paraglide/messages';
import type { AgendaDraft } from './agenda-draft.svelte';
import { number } from '$lib/text/number';
import { minutes } from '$lib/text/amount';

/** What cannot be saved, by the names of the fields. */
export function wrongIn(draft: AgendaDraft): Record<string, string> {
	const wrong: Record<string, string> = {};
	if (!draft.title.trim()) wrong['title'] = m.agenda_title_missing();
	if (!draft.startsAt) wrong['starts_at'] = m.agenda_starts_missing();
	if (draft.room.slack >= draft.room.minutes) wrong['slack'] = m.agenda_slack_wrong();
	const link = draft.link.trim();
	if (link && !/^https?:\/\//.test(link)) wrong['link'] = m.agenda_link_wrong();
	for (const { id, key, title } of draft.slots) if (!key && !title.trim()) wrong[`slots.${id}.title`] = m.agenda_fixed_title_missing();
	for (const [id, why] of draft.misplaced) wrong[`slots.${id}.pinned`] = why === 'outside' ? m.agenda_fixed_outside() : m.agenda_fixed_overlap();
	return wrong;
}

/** Why an agenda cannot be published now, as a sentence. */
export function notPublishable(draft: AgendaDraft): string | undefined {
	const missing = draft.slots.filter((slot) => draft.departs(slot) && !slot.departure.trim()).length;
	const count = missing + (draft.orderDeparts && !draft.orderReason.trim() ? 1 : 0);
	if (count > 0) return m.agenda_publish_reasons({ count, number: number(count) });
	if (draft.timeline.over > 0) return m.agenda_publish_over({ minutes: minutes(draft.timeline.over) });
	return draft.changed ? m.agenda_publish_unsaved() : undefined;
}
