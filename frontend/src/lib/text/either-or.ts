import { locale } from './locale';
import { number } from './number';
import { m } from './paraglide/messages';

interface Grouped {
	key: string;
	number: number;
	/** The number of its group; 0 if it stands alone. */
	alternatives: number;
}

/** "Either this or number 3: at most one of them is chosen", or empty if it stands alone. */
export function eitherOr({ key, alternatives }: Grouped, options: readonly Grouped[]): string {
	const others = options.filter((other) => alternatives > 0 && other.alternatives === alternatives && other.key !== key);
	if (others.length === 0) return '';
	const numbers = others.map((other) => other.number).sort((a, b) => a - b).map((one) => number(one));
	return m.option_either_or({ others: new Intl.ListFormat(locale(), { type: 'disjunction' }).format(numbers) });
}
