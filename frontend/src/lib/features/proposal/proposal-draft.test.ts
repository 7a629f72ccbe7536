import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from '$lib/api/client';
import type { Proposal } from '$lib/api/types';
import { ProposalDraft } from './proposal-draft.svelte';
import { noText } from './proposal-text';

vi.mock('$lib/api/client', () => ({ api: { GET: vi.fn(), POST: vi.fn(), PUT: vi.fn() } }));

const stored = (words: object, version: number) => ({ ...noText, tags: [], state: 'private', ...words, id: 'p1', version, changed_at: '2026-12-01T12:00:00Z' }) as unknown as Proposal;
const answer = (content: object, status = 200) => ({ ...content, response: new Response(null, { status }) }) as never;

beforeEach(() => {
	vi.useFakeTimers();
	localStorage.clear();
});
afterEach(() => {
	vi.useRealTimers();
	vi.clearAllMocks();
});

function write(draft: ProposalDraft, title: string): void {
	draft.written = { ...draft.written, title };
	draft.changed();
}

test('it is on the device at once, and at the server when one stops writing', async () => {
	vi.mocked(api.POST).mockResolvedValue(answer({ data: stored({ title: 'Ott' }, 1) }));
	vi.mocked(api.PUT).mockResolvedValue(answer({ data: stored({ title: 'Otters' }, 2) }));
	const draft = new ProposalDraft('river', 'ada');
	write(draft, 'O');
	write(draft, 'Ott');
	expect(localStorage.getItem('folkmoot:draft:proposal:river:ada')).toContain('Ott');
	expect(api.POST).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(2000);
	expect(api.POST).toHaveBeenCalledTimes(1);
	expect(draft.id).toBe('p1');
	write(draft, 'Otters');
	await vi.advanceTimersByTimeAsync(2000);
	expect(vi.mocked(api.PUT).mock.calls[0]?.[1]).toMatchObject({ body: { title: 'Otters', version: 1 } });
});

test('what cannot be sent stays on the device, and another page goes on with it', async () => {
	vi.mocked(api.POST).mockRejectedValue(new TypeError('offline'));
	const draft = new ProposalDraft('river', 'ada');
	write(draft, 'Otters');
	await vi.advanceTimersByTimeAsync(2000);
	expect(draft.savedAt).toBe('');
	expect(new ProposalDraft('river', 'ada').written.title).toBe('Otters');
});

test('what another device wrote is not written over, and neither is what stands here', async () => {
	vi.mocked(api.PUT).mockResolvedValueOnce(answer({ error: { title: 'Conflict' } }, 409)).mockResolvedValue(answer({ data: stored({ title: 'Mine' }, 4) }));
	vi.mocked(api.GET).mockResolvedValue(answer({ data: stored({ title: 'Theirs' }, 3) }));
	const draft = new ProposalDraft('river', 'ada', stored({ title: 'Otters' }, 1));
	write(draft, 'Mine');
	await vi.advanceTimersByTimeAsync(2000);
	expect([draft.elsewhere?.title, draft.written.title]).toEqual(['Theirs', 'Mine']);
	draft.settle(true);
	await vi.advanceTimersByTimeAsync(2000);
	expect(vi.mocked(api.PUT).mock.lastCall?.[1]).toMatchObject({ body: { title: 'Mine', version: 3 } });
	expect(draft.elsewhere).toBeUndefined();
});

test('one may take what the other device wrote', async () => {
	vi.mocked(api.PUT).mockResolvedValue(answer({ error: { title: 'Conflict' } }, 409));
	vi.mocked(api.GET).mockResolvedValue(answer({ data: stored({ title: 'Theirs' }, 3) }));
	const draft = new ProposalDraft('river', 'ada', stored({ title: 'Otters' }, 1));
	write(draft, 'Mine');
	await vi.advanceTimersByTimeAsync(2000);
	draft.settle(false);
	expect(draft.written.title).toBe('Theirs');
});

test('what another device put forward is no draft any more on this one', async () => {
	vi.mocked(api.POST).mockResolvedValue(answer({ data: stored({ title: 'Otters' }, 1) }));
	vi.mocked(api.GET).mockResolvedValue(answer({ data: stored({ title: 'Otters', state: 'published' }, 2) }));
	write(new ProposalDraft('river', 'ada'), 'Otters');
	await vi.advanceTimersByTimeAsync(2000);
	const later = new ProposalDraft('river', 'ada');
	await vi.advanceTimersByTimeAsync(0);
	expect([later.written.title, later.id]).toEqual(['', '']);
});

test('what another device threw away is begun anew where somebody goes on with it', async () => {
	vi.mocked(api.POST).mockResolvedValue(answer({ data: stored({ title: 'Otters' }, 1) }));
	vi.mocked(api.PUT).mockResolvedValue(answer({ error: { title: 'Gone' } }, 404));
	vi.mocked(api.GET).mockResolvedValue(answer({ error: { title: 'Gone' } }, 404));
	const draft = new ProposalDraft('river', 'ada');
	write(draft, 'Otters');
	await vi.advanceTimersByTimeAsync(2000);
	write(draft, 'Otters and beavers');
	await vi.advanceTimersByTimeAsync(2000);
	expect([draft.id, draft.written.title]).toEqual(['', 'Otters and beavers']);
	write(draft, 'Otters and beavers!');
	await vi.advanceTimersByTimeAsync(2000);
	expect(api.POST).toHaveBeenCalledTimes(2);
});
