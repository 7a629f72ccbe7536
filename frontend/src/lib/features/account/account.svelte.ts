import { api } from '$lib/api/client';
import { Problem, unwrap } from '$lib/api/problem';
import { session } from '$lib/api/session';
import type { Me } from '$lib/api/types';

/** Who I am, for the pages. */
class Account {
	me = $state.raw<Me>();
	/** It is known whether somebody is signed in. */
	ready = $state(false);
	problem = $state.raw<Problem>();

	constructor() {
		session.onchange((me) => (this.me = me));
	}

	/** Takes up the session of this browser, if there is one. */
	start = async (): Promise<void> => {
		this.problem = undefined;
		try {
			await session.refresh();
			this.ready = true;
		} catch (thrown) {
			this.problem = Problem.from(thrown);
		}
	};

	async rename(display_name: string): Promise<void> {
		session.tell(await unwrap(api.PATCH('/me', { body: { display_name } })));
	}

	async signOut(): Promise<void> {
		await unwrap(api.DELETE('/session'));
		session.end();
	}
}

export const account = new Account();
