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
	answer_blend: m.waiting_answer_blend,
	carry_support: m.waiting_carry_support,
	join_authors: m.waiting_join_authors,
	accept_agreement: m.waiting_accept_agreement,
	decide_purpose: m.waiting_decide_purpose,
	decide_agreement: m.waiting_decide_agreement,
	answer_question: m.waiting_answer_question
};

/** What one does about it: the words of the button. */
export function waitingWords({ kind }: Waiting): string {
	return words[kind]();
}

/** The page on which one does it. */
export function waitingPage(process: string, { kind, round = '', agenda = '', proposal = '', blend = '', question = '', count = 0 }: Waiting): string {
	const home = `/processes/${process}`;
	const pages: Record<Waiting['kind'], string> = {
		vote: `${home}/rounds/${round}`,
		open_round: `${home}/rounds/${round}`,
		close_round: `${home}/rounds/${round}`,
		count_round: `${home}/rounds/${round}`,
		publish_agenda: `${home}/agendas/${agenda}`,
		make_agenda: `${home}/agendas/new?round=${encodeURIComponent(round)}`,
		cost_proposals: `${home}/review`,
		propose: `${home}/proposals/new`,
		invite: `${home}/members`,
		answer_blend: `${home}/blends/${blend}`,
		carry_support: `${home}/proposals/${proposal}`,
		join_authors: `${home}/proposals/${proposal}`,
		accept_agreement: `${home}/agreements`,
		decide_purpose: `${home}/purpose`,
		decide_agreement: `${home}/agreements`,
		answer_question: count > 1 ? `${home}/questions?show=owed` : `${home}/questions/${question}`
	};
	return pages[kind];
}
