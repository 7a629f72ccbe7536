import type { Role } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';

/** From the one who may do most. */
export const roles: Role[] = ['organiser', 'moderator', 'participant', 'observer'];

/** A link can be passed on, so it makes nobody powerful. */
export const handedOut: Role[] = ['participant', 'observer'];

/** "organiser" */
export const roleWord: Record<Role, () => string> = {
	organiser: m.role_organiser,
	moderator: m.role_moderator,
	participant: m.role_participant,
	observer: m.role_observer
};

/** What somebody in the role may do. */
export const roleExplained: Record<Role, () => string> = {
	organiser: m.member_organiser_may,
	moderator: m.member_moderator_may,
	participant: m.member_participant_may,
	observer: m.member_observer_may
};
