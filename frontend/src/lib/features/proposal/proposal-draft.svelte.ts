import { api } from '$lib/api/client';
import { Draft } from '$lib/api/draft';
import { newKey } from '$lib/api/key';
import { Problem, unwrap } from '$lib/api/problem';
import type { Proposal } from '$lib/api/types';
import { bodyOf, isSame, isUntouched, noText, textOf, type ProposalText } from './proposal-text';

/** How long one stops writing before the draft is sent to the server, in milliseconds. */
const pause = 2000;

interface Kept extends ProposalText {
	/** Its id at the server, or empty, and the version that was read there. */
	id: string;
	version: number;
	/** Something was written here since it was saved there. */
	unsaved: boolean;
}

const nothing: Kept = { ...noText, id: '', version: 0, unsaved: false };

/**
 * A draft that cannot be lost: each change is on the device at once, and at the server when one stops writing. A device that is
 * offline keeps it and saves it later.
 */
export class ProposalDraft {
	written = $state<ProposalText>({ ...noText });
	/** Kept on the device: a device may refuse. */
	kept = $state(false);
	saving = $state(false);
	/** When it was last saved at the server. */
	savedAt = $state('');
	/** What stands at the server since another device wrote it. */
	elsewhere = $state.raw<Proposal>();
	#id = $state('');
	#version = 0;
	#unsaved = false;
	#saved: ProposalText | undefined;
	#key = newKey();
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #device: Draft<Kept>;

	/** `begun` is a draft that stands at the server already. */
	constructor(
		private readonly process: string,
		me: string,
		begun?: Proposal
	) {
		this.#device = new Draft('proposal', begun ? [process, me, begun.id] : [process, me], nothing);
		const { id, version, unsaved, ...words } = this.#device.read() ?? nothing;
		this.#unsaved = unsaved;
		const here = !isUntouched(words);
		this.kept = here;
		if (here) [this.written, this.#id, this.#version] = [words, id, version];
		if (begun) this.#take(begun);
		if (begun && here && version < begun.version && !isSame(words, textOf(begun))) this.elsewhere = begun;
		if (!begun && id) void this.#meet();
	}

	/** It stands at the server. */
	get id(): string {
		return this.#id;
	}

	/** Called whenever something was written. */
	changed(): void {
		const now = $state.snapshot(this.written);
		clearTimeout(this.#timer);
		if (isUntouched(now)) {
			this.kept = false;
			if (!this.#id) this.#device.clear();
			return;
		}
		this.#unsaved = this.#saved ? !isSame(now, this.#saved) : this.#unsaved || !this.#id;
		this.#keep(now);
		if (!this.#saved || this.#unsaved) this.#timer = setTimeout(() => void this.save(), pause);
	}

	/** Saves at the server. What cannot be sent now stays on the device, and is sent with the next change. */
	async save(): Promise<boolean> {
		const now = $state.snapshot(this.written);
		if (this.saving || this.elsewhere) return false;
		this.saving = true;
		try {
			this.#take(await (this.#id ? this.#put(now) : this.#begin(now)), now);
			return true;
		} catch (thrown) {
			if ([404, 409].includes(Problem.from(thrown).status)) await this.#meet();
			return false;
		} finally {
			this.saving = false;
			if (this.savedAt && !isSame($state.snapshot(this.written), now)) this.changed();
		}
	}

	/** Goes on with what stands on this device, or with what stands at the server. */
	settle(mine: boolean): void {
		const theirs = this.elsewhere;
		if (!theirs) return;
		this.elsewhere = undefined;
		this.#version = theirs.version;
		if (!mine) this.#take(theirs, (this.written = textOf(theirs)));
		this.changed();
	}

	/** Puts it forward; what stands in the form is what everybody reads. */
	async publish(headers: { 'Idempotency-Key': string }): Promise<Proposal> {
		clearTimeout(this.#timer);
		const now = $state.snapshot(this.written);
		if (!this.#id) return unwrap(api.POST('/processes/{process}/proposals', { params: { path: { process: this.process } }, body: bodyOf(now), headers }));
		this.#take(await this.#put(now), now);
		return unwrap(api.POST('/proposals/{proposal}/publish', { params: { path: { proposal: this.#id } }, body: { version: this.#version }, headers }));
	}

	async discard(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#id) await unwrap(api.DELETE('/proposals/{proposal}', { params: { path: { proposal: this.#id } } }));
		this.forget();
	}

	/** It was put forward, or thrown away. */
	forget(): void {
		clearTimeout(this.#timer);
		this.#device.clear();
		[this.#id, this.#version, this.#saved, this.savedAt, this.#key] = ['', 0, undefined, '', newKey()];
		this.written = { ...noText };
	}

	#take(proposal: Proposal, words: ProposalText = textOf(proposal)): void {
		[this.#id, this.#version, this.#saved, this.savedAt] = [proposal.id, proposal.version, words, proposal.changed_at];
		if (isUntouched($state.snapshot(this.written))) this.written = { ...words };
		const now = $state.snapshot(this.written);
		this.#unsaved = !isSame(now, words);
		this.#keep(now);
	}

	#keep(words: ProposalText): void {
		this.kept = this.#device.write({ ...words, id: this.#id, version: this.#version, unsaved: this.#unsaved });
	}

	#begin(words: ProposalText): Promise<Proposal> {
		const params = { path: { process: this.process } };
		return unwrap(api.POST('/processes/{process}/proposals', { params, body: { ...bodyOf(words), draft: true }, headers: { 'Idempotency-Key': this.#key } }));
	}

	#put(words: ProposalText): Promise<Proposal> {
		const body = { ...bodyOf(words), version: this.#version };
		return unwrap(api.PUT('/proposals/{proposal}/draft', { params: { path: { proposal: this.#id } }, body }));
	}

	/** Looks what another device did with it: it wrote, put it forward, or threw it away. */
	async #meet(): Promise<void> {
		let now: Proposal | undefined;
		try {
			now = await unwrap(api.GET('/proposals/{proposal}', { params: { path: { proposal: this.#id } } }));
		} catch (thrown) {
			if (Problem.from(thrown).status !== 404) return;
		}
		const mine = $state.snapshot(this.written);
		if (now?.state === 'private') {
			if (now.version > this.#version && !isSame(textOf(now), mine)) this.elsewhere = now;
			else this.#take(now, textOf(now));
		} else if (!this.#unsaved) this.forget();
		else [this.#id, this.#version, this.#saved, this.savedAt, this.#key] = ['', 0, undefined, '', newKey()];
	}
}
