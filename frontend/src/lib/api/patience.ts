const longest = 30;
const usual = 2;
const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** How many seconds a reply asks to wait: Retry-After as a number, within reason. */
export function secondsToWait(header: string | null): number {
	const asked = header ? Number(header) : NaN;
	return Number.isFinite(asked) && asked >= 0 ? Math.min(asked, longest) : usual;
}

/**
 * Asks again as long as the server says that something is not ready yet (503), after the time that it names. The last
 * reply is given, whatever it is.
 */
export async function patiently<R extends { response: Response }>(ask: () => Promise<R>, onwait: () => void = () => {}, tries = 15, wait = pause): Promise<R> {
	let reply = await ask();
	for (let left = tries - 1; left > 0 && reply.response.status === 503; left--) {
		onwait();
		await wait(secondsToWait(reply.response.headers.get('Retry-After')));
		reply = await ask();
	}
	return reply;
}
