/** A phase as the line of the cycle draws it. */
export interface CyclePhase {
	key: string;
	label: string;
	state: 'coming' | 'open' | 'closed';
	/** The page of the phase, if it has one. */
	href?: string;
	/** The page is drawn by the server. */
	external?: boolean;
	/** "closes Friday 18:00", for those who hover and in the upright list. */
	note?: string;
}
