import { beforeEach, expect, test } from 'vitest';
import { readBallotFile, writeBallotFile } from './ballot-file';
import { carriedTo, carryLink, takeFromAddress } from './carry-over';
import { KeptBallots, type Kept } from './kept';
import { deviceStore, pageStore } from './store';

const nonce = 'a'.repeat(64);
const ballot = (revision: number, more: Partial<Kept> = {}): Kept => ({
	revision, nonce, choices: '{"1":1}', commitment: String(revision).repeat(64), receipt: '', sentAt: '', key: '', ...more
});

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
	history.replaceState(null, '', '/');
});

test('ballots of one round and one account are kept, the newest first, and nothing that is known is lost', () => {
	const kept = new KeptBallots('r1', 'ada');
	kept.keep(ballot(1, { receipt: 'first', sentAt: '2030-10-04T18:00:00Z' }));
	kept.keep(ballot(2));
	kept.keep(ballot(1));
	expect(new KeptBallots('r1', 'ada').list().map(({ revision, receipt }) => [revision, receipt])).toEqual([[2, ''], [1, 'first']]);
	expect(kept.sent?.revision).toBe(1);
	expect(new KeptBallots('r1', 'bo').list()).toEqual([]);
	expect(new KeptBallots('r2', 'ada').list()).toEqual([]);
});

test.each(['no json', 'null', '{}', '[1,null,{}]', '[{"revision":1,"nonce":"x","choices":"{}"}]'])('%s on the device does no harm', (text) => {
	localStorage.setItem('folkmoot:kept:r1:ada', text);
	expect(new KeptBallots('r1', 'ada').list()).toEqual([]);
});

test('a device that keeps nothing says so and breaks nothing', () => {
	const refusing = deviceStore(() => {
		throw new DOMException('denied', 'SecurityError');
	});
	expect(new KeptBallots('r1', 'ada', refusing).keep(ballot(1))).toBe(false);
	expect(new KeptBallots('r1', 'ada', refusing).list()).toEqual([]);
	const page = pageStore();
	expect(new KeptBallots('r1', 'ada', page).keep(ballot(1))).toBe(false);
	expect(new KeptBallots('r1', 'ada', page).list()).toHaveLength(1);
	expect(localStorage).toHaveLength(0);
});

test('a ballot is saved as a file and read again', () => {
	const file = { round: 'r1', rules: nonce, revision: 2, nonce, choices: '{"1":1}', receipt: 'note\n' };
	expect(readBallotFile(writeBallotFile(file))).toEqual(file);
	const text = writeBallotFile(file);
	for (const other of ['', '{}', 'null', text.replace('my-ballot', 'your-ballot'), text.replaceAll(nonce, 'x'), text.replace('"revision"', '"other"')]) {
		expect(readBallotFile(other)).toBeUndefined();
	}
});

test('choices go to another device in the fragment, which leaves the address at once', () => {
	const link = new URL(carryLink(`${location.origin}/processes/p/rounds/r1#receipt`, { 10: 1, 2: -1 }));
	expect(link.href).toBe(`${location.origin}/processes/p/rounds/r1#ballot=2:-1,10:1`);
	history.replaceState(null, '', link);
	expect(takeFromAddress()).toBe(true);
	expect(location.href).toBe(`${location.origin}/processes/p/rounds/r1`);
	expect(carriedTo('/processes/p/rounds/r2')).toBeUndefined();
	expect(carriedTo('/processes/p/rounds/r1')).toEqual({ 10: 1, 2: -1 });
	expect(carriedTo('/processes/p/rounds/r1')).toBeUndefined();
});

test.each(['', '#receipt', '#ballot=%', '#ballot=nonsense', '#ballot=1:x'])('%s carries nothing', (hash) => {
	history.replaceState(null, '', `/r${hash}`);
	takeFromAddress();
	expect(carriedTo('/r')).toBeUndefined();
});
