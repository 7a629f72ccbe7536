import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';
import { session } from '$lib/api/session';
import { beginKiosk, endKiosk, kioskPlace, wipe, type KioskPlace } from './kiosk-memory';

export type Stage = 'setup' | 'welcome' | 'sign-in' | 'vote' | 'end' | 'leaving';

const retry = 5000;

/** A device on which people vote one after the other. Between two of them nobody is signed in and nothing is kept. */
export class Kiosk {
	stage = $state<Stage>('setup');
	/** The server could not be told that somebody left. */
	stuck = $state(false);
	/** Somebody who does not organise wanted to end it. */
	refused = $state(false);

	constructor(
		private readonly round: string,
		/** Loads the page anew, so that nothing of anybody stays in its memory. */
		private readonly renew: () => void = () => location.reload()
	) {
		const place = kioskPlace();
		if (place?.round !== round) return;
		this.stage = 'welcome';
		// Somebody was here when the page was loaded again: they are signed out, whoever it is now.
		if (session.me) void this.leave();
	}

	/** An organiser turns this device into a shared tablet, and is signed out on it. */
	async begin(place: KioskPlace): Promise<void> {
		beginKiosk(place);
		await this.leave();
	}

	/** Ends the session and wipes everything. Until the server knows, nobody else comes in. */
	leave = async (): Promise<void> => {
		this.stage = 'leaving';
		this.stuck = false;
		wipe();
		try {
			await unwrap(api.DELETE('/session'));
		} catch {
			this.stuck = true;
			setTimeout(() => void (this.stuck && this.leave()), retry);
			return;
		}
		this.renew();
	};

	/** Whoever has signed in ends it, if they organise the process; says whether they do. */
	async end(process: string): Promise<boolean> {
		try {
			const { role } = await unwrap(api.GET('/processes/{process}', { params: { path: { process } } }));
			if (role === 'organiser') {
				endKiosk();
				return true;
			}
		} catch {
			// Who is no member is no organiser.
		}
		this.refused = true;
		await this.leave();
		return false;
	}
}
