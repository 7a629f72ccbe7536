import { expect, test } from 'vitest';
import { claimWords, publishedWords, tallyLine } from './published';

const round = { publication: 'totals' as const, auditors: [], rules_hash: 'ab' };

test('what is published is said, and who the auditors are', () => {
	expect(publishedWords(round)).toMatch(/^Published are totals.* Nobody was named as an auditor\.$/);
	const auditors = [{ id: 'a', name: 'Ada' }, { id: 'b', name: 'Ben' }];
	expect(publishedWords({ ...round, publication: 'named', auditors })).toContain('Auditors are Ada and Ben.');
});

test('an imported election was published elsewhere', () => {
	expect(publishedWords({ publication: 'ballots', auditors: [], rules_hash: '' })).toContain('brought in here');
});

test('no more is claimed than the published ballots and the auditors can prove', () => {
	const auditors = [{ id: 'a', name: 'Ada' }, { id: 'b', name: 'Ben' }];
	expect(claimWords({ publication: 'openings', auditors: [] })).toMatch(/^Nobody can remove or change a counted ballot/);
	expect(claimWords({ publication: 'ballots', auditors: [] })).toContain('removed or changed nobody can check');
	expect(claimWords({ publication: 'totals', auditors: [] })).toContain('the count is right, nobody can check');
	expect(claimWords({ publication: 'totals', auditors })).toContain('the auditors can check');
});

test('the line for a terminal names the lot only where one was drawn', () => {
	const rule = { name: 'equal-shares/v1', completion: 'greedy', title: '', text: '' };
	expect(tallyLine({ rule, order: ['supporters', 'cost'], seed: '' })).toBe('folkmoot tally ballots.pb --rule equal-shares --completion greedy --ties supporters,cost');
	expect(tallyLine({ rule, order: ['lot'], seed: 'abc' })).toMatch(/--ties lot --seed abc$/);
});
