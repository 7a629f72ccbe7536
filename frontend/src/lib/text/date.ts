import { locale } from './locale';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The time zone of this device. */
export function zoneHere(): string {
	return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Everything: "Friday, 4 December 2026 at 18:00 CET". */
export function exact(at: string, zone?: string): string {
	return format(at, zone, {
		weekday: 'long',
		day: 'numeric',
		month: 'long',
		year: 'numeric',
		hour: 'numeric',
		minute: '2-digit',
		timeZoneName: 'short'
	});
}

/** A day: "4 December 2026". */
export function dayOf(at: string, zone?: string): string {
	return format(at, zone, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** A time of day: "18:00". */
export function timeOf(at: string, zone?: string): string {
	return format(at, zone, { hour: 'numeric', minute: '2-digit' });
}

/** Relative while it is near ("in 3 hours", "Friday 18:00"), a date when it is not. */
export function near(at: string, now: number, zone?: string): string {
	const distance = Date.parse(at) - now;
	const size = Math.abs(distance);
	if (size < minute) return relative(0, 'second');
	if (size < hour) return relative(Math.round(distance / minute), 'minute');
	if (size < 12 * hour) return relative(Math.round(distance / hour), 'hour');
	const days = daysBetween(at, now, zone);
	if (Math.abs(days) <= 1) return `${relative(days, 'day')} ${timeOf(at, zone)}`;
	if (days > 1 && days < 7) return `${format(at, zone, { weekday: 'long' })} ${timeOf(at, zone)}`;
	if (size < 300 * day) return format(at, zone, { day: 'numeric', month: 'long' });
	return dayOf(at, zone);
}

function format(at: string, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): string {
	return new Intl.DateTimeFormat(locale(), { ...options, timeZone }).format(new Date(at));
}

function relative(count: number, unit: Intl.RelativeTimeFormatUnit): string {
	return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(count, unit);
}

function daysBetween(at: string, now: number, timeZone?: string): number {
	const date = new Intl.DateTimeFormat('en-CA', { timeZone });
	return Math.round((Date.parse(date.format(new Date(at))) - Date.parse(date.format(new Date(now)))) / day);
}
