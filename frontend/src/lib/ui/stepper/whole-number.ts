/** A whole number that somebody typed, with any digits and separators; undefined when it is none. */
export function read(typed: string): number | undefined {
	const digits = typed
		.trim()
		.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
		.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
		.replace(/[\s.,'’\u00a0\u202f](?=\d{3}(\D|$))/g, '');
	return /^[-−+]?\d+$/.test(digits) ? Number(digits.replace('−', '-')) : undefined;
}

export function clamp(value: number, min: number, max: number): number {
	return Math.min(max, Math.max(min, value));
}
