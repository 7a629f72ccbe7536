import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';

/** What the server says about itself to everybody. Until it has answered, nothing is assumed. */
export class ServerState {
	folder = $state(false);
	fresh = $state(false);

	constructor() {
		void unwrap(api.GET('/session')).then(
			({ mail, fresh }) => {
				this.folder = mail === 'folder';
				this.fresh = fresh;
			},
			() => {}
		);
	}
}
