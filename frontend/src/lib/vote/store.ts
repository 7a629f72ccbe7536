/** Where a device keeps texts by their names. */
export interface Store {
	read(name: string): string | undefined;
	/** False if the device will not. */
	write(name: string, text: string): boolean;
	remove(name: string): void;
	names(): string[];
}

/** This device, as far as it lets us: everything works without it, but for the reload. */
export function deviceStore(storage: () => Storage = () => localStorage): Store {
	const attempt = <T>(work: () => T, otherwise: T): T => {
		try {
			return work();
		} catch {
			return otherwise;
		}
	};
	return {
		read: (name) => attempt(() => storage().getItem(name) ?? undefined, undefined),
		write: (name, text) => attempt(() => (storage().setItem(name, text), true), false),
		remove: (name) => attempt(() => storage().removeItem(name), undefined),
		names: () => attempt(() => Object.keys(storage()), [])
	};
}

/** Nothing but the memory of this page, so it never says that something is kept: for a tablet that many people use, and for practice. */
export function pageStore(): Store {
	const texts = new Map<string, string>();
	return {
		read: (name) => texts.get(name),
		write: (name, text) => (texts.set(name, text), false),
		remove: (name) => void texts.delete(name),
		names: () => [...texts.keys()]
	};
}
