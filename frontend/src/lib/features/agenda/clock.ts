/** Times of a meeting in fields: minutes from its start, as a clock in the time zone of the process shows them. */
import { fromField, toField } from '$lib/text/zoned';
import { mostMinutes } from './lay';

const minute = 60_000;
const day = 24 * 60;

/** What a field for date and time shows so many minutes after the start. */
export function fieldAt(starts: string, minutes: number, zone: string): string {
	const start = fromField(starts, zone);
	return start ? toField(new Date(Date.parse(start) + minutes * minute).toISOString(), zone) : '';
}

/** Minutes from the start to what a field for date and time shows; undefined if it is no end of a meeting. */
export function lengthUntil(starts: string, ends: string, zone: string): number | undefined {
	const [start, end] = [fromField(starts, zone), fromField(ends, zone)];
	if (!start || !end) return undefined;
	const minutes = Math.round((Date.parse(end) - Date.parse(start)) / minute);
	return minutes > 0 && minutes <= mostMinutes ? minutes : undefined;
}

/** Minutes from the start to the first time that a clock shows this ("19:30"), or to a date and time. */
export function minutesUntil(starts: string, written: string, zone: string): number | undefined {
	const [date = ''] = starts.split('T');
	const start = fromField(starts, zone);
	const at = fromField(written.includes('T') ? written : `${date}T${written}`, zone);
	if (!start || !at) return undefined;
	const minutes = Math.round((Date.parse(at) - Date.parse(start)) / minute);
	return minutes < 0 && !written.includes('T') ? minutes + day : Math.max(0, minutes);
}

/** Whether a time of day is enough to tell where one is in a meeting. */
export function withinADay(minutes: number): boolean {
	return minutes <= day;
}
