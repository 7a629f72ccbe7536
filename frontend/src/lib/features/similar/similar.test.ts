import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SimilarProposal } from '$lib/api/types';
import { Similar, type Ask } from './similar.svelte';

const bench: SimilarProposal = { id: '1', title: 'A bench', both: ['bench'], excerpt: [] };
const tree: SimilarProposal = { id: '2', title: 'A tree', both: ['tree'], excerpt: [] };

describe('what sounds similar', () => {
	beforeEach(() => vi.useFakeTimers());
	afterEach(() => vi.useRealTimers());

	it('is asked for once the writer pauses', async () => {
		const ask = vi.fn<Ask>().mockResolvedValue([bench]);
		const similar = new Similar(ask);
		for (const title of ['A b', 'A be', 'A bench', 'A bench ']) similar.written(title, '');
		await vi.advanceTimersByTimeAsync(599);
		expect(ask).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1);
		expect(ask).toHaveBeenCalledTimes(1);
		expect(similar.items).toEqual([bench]);
	});

	it('never shows the answer to an older question', async () => {
		const answers: ((items: SimilarProposal[]) => void)[] = [];
		const similar = new Similar(() => new Promise((answer) => answers.push(answer)));
		similar.written('A bench', '');
		await vi.advanceTimersByTimeAsync(600);
		similar.written('A tree', '');
		await vi.advanceTimersByTimeAsync(600);
		answers[1]?.([tree]);
		answers[0]?.([bench]);
		await vi.advanceTimersByTimeAsync(0);
		expect(similar.items).toEqual([tree]);
	});

	it('is told once for each change', async () => {
		const told: number[] = [];
		const similar = new Similar(vi.fn<Ask>().mockResolvedValueOnce([bench]).mockResolvedValueOnce([bench]).mockResolvedValue([bench, tree]), (count) => told.push(count));
		for (const title of ['A bench', 'A bench by', 'A bench by a tree']) {
			similar.written(title, '');
			await vi.advanceTimersByTimeAsync(600);
		}
		expect(told).toEqual([1, 2]);
	});

	it('goes away with the title, and what fails is not missed', async () => {
		const similar = new Similar(vi.fn<Ask>().mockResolvedValueOnce([bench]).mockRejectedValue(new Error('offline')));
		similar.written('A bench', '');
		await vi.advanceTimersByTimeAsync(600);
		similar.written('A bench by the river', '');
		await vi.advanceTimersByTimeAsync(600);
		expect(similar.items).toEqual([bench]);
		similar.written('', '');
		expect(similar.items).toEqual([]);
	});
});
