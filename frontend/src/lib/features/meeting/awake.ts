/** Keeps the screen of this device from going dark, where the browser can, until the returned function is called. */
export function stayAwake(): () => void {
	let lock: WakeLockSentinel | undefined;
	let over = false;
	const ask = async (): Promise<void> => {
		if (over || document.visibilityState !== 'visible') return;
		try {
			lock = await navigator.wakeLock?.request('screen');
			if (over) void lock?.release();
		} catch {
			// The device may refuse, to save its battery.
		}
	};
	const seen = (): void => void ask();
	document.addEventListener('visibilitychange', seen);
	void ask();
	return () => {
		over = true;
		document.removeEventListener('visibilitychange', seen);
		void lock?.release().catch(() => {});
	};
}
