import { expect, test } from 'vitest';
import { Listing } from './listing.svelte';

function pages(total: number) {
	const rows = Array.from({ length: total }, (_, place) => place + 1);
	const asked: number[] = [];
	const list = new Listing(({ after, limit }) => {
		asked.push(limit);
		const start = after ? Number(after) : 0;
		const items = rows.slice(start, start + limit);
		return Promise.resolve({ items, next: start + limit < total ? String(start + limit) : '' });
	}, 20);
	return { list, asked, rows };
}

test('a page is added at a time, and reading again keeps as many as are shown', async () => {
	const { list, rows } = pages(45);
	await list.reload();
	expect(list.value).toEqual(rows.slice(0, 20));
	await list.showMore();
	expect(list.value).toHaveLength(40);
	rows[0] = 99;
	await list.reload();
	expect(list.value).toHaveLength(40);
	expect(list.value?.[0]).toBe(99);
	await list.showMore();
	expect(list.value).toHaveLength(45);
	expect(list.more).toBe(false);
});

test('the whole list is read in pages that the API gives', async () => {
	const asked: number[] = [];
	const all = new Listing(({ after, limit }) => {
		asked.push(limit);
		return Promise.resolve({ items: [1], next: after ? '' : 'x' });
	}, Infinity);
	await all.reload();
	expect(asked).toEqual([200, 200]);
	expect(all.value).toEqual([1, 1]);
});

test('another list begins at its beginning', async () => {
	const { list } = pages(45);
	await list.reload();
	await list.showMore();
	await list.restart();
	expect(list.value).toHaveLength(20);
});
