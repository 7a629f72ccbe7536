import { newKey } from './key';
import { Problem } from './problem';

/**
 * One form being sent: whether it is on its way, and what went wrong. The same body that is sent again after the network failed
 * carries the same idempotency key, so that it cannot be done twice.
 */
export class Submission {
	sending = $state(false);
	problem = $state.raw<Problem>();
	#last = { body: '', key: '' };

	/** The sentences by field, for `<Form errors>`. */
	get errors(): Record<string, string> {
		return this.problem?.errors ?? {};
	}

	/** Sends and gives the answer, or undefined when it failed (then `problem` says why) or is on its way already. */
	async run<B, T>(body: B, send: (body: B, headers: { 'Idempotency-Key': string }) => Promise<T>): Promise<T | undefined> {
		if (this.sending) return undefined;
		this.sending = true;
		this.problem = undefined;
		try {
			const answer = await send(body, { 'Idempotency-Key': this.#keyFor(body) });
			this.#last = { body: '', key: '' };
			return answer;
		} catch (thrown) {
			this.problem = Problem.from(thrown);
			if (this.problem.status !== 0) this.#last = { body: '', key: '' };
			return undefined;
		} finally {
			this.sending = false;
		}
	}

	/** Shows errors that were found before sending. */
	refuse(errors: Record<string, string>): void {
		this.problem = new Problem(422, '', '', errors);
	}

	#keyFor(body: unknown): string {
		const written = JSON.stringify(body) ?? '';
		if (!this.#last.key || this.#last.body !== written) this.#last = { body: written, key: newKey() };
		return this.#last.key;
	}
}
