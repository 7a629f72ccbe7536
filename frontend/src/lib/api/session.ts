import { newKey } from './key';
import type { Me, Session as SessionBody } from './types';

const base = '/api/v1';
const pause = 600;

/** Told whenever somebody signs in, changes their name or signs out; `undefined` is a stranger. */
type Listener = (me: Me | undefined) => void;

/**
 * Who is signed in. The access token lives in memory only; the cookie of the refresh token is the browser's.
 * `fetch` adds the token and the idempotency key, refreshes once on 401 and repeats once when the network failed.
 */
export class Session {
	#token = '';
	#me: Me | undefined;
	#refreshing: Promise<boolean> | undefined;
	#listeners = new Set<Listener>();

	/** Called when a request needs somebody who is signed in and nobody is. */
	onexpired: () => void = () => {};

	constructor(private readonly transport: typeof fetch = (...request) => globalThis.fetch(...request)) {}

	onchange(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Takes the reply of a sign-in. */
	begin({ access_token, me }: SessionBody): void {
		this.#token = access_token;
		this.tell(me);
	}

	/** Forgets the token; the cookie is removed by DELETE /session. */
	end(): void {
		this.#token = '';
		this.tell(undefined);
	}

	/** Who is signed in, by now. */
	get me(): Me | undefined {
		return this.#me;
	}

	tell(me: Me | undefined): void {
		this.#me = me;
		for (const listener of this.#listeners) listener(me);
	}

	/**
	 * Asks for a new token. Whoever asks meanwhile waits for the same answer, and other tabs wait for their turn: a refresh
	 * token that is used twice ends the session. Throws when the server cannot be reached.
	 */
	refresh(): Promise<boolean> {
		this.#refreshing ??= inTurn(() => this.#askForToken()).finally(() => {
			this.#refreshing = undefined;
		});
		return this.#refreshing;
	}

	/** A fetch for everything under /api/v1. */
	fetch = async (request: Request): Promise<Response> => {
		if (!isSafe(request) && !request.headers.has('Idempotency-Key')) {
			request.headers.set('Idempotency-Key', newKey());
		}
		const [used, whose] = [this.#token, this.#me?.id];
		const first = await this.#send(request.clone());
		if (first.status !== 401 || isAboutSession(request)) return first;
		const renewed = this.#token !== used || (await this.refresh());
		// Another window may have signed in somebody else meanwhile: nothing of mine is done in their name.
		const mine = whose === undefined || whose === this.#me?.id;
		if (renewed && !mine) return first;
		const second = renewed ? await this.#send(request) : first;
		if (second.status === 401) {
			this.end();
			this.onexpired();
		}
		return second;
	};

	/** Sends with the token of now; the same request, with the same key, once more if the network failed. */
	async #send(request: Request): Promise<Response> {
		if (this.#token) request.headers.set('Authorization', `Bearer ${this.#token}`);
		const again = request.clone();
		try {
			return await this.transport(request);
		} catch (failure) {
			if (request.signal.aborted) throw failure;
			await new Promise((resolve) => setTimeout(resolve, pause));
			return this.transport(again);
		}
	}

	async #askForToken(): Promise<boolean> {
		const reply = await this.transport(new Request(new URL(`${base}/session/refresh`, location.origin), { method: 'POST' }));
		if (!reply.ok) return false;
		this.begin((await reply.json()) as SessionBody);
		return true;
	}
}

/** The path under which one comes back after signing in; only a path of this site. */
export function returnPath(wanted: string | null): string {
	return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}

function isSafe({ method }: Request): boolean {
	return method === 'GET' || method === 'HEAD';
}

function isAboutSession({ url }: Request): boolean {
	return new URL(url).pathname.startsWith(`${base}/session`);
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (!('locks' in navigator)) return work();
	return navigator.locks.request('folkmoot:refresh', work) as Promise<T>;
}

export const session = new Session();
