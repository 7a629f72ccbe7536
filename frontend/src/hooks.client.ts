import { takeFromAddress } from '$lib/vote/carry-over';

/** Before the first page is drawn. */
export function init(): void {
	takeFromAddress();
}
