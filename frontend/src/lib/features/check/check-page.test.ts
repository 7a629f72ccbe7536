import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, test, vi } from 'vitest';
import { attested, hold } from '$lib/verify/testdata/server';
import CheckPage from './check-page.svelte';

beforeAll(() => {
	// What jsdom does not know of files.
	Blob.prototype.arrayBuffer ??= function (this: Blob) {
		return new Promise((resolve) => {
			const reader = new FileReader();
			reader.onload = () => resolve(reader.result as ArrayBuffer);
			reader.readAsArrayBuffer(this);
		});
	};
	Blob.prototype.text ??= async function (this: Blob) {
		return new TextDecoder().decode(await this.arrayBuffer());
	};
});

const file = (content: unknown, name: string): File => new File([typeof content === 'string' ? content : JSON.stringify(content)], name);

async function check(bundle: unknown, receipts: string[] = []) {
	const user = userEvent.setup({ applyAccept: false });
	render(CheckPage);
	if (receipts.length > 0) await user.upload(screen.getByLabelText('Choose files'), receipts.map((text, at) => file(text, `receipt-${at + 1}.txt`)));
	await user.upload(screen.getByLabelText('Choose a file'), file(bundle, 'bundle.json'));
	return user;
}

test('a vote that holds: the verdict, each check in words, and what it does not prove', async () => {
	const { bundle, receipts } = hold();
	await check(bundle, receipts.slice(0, 1));
	const verdict = await screen.findByRole('region', { name: 'Everything that this file can show holds' });
	expect(within(verdict).getByText('11 checks hold. 1 cannot be known from these files.')).toBeInTheDocument();
	expect(within(verdict).getByText('6 of 9 who could vote')).toBeInTheDocument();
	expect(screen.getByText('Counted again on this device, the ballots give the same result, letter by letter.')).toBeInTheDocument();
	expect(screen.getByText('Nothing was changed after the opening.')).toBeInTheDocument();
	expect(screen.getByText('receipt-1.txt', { selector: 'code' })).toBeInTheDocument();
	expect(screen.getByText('Whoever ran the server could read ballots before the close.')).toBeInTheDocument();
	expect(screen.getByRole('link', { name: 'Everything that this file can show holds' })).toHaveAttribute('href', '#verdict');
});

test('a changed budget: which field, what it is, what it should be', async () => {
	const { bundle } = hold();
	await check({ ...bundle, stored: { ...(bundle.stored as object), budget: 9_001 } });
	expect(await screen.findByRole('heading', { name: 'Something does not hold' })).toBeInTheDocument();
	const rules = screen.getByText('stored.budget').closest('li') as HTMLElement;
	expect(within(rules).getByText('9001')).toBeInTheDocument();
	expect(within(rules).getByText('9000')).toBeInTheDocument();
});

test('what cannot be known is said, and why', async () => {
	await check(hold({ level: 'totals' }).bundle);
	expect(await screen.findByText('7 checks hold. 5 cannot be known from these files.')).toBeInTheDocument();
	expect(screen.getAllByText('The ballots of this vote are not published. Only its auditors can count them again.')).toHaveLength(2);
	expect(screen.getByText('You have given nothing that you kept: no receipt, no checkpoint, no key.')).toBeInTheDocument();
});

test('what auditors signed is sorted from what else was kept', async () => {
	const held = hold({ level: 'ballots', auditors: true });
	await check(held.bundle, [held.receipts[0] ?? '', attested(held, 'member-1')]);
	expect(await screen.findByText('Auditors of this vote signed that everything in their file holds.')).toBeInTheDocument();
	expect(screen.getByText('An auditor of this vote signed it with the key in it. Ask them whether that is theirs.')).toBeInTheDocument();
	expect(screen.getByText('Everything that you kept is in it.')).toBeInTheDocument();
});

test('another file is no vote; a receipt can be pasted and taken away; the report is copied as text', async () => {
	const user = await check('a list');
	expect(await screen.findByRole('heading', { name: 'This is not the file of a vote' })).toBeInTheDocument();
	const { bundle, receipts } = hold();
	await user.upload(screen.getByLabelText('Choose another file'), file(bundle, 'bundle.json'));
	await user.upload(screen.getByLabelText('Choose files'), file('nothing', 'note.txt'));
	expect(await screen.findByText('Something that you kept does not fit this file.')).toBeInTheDocument();
	await user.click(screen.getByRole('button', { name: 'Take away note.txt' }));
	await user.click(screen.getByLabelText(/Or paste one here/));
	await user.paste(receipts[0] ?? '');
	expect(await screen.findByText('Everything that you kept is in it.')).toBeInTheDocument();
	const written = vi.spyOn(navigator.clipboard, 'writeText');
	await user.click(screen.getByRole('button', { name: 'Copy as text' }));
	expect(written.mock.calls[0]?.[0]).toContain('10. The count: Holds. Counted again on this device');
	expect(written.mock.calls[0]?.[0]).toContain('Whoever ran the server could read ballots before the close.');
});
