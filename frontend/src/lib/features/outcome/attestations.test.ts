import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Attestation, Round } from '$lib/api/types';
import { checkAttestations } from '$lib/verify/check-attestation';
import { readBundle } from '$lib/verify/bundle';
import { hold } from '$lib/verify/testdata/server';
import Attestations from './attestations.svelte';
import { attestedWords } from './attested';

const replies = vi.hoisted(() => ({ get: vi.fn(), put: vi.fn() }));
vi.mock('$lib/api/client', () => ({ api: { GET: replies.get, PUT: replies.put } }));

const auditors = [{ id: 'member-1', name: 'Ada', me: true }, { id: 'member-2', name: 'Ben' }];
const held = hold({ level: 'ballots', auditors: true });
const signed: Attestation[] = [];

/** The server, with this file for auditors. */
function serves(bundle: unknown): void {
	const file = new Blob([JSON.stringify(bundle)]);
	file.arrayBuffer = () => Promise.resolve(new TextEncoder().encode(JSON.stringify(bundle)).buffer);
	replies.get.mockImplementation((path: string) => Promise.resolve({ data: path.endsWith('audit') ? file : { items: [...signed] }, response: new Response() }));
	replies.put.mockImplementation((_: string, { body: { note } }: { body: { note: string } }) => {
		const attestation = { auditor: 'member-1', name: 'Ada', note, key: /^key (.+)$/m.exec(note)?.[1] ?? '' };
		signed.push(attestation);
		return Promise.resolve({ data: attestation, response: new Response() });
	});
}

const show = (can: Round['can']) => {
	render(Attestations, { round: { id: 'r1', auditors, can } as unknown as Round });
	return userEvent.setup();
};

beforeEach(() => {
	localStorage.clear();
	signed.length = 0;
	for (const reply of Object.values(replies)) reply.mockReset();
});

test('an auditor checks on this device, and then signs what everybody can check', async () => {
	serves(held.bundle);
	const user = show(['attestation.list', 'attestation.sign']);
	expect(await screen.findByText(/^None of the 2 auditors has signed yet\./)).toBeInTheDocument();
	expect(screen.queryByRole('button', { name: /: sign$/ })).not.toBeInTheDocument();
	await user.click(screen.getByRole('button', { name: 'Check it here' }));
	await user.click(await screen.findByRole('button', { name: 'I checked it and everything holds: sign' }));
	expect(await screen.findByText(/^Signed by 1 of 2 auditors: Ada\./)).toBeInTheDocument();
	expect(screen.getByText(/^You have signed\./)).toBeInTheDocument();
	const bundle = readBundle(JSON.stringify(held.bundle), []);
	expect(checkAttestations(bundle, [{ name: 'hers', text: signed[0]?.note ?? '' }]).verdict).toBe('holds');
	expect(screen.getByText(signed[0]?.key ?? '')).toBeInTheDocument();
	expect(screen.getByLabelText('Your key')).toHaveValue(signed[0]?.key);
});

test.each([
	['something does not hold', { ...held.bundle, stored: { ...(held.bundle.stored as object), budget: 9_001 } }, /^The rules/],
	['the file is the one for everybody', hold({ level: 'openings' }).bundle, /^Not everything in the file/]
])('where %s, there is nothing to sign', async (_, bundle, told) => {
	serves(bundle);
	const user = show(['attestation.list', 'attestation.sign']);
	await user.click(await screen.findByRole('button', { name: 'Check it here' }));
	expect(await screen.findByText(/so there is nothing to sign/)).toBeInTheDocument();
	expect(screen.getByText(told)).toBeInTheDocument();
	expect(screen.queryByRole('button', { name: /: sign$/ })).not.toBeInTheDocument();
	expect(replies.put).not.toHaveBeenCalled();
});

test('who is no auditor sees who signed', async () => {
	serves(held.bundle);
	signed.push({ auditor: 'member-2', name: 'Ben', note: 'note', key: 'member-2+1+a' });
	show(['attestation.list']);
	expect(await screen.findByRole('button', { name: 'Download what Ben signed' })).toBeInTheDocument();
	expect(screen.queryByText('Sign that it holds')).not.toBeInTheDocument();
	expect(attestedWords({ auditors }, [{ name: 'Ada' }, { name: 'Ben' }])).toBe('Signed by 2 of 2 auditors: Ada and Ben.');
});
