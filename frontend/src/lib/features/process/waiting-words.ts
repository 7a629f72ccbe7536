import type { Waiting } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';

const words: Record<Waiting['kind'], () => string> = {
	vote: m.waiting_vote,
	open_round: m.waiting_open_round,
	close_round: m.waiting_close_round,
	count_round: m.waiting_count_round,
	publish_agenda: m.waiting_publish_agenda,
	make_agenda: m.waiting_make_agenda,
	cost_proposals: m.waiting_cost_proposals,
	propose: m.waiting_propose,
	invite: m.waiting_invite,
	answer_question: m.waiting_answer_question
};

/** What one does about it: the words of the button. */
export function waitingWords({ kind }: Waiting): string {
	return words[kind]();
}

/** The page on which one does it. */
export function waitingPage(process: string, { kind, round = '', agenda = '', question = '', count = 0 }: Waiting): string {
	const home = `/processes/${process}`;
	const pages: Record<Waiting['kind'], string> = {
		vote: `${home}/rounds/${round}`,
		open_round: `${home}/rounds/${round}`,
		close_round: `${home}/rounds/${round}`,
		count_round: `${home}/rounds/${round}`,
		publish_agenda: `${home}/agendas/${agenda}`,
		make_agenda: `${home}/agendas/new?round=${encodeURIComponent(round)}`,
		cost_proposals: `${home}/proposals/minutes`,
		propose: `${home}/proposals/new`,
		invite: `${home}/members`,
		answer_question: count > 1 ? `${home}/questions?show=owed` : `${home}/questions/${question}`
	};
	return pages[kind];
}
