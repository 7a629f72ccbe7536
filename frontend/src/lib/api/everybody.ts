import { api } from './client';
import { unwrap } from './problem';
import type { Member } from './types';

/** Everybody who takes part in a process, by their names. */
export async function everybody(process: string): Promise<Member[]> {
	const members: Member[] = [];
	let after: string | undefined;
	do {
		const params = { path: { process }, query: { limit: 200, after } };
		const page = await unwrap(api.GET('/processes/{process}/members', { params }));
		members.push(...page.items);
		after = page.next || undefined;
	} while (after);
	return members.sort((one, other) => one.display_name.localeCompare(other.display_name));
}
