import type { Phase, PhaseKind, Process } from '$lib/api/types';
import { near } from '$lib/text/date';
import { m } from '$lib/text/paraglide/messages';
import type { CyclePhase } from '$lib/ui/cycle/cycle-phase';

export const phaseName: Record<PhaseKind, () => string> = {
	purpose: m.phase_purpose,
	propose: m.phase_propose,
	blend: m.phase_blend,
	review: m.phase_review,
	vote: m.phase_vote,
	agenda: m.phase_agenda,
	act: m.phase_act,
	reflect: m.phase_reflect
};

const doing: Record<PhaseKind, () => string> = {
	purpose: m.phase_doing_purpose,
	propose: m.phase_doing_propose,
	blend: m.phase_doing_blend,
	review: m.phase_doing_review,
	vote: m.phase_doing_vote,
	agenda: m.phase_doing_agenda,
	act: m.phase_doing_act,
	reflect: m.phase_doing_reflect
};

const explained: Record<PhaseKind, () => string> = {
	purpose: m.phase_now_purpose,
	propose: m.phase_now_propose,
	blend: m.phase_now_blend,
	review: m.phase_now_review,
	vote: m.phase_now_vote,
	agenda: m.phase_now_agenda,
	act: m.phase_now_act,
	reflect: m.phase_now_reflect
};

/** What is going on in a phase: "Voting". */
export function phaseDoing(kind: PhaseKind | ''): string {
	return kind === '' ? m.phase_none() : doing[kind]();
}

/** What a phase is for, in one or two sentences. */
export function phaseExplained(kind: PhaseKind | ''): string {
	return kind === '' ? m.phase_now_none() : explained[kind]();
}

/** The present phase in words: "Voting, closes Friday 18:00". */
export function phaseNow(process: Process, now: number): string {
	const open = process.phases.find(({ state }) => state === 'open');
	if (!open) return phaseDoing(process.phase);
	if (!open.closes_at) return phaseDoing(open.kind);
	return m.phase_closes({ phase: phaseDoing(open.kind), when: near(open.closes_at, now, process.time_zone) });
}

/** The phases of a process as the line of the cycle draws them. */
export function cycleOf(process: Process, now: number): CyclePhase[] {
	return process.phases.map((phase) => ({
		key: phase.id,
		label: phaseName[phase.kind](),
		state: phase.state,
		note: note(phase, now, process.time_zone),
		...page(process, phase.kind)
	}));
}

function page({ id, agenda_url, can }: Process, kind: PhaseKind): { href?: string; external?: boolean } {
	const home = `/processes/${id}`;
	const pages: Partial<Record<PhaseKind, string>> = { purpose: `${home}/purpose`, propose: `${home}/proposals`, blend: `${home}/common-ground`, vote: `${home}/rounds` };
	if (kind === 'review' && can.includes('proposals.review')) return { href: `${home}/review` };
	if (kind === 'agenda' && agenda_url) return { href: agenda_url, external: true };
	return { href: pages[kind] };
}

function note({ state, opens_at, closes_at }: Phase, now: number, zone: string): string | undefined {
	if (state === 'coming' && opens_at) return m.phase_note_opens({ when: near(opens_at, now, zone) });
	if (state === 'open' && closes_at) return m.phase_note_closes({ when: near(closes_at, now, zone) });
	if (state === 'closed' && closes_at) return m.phase_note_closed({ when: near(closes_at, now, zone) });
	return undefined;
}

/** The times of a phase in words, as far as they are known: "now", "opened yesterday", "closes Friday 18:00". */
export function phaseTimes({ state, opens_at, closes_at }: Phase, when: (at: string) => string): string[] {
	if (state === 'closed' && !opens_at) return [m.phases_left_out()];
	const said = {
		coming: [undefined, opens_at && m.phases_opens({ when: when(opens_at) }), closes_at && m.phases_closes({ when: when(closes_at) })],
		open: [m.phases_state_open(), opens_at && m.phases_opened({ when: when(opens_at) }), closes_at && m.phases_closes({ when: when(closes_at) })],
		closed: [m.phases_state_closed(), opens_at && m.phases_opened({ when: when(opens_at) }), undefined]
	};
	return said[state].flatMap((words) => words || []);
}
