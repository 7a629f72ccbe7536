import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';
import type { NewBlend, Proposal } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';
import { bodyOf, missingIn, noText, textOf, type ProposalText } from './proposal-text';

/** The most that one becomes, and that become one. */
export const most = { drafts: 5, parts: 8 };

/** What somebody suggests: which proposals, and the words of what comes out. */
export class BlendPlan {
	parts = $state<Proposal[]>([]);
	drafts = $state<ProposalText[]>([]);
	reason = $state('');

	constructor(
		readonly splits: boolean,
		first: Proposal
	) {
		this.parts = [first];
		this.drafts = splits ? [textOf(first), { ...noText, kind: first.kind }] : [textOf(first)];
	}

	/** Adds a proposal, with its words at the end of the joint text. */
	async add(id: string): Promise<void> {
		if (this.parts.some((part) => part.id === id)) return;
		const part = await unwrap(api.GET('/proposals/{proposal}', { params: { path: { proposal: id } } }));
		this.parts = [...this.parts, part];
		const [joint] = this.drafts;
		if (!joint) return;
		const { text, minutes, tags, place, point } = textOf(part);
		const said = [`**${part.title}**`, text].filter((words) => words !== '').join('\n\n');
		this.drafts = [{ ...joint, text: [joint.text, said].filter((words) => words !== '').join('\n\n'), minutes: Math.max(joint.minutes, minutes), tags: joint.tags || tags, ...(joint.place || joint.point ? {} : { place, point }) }];
	}

	remove(id: string): void {
		this.parts = this.parts.filter((part) => part.id !== id);
	}

	/** What is still missing, by the field. */
	missing(): Record<string, string> {
		const missing: Record<string, string> = {};
		if (!this.splits && this.parts.length < 2) missing.proposals = m.blend_parts_missing();
		this.drafts.forEach((draft, i) => {
			for (const [field, sentence] of Object.entries(missingIn(draft))) missing[`drafts[${i}].${field}`] = sentence;
		});
		if (!this.reason.trim()) missing.reason = m.blend_reason_missing();
		return missing;
	}

	body(): NewBlend {
		return { proposals: this.parts.map(({ id }) => id), drafts: this.drafts.map((draft) => bodyOf(draft)), reason: this.reason.trim() };
	}
}
