import { toField } from './zoned';

/** A day from now at a time of the zone's clock, as a field writes it. */
export function daysAhead(days: number, time: string, zone: string, now: number): string {
	return `${toField(new Date(now + days * 86_400_000).toISOString(), zone).slice(0, 10)}T${time}`;
}

/** "America/New_York" as people read it. */
export function zoneName(zone: string): string {
	return zone.replaceAll('_', ' ');
}
