/** Something half written that is kept on this device, until it is sent. Only what has the shape of `empty` comes back. */
export class Draft<T extends object> {
	readonly #key: string;

	/** `whose` keeps apart what several people write on one device. */
	constructor(
		name: string,
		whose: string[],
		private readonly empty: T
	) {
		this.#key = ['folkmoot:draft', name, ...whose].join(':');
	}

	read(): T | undefined {
		try {
			const written = localStorage.getItem(this.#key);
			return written === null ? undefined : restore(this.empty, JSON.parse(written));
		} catch {
			return undefined;
		}
	}

	/** Says whether it is kept: a device may refuse. */
	write(value: T): boolean {
		try {
			localStorage.setItem(this.#key, JSON.stringify(value));
			return true;
		} catch {
			return false;
		}
	}

	clear(): void {
		try {
			localStorage.removeItem(this.#key);
		} catch {
			// Nothing is kept where nothing may be kept.
		}
	}
}

/** What was written, field by field, as far as it still has the type that the form knows. */
export function restore<T extends object>(empty: T, written: unknown): T | undefined {
	if (typeof written !== 'object' || written === null) return undefined;
	const known = Object.entries(empty).map(([field, value]) => {
		const kept: unknown = Reflect.get(written, field);
		return [field, typeof kept === typeof value ? kept : value];
	});
	return Object.fromEntries(known) as T;
}
