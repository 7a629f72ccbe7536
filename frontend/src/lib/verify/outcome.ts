import type { Shape } from './shape';
import { readExclusive, type RuleSettings } from './texts';

/** What an outcome says of what was counted; the rest of it is compared by counting again. */
export interface Told {
	settings: RuleSettings & { seed: string };
	budget: bigint;
	voters: number;
	items: { project: string; cost: bigint }[];
}

const always = ['settings', 'ballots', 'selected', 'cost', 'budget', 'voters', 'items', 'ties', 'rounds'] as const;
const sometimes = ['share', 'raised', 'welfare', 'stages', 'pairwise'] as const;
const itemAlways = ['project', 'cost', 'selected'] as const;
const itemSometimes = ['place', 'support', 'supporters', 'held', 'score', 'completedBy', 'barred', 'unaffordable', 'unfit', 'forced'] as const;

export function readOutcome(text: Shape): Told {
	const fields = text.inside().fields([...always, ...sometimes], { ordered: true, may: sometimes });
	const names = ['rule', 'satisfaction', 'completion', 'ties', 'seed', 'increment', 'constraints'] as const;
	const settings = fields.settings.fields(names, { ordered: true, may: ['increment', 'constraints'] });
	return {
		settings: {
			rule: settings.rule.text(), satisfaction: settings.satisfaction.text(), completion: settings.completion.text(), ties: settings.ties.words(),
			seed: settings.seed.text(), increment: settings.increment.missing ? 0n : settings.increment.amount(),
			exclusive: settings.constraints.missing ? [] : readExclusive(settings.constraints.fields(['exclusive']).exclusive)
		},
		budget: fields.budget.amount(),
		voters: fields.voters.number(),
		items: fields.items.list().map((item) => {
			const { project, cost } = item.fields([...itemAlways, ...itemSometimes], { ordered: true, may: itemSometimes });
			return { project: project.text(), cost: cost.amount() };
		})
	};
}
