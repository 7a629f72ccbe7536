/** Times in fields: what a clock in the time zone of the process shows, as `datetime-local` writes it. */

/** "2026-12-04T18:00" in the zone, or "" for no time. */
export function toField(at: string | null | undefined, timeZone: string): string {
	return at ? wallClock(Date.parse(at), timeZone) : '';
}

/** The moment at which the clocks of the zone show this, as RFC 3339; undefined for an empty field. */
export function fromField(written: string, timeZone: string): string | undefined {
	const wanted = Date.parse(`${written}Z`);
	if (Number.isNaN(wanted)) return undefined;
	let moment = wanted;
	// Twice: the first guess may stand on the other side of a change of the clocks.
	for (let turn = 0; turn < 2; turn++) moment += wanted - Date.parse(`${wallClock(moment, timeZone)}Z`);
	return new Date(moment).toISOString();
}

function wallClock(moment: number, timeZone: string): string {
	const format = new Intl.DateTimeFormat('en-CA', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit'
	});
	const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
	return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}
