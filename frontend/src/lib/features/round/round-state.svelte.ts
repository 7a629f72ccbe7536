import { api } from '$lib/api/client';
import { whenChanged } from '$lib/api/live';
import { unwrap } from '$lib/api/problem';
import { Resource } from '$lib/api/resource.svelte';
import type { Round } from '$lib/api/types';

/** A round that is open on a page: read, and again when it changed or somebody voted. */
export class RoundState extends Resource<Round> {
	/** It was open for voting while this page was. */
	wasOpen = $state(false);

	constructor(
		private readonly process: string,
		id: string
	) {
		super(() => unwrap(api.GET('/rounds/{round}', { params: { path: { round: id } } })));
	}

	override set(round: Round): void {
		super.set(round);
		if (round.state === 'open') this.wasOpen = true;
	}

	/** Reads it and follows its events until the returned function is called. */
	follow(): () => void {
		void this.reload();
		return whenChanged(this.process, ['round', 'ballot', 'agenda'], () => void this.reload());
	}

	/** Goes on to the outcome, with what is known of the round by now. */
	showOutcome(round?: Round): void {
		this.wasOpen = false;
		if (round) this.set(round);
	}
}
