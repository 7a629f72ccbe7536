import { quoted } from '../json';
import type { Criterion } from './ties';

/** How it is counted: what the rules fix, with the seed that came with the seal. */
export interface Settings {
	rule: string;
	satisfaction: string;
	completion: string;
	ties: readonly string[];
	seed: string;
	/** 0 if the completion raises nothing. */
	increment: bigint;
	/** Groups of projects of which at most one can be selected; none is in two. */
	exclusive: readonly (readonly string[])[];
}

/** The outcome with its trace. The order of the fields here is that of the file; what is undefined is left out. */
export interface Outcome {
	settings: Omit<Settings, 'increment' | 'exclusive'> & { increment?: bigint; constraints?: Pick<Settings, 'exclusive'> };
	ballots: string;
	selected: string[];
	cost: bigint;
	budget: bigint;
	voters: bigint;
	items: Item[];
	ties: Tie[];
	rounds: Round[];
	share?: string;
	raised?: { increments: string; stop: Stop };
}

export type Stop = 'overspend' | 'exhaustive' | 'last';

export interface Item {
	project: string;
	cost: bigint;
	selected: boolean;
	place?: number;
	support: bigint;
	supporters: bigint;
	held?: bigint;
	completedBy?: string;
	/** Another one of its group was selected, after so many selections. */
	barred?: { by: 'exclusive'; round: number; project: string };
	unaffordable?: { round: number; money: string; moneyAtEnd: string };
	unfit?: { round: number; left: bigint; behind?: string };
}

export interface Tie {
	round: number;
	among: string[];
	decidedBy: Criterion;
	leftOut?: string[];
}

export interface Round {
	number: number;
	project: string;
	completedBy?: string;
	left: bigint;
	rho?: string;
	payments?: Payment[];
	remainder?: { voters: bigint; together: string; most: string };
	density?: string;
	load?: string;
	runnerUp?: string;
	runnerUpValue?: string;
}

export interface Payment {
	voters: bigint;
	amount: string;
}

type Plain = null | string | number | bigint | boolean | undefined | readonly Plain[] | object;

/** JSON without spaces, as the server writes it; empty texts and lists that may be missing are undefined here. */
export function toJson(value: Plain): string {
	if (typeof value === 'string') return quoted(value);
	if (Array.isArray(value)) return `[${value.map((one: Plain) => toJson(one)).join(',')}]`;
	if (typeof value !== 'object' || value === null) return String(value);
	const fields = Object.entries(value).filter(([, one]) => one !== undefined);
	return `{${fields.map(([name, one]) => `${quoted(name)}:${toJson(one as Plain)}`).join(',')}}`;
}
