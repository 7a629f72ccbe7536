import { number } from './number';

const most = 1_000_000_000_000;

/** An amount as one types it ("40", "40.50", "1,200"), in the smallest unit; undefined if it is none. Nothing is 0. */
export function parseAmount(written: string, scale: number): number | undefined {
	const clean = written.replace(/[\s'’]/g, '');
	if (clean === '') return 0;
	const digits = String(scale).length - 1;
	const [, whole = '', part = ''] = new RegExp(`^(.*?)(?:[.,](\\d{1,${Math.max(digits, 1)}}))?$`).exec(clean) ?? [];
	if (part !== '' && digits === 0) return undefined;
	if (!/^(\d+|\d{1,3}([.,]\d{3})+)$/.test(whole)) return undefined;
	const value = Number(whole.replace(/[.,]/g, '')) * scale + Number(part.padEnd(digits, '0') || 0);
	return value <= most ? value : undefined;
}

/** An amount as it stands in a field: without its unit, and nothing if there is none. */
export function writtenAmount(value: number, scale: number): string {
	if (value === 0) return '';
	const digits = value % scale === 0 ? 0 : String(scale).length - 1;
	return number(value / scale, { useGrouping: false, minimumFractionDigits: digits });
}
