import type { Ground, Statement } from '$lib/api/types';
import { list, number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';

export type Answer = Exclude<Statement['mine'], ''>;

export const answers: readonly Answer[] = ['agree', 'disagree', 'pass'];

export const answerWord: Record<Answer, () => string> = {
	agree: m.ground_agree,
	disagree: m.ground_disagree,
	pass: m.ground_pass
};

const mostWords = { agree: m.ground_most_agree, disagree: m.ground_most_disagree, divided: m.ground_most_divided };

/** What most say, and which part says what, once they are enough to be told. */
export function totals({ answered, most, shares }: Statement): string {
	if (!most) return m.ground_few();
	const [agree, disagree, pass] = (shares ?? []).map(percent);
	if (!agree || !disagree || !pass) return mostWords[most]({ number: number(answered) });
	return m.ground_totals({ number: number(answered), agree, disagree, pass });
}

/** A part that the server has in whole percent. */
export function percent(whole: number): string {
	return number(whole / 100, { style: 'percent' });
}

/** The picture of the groups in words. */
export function pictureWords({ groups }: Ground): string {
	return m.ground_picture({ groups: list(groups.map(({ name, about }) => m.ground_picture_group({ name, number: number(about) }))) });
}

interface Circle {
	name: string;
	about: number;
	x: number;
	y: number;
	radius: number;
}

const half = 50;

/**
 * Where the circles of groups are drawn, in a square of 100: their areas are as their sizes. Middles that are near are moved
 * apart until the names can be read; nothing here is the place of a single person.
 */
export function circles({ groups }: Ground): Circle[] {
	const all = groups.reduce((sum, { about }) => sum + about, 0);
	const drawn = groups.map(({ name, about, x, y }) => {
		const radius = 26 * Math.sqrt(about / Math.max(1, all));
		const room = half - radius - 1;
		return { name, about, radius, x: half + x * room, y: half - y * room };
	});
	for (let turn = 0; turn < 60; turn++) for (const one of drawn) for (const other of drawn) if (one !== other) part(one, other);
	return drawn;
}

/** Moves two circles apart by half of what they lack. */
function part(one: Circle, other: Circle): void {
	const [dx, dy] = [other.x - one.x, other.y - one.y];
	const distance = Math.hypot(dx, dy);
	const lack = one.radius + other.radius + 1 - distance;
	if (lack <= 0) return;
	const [ux, uy] = distance > 0 ? [dx / distance, dy / distance] : [1, 0];
	move(one, (-ux * lack) / 2, (-uy * lack) / 2);
	move(other, (ux * lack) / 2, (uy * lack) / 2);
}

function move(circle: Circle, dx: number, dy: number): void {
	const inside = (at: number) => Math.min(2 * half - circle.radius, Math.max(circle.radius, at));
	circle.x = inside(circle.x + dx);
	circle.y = inside(circle.y + dy);
}
