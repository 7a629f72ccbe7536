import { isOpening } from './kept';
import type { Opening } from './opening';
import { whole } from './receipt';

/** A ballot with its receipt, to be kept elsewhere than on the device that sent it. */
export interface BallotFile extends Opening {
	round: string;
	rules: string;
	receipt: string;
}

const format = 'folkmoot/my-ballot/v1';

export function writeBallotFile({ round, rules, revision, nonce, choices, receipt }: BallotFile): string {
	return `${JSON.stringify({ format, round, rules, revision, nonce, choices, receipt: whole(receipt) }, undefined, 2)}\n`;
}

/** Reads such a file; undefined if it is anything else. */
export function readBallotFile(text: string): BallotFile | undefined {
	try {
		const read: unknown = JSON.parse(text);
		if (!isOpening(read)) return undefined;
		const { round, rules, receipt, ...more } = read as Opening & Record<string, unknown>;
		if (more['format'] !== format || typeof round !== 'string' || typeof rules !== 'string' || typeof receipt !== 'string') return undefined;
		return { round, rules, receipt, revision: read.revision, nonce: read.nonce, choices: read.choices };
	} catch {
		return undefined;
	}
}
