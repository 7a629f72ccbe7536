import type { Role } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';

/** "organiser" */
export const roleName: Record<Role, () => string> = {
	organiser: m.role_organiser,
	moderator: m.role_moderator,
	participant: m.role_participant,
	observer: m.role_observer
};

/** "an organiser" */
export const roleWithArticle: Record<Role, () => string> = {
	organiser: m.role_an_organiser,
	moderator: m.role_a_moderator,
	participant: m.role_a_participant,
	observer: m.role_an_observer
};
