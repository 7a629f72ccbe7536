import { Draft } from '$lib/api/draft';
import type { Problem } from '$lib/api/problem';
import type { Turn } from '$lib/api/types';

type Written = Pick<Turn, 'notes' | 'result'>;

export interface NotesOptions {
	/** Sends them, based on this version; resolves in the end, with what went wrong. `onkept` says that it has to wait. */
	save: (written: Written & { version: number }, onkept: () => void) => Promise<Problem | undefined>;
	/** Whose draft it is: kept on the device until it is saved. */
	whose: string[];
	/** The version that they will have when what waits has arrived; undefined if nothing waits. */
	ahead?: number;
	/** Milliseconds without a key after which they are saved. */
	pause?: number;
}

/** What is written down about one item: it saves itself, and never writes over what somebody else wrote. */
export class Notes {
	notes = $state('');
	result = $state<Turn['result']>('');
	state = $state<'saved' | 'changed' | 'sending' | 'kept' | 'refused'>('saved');
	/** Somebody else wrote meanwhile: what they wrote. */
	theirs = $state.raw<Turn>();
	problem = $state.raw<Problem>();

	#version: number;
	#latest: Turn;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending = false;
	readonly #draft: Draft<Written>;

	constructor(
		turn: Turn,
		private readonly options: NotesOptions
	) {
		this.#latest = turn;
		this.#version = Math.max(turn.version, options.ahead ?? 0);
		this.#draft = new Draft<Written>('minutes', options.whose, { notes: '', result: '' });
		const kept = this.#draft.read();
		Object.assign(this, { notes: kept?.notes ?? turn.notes, result: kept?.result ?? turn.result });
		if (kept && (kept.notes !== turn.notes || kept.result !== turn.result)) this.changed();
	}

	/** Somebody wrote here. */
	changed(soon = false): void {
		if (this.state !== 'kept') this.state = 'changed';
		this.#draft.write({ notes: this.notes, result: this.result });
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), soon ? 0 : (this.options.pause ?? 1200));
	}

	/** The server has this now: it is shown if nobody writes here. */
	take(turn: Turn): void {
		this.#latest = turn;
		if (turn.version <= this.#version || this.#sending) return;
		if (this.state !== 'saved') {
			if (this.theirs) this.theirs = turn;
			return;
		}
		this.#version = turn.version;
		[this.notes, this.result] = [turn.notes, turn.result];
	}

	/** Saves at once what is not saved yet. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#sending || this.theirs || this.state === 'saved') return;
		this.#sending = true;
		this.state = 'sending';
		const { notes, result } = this;
		const problem = await this.options.save({ notes, result, version: this.#version }, () => (this.state = 'kept'));
		this.#sending = false;
		this.problem = problem;
		if (problem) return this.#failed(problem);
		this.#version++;
		if (this.notes !== notes || this.result !== result) return this.changed(true);
		this.state = 'saved';
		this.#draft.clear();
	}

	/** Goes on with what is written here, in place of theirs. */
	keepMine(): void {
		this.#version = this.#latest.version;
		this.theirs = undefined;
		this.state = 'changed';
		void this.flush();
	}

	takeTheirs(): void {
		this.theirs = undefined;
		this.state = 'saved';
		this.#draft.clear();
		this.#version = 0;
		this.take(this.#latest);
	}

	#failed(problem: Problem): void {
		this.state = 'refused';
		if (problem.kind === 'conflict') this.theirs = this.#latest;
	}
}
