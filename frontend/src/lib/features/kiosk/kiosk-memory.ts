/** Which round this device is a shared tablet for. It outlives a reload, and nothing else does. */
export interface KioskPlace {
	process: string;
	round: string;
	/** What people vote on: nobody is signed in when it is shown. */
	title: string;
}

const name = 'folkmoot:kiosk';

/** How the page looks is nobody's secret. */
const harmless = ['folkmoot:theme', 'PARAGLIDE_LOCALE', name];

export function kioskPlace(): KioskPlace | undefined {
	try {
		const read = JSON.parse(localStorage.getItem(name) ?? 'null') as Partial<KioskPlace> | null;
		const { process, round, title } = read ?? {};
		return process && round && title !== undefined ? { process, round, title } : undefined;
	} catch {
		return undefined;
	}
}

/** The only page of a device that is a shared tablet; undefined where everything may be seen. */
export function kioskAddress(): string | undefined {
	const place = kioskPlace();
	return place && `/processes/${place.process}/rounds/${place.round}/kiosk`;
}

export function beginKiosk(place: KioskPlace): void {
	localStorage.setItem(name, JSON.stringify(place));
}

export function endKiosk(): void {
	localStorage.removeItem(name);
}

/** Removes everything that this site has kept on this device. */
export function wipe(): void {
	sessionStorage.clear();
	for (const kept of Object.keys(localStorage)) if (!harmless.includes(kept)) localStorage.removeItem(kept);
}

/** This device keeps ballots or receipts of somebody. */
export function keepsSomething(): boolean {
	return Object.keys(localStorage).some((kept) => /^folkmoot:(kept|ballot|waiting|draft):/.test(kept));
}
