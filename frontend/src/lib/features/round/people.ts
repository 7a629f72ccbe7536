import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';
import type { Member } from '$lib/api/types';

/** Everybody who takes part in a process. */
export async function everybody(process: string, after = ''): Promise<Member[]> {
	const params = { path: { process }, query: { limit: 200, after: after || undefined } };
	const { items, next } = await unwrap(api.GET('/processes/{process}/members', { params }));
	return next ? [...items, ...(await everybody(process, next))] : items;
}

/** Everybody but the observers comes onto the roll. */
export function voters(members: Member[]): Member[] {
	return members.filter(({ role }) => role !== 'observer');
}

/** By their names, as a list to choose from shows them. */
export function byName(members: Member[]): Member[] {
	return [...members].sort((one, other) => one.display_name.localeCompare(other.display_name));
}
