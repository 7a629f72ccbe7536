import { equalBytes, join, sha256, utf8 } from './bytes';

/** Merkle trees and their proofs: RFC 6962, section 2.1; checked as in RFC 9162, sections 2.1.3.2 and 2.1.4.2. */
export type Hash = Uint8Array;

const ofLeaf = Uint8Array.of(0);
const ofNode = Uint8Array.of(1);

export const leafHash = (text: string): Hash => sha256(join(ofLeaf, utf8(text)));
const nodeHash = (left: Hash, right: Hash): Hash => sha256(join(ofNode, left, right));

/** The tree hash of leaves, given by their hashes. */
export function rootOf(leaves: readonly Hash[]): Hash {
	if (leaves.length === 0) return sha256(new Uint8Array());
	// Level by level: a last one without a partner goes up as it is, which is the split at the largest power of two.
	let level = [...leaves];
	while (level.length > 1) {
		const above: Hash[] = [];
		for (let at = 0; at < level.length; at += 2) {
			const [left, right] = [level[at], level[at + 1]];
			if (left) above.push(right ? nodeHash(left, right) : left);
		}
		level = above;
	}
	return level[0] as Hash;
}

const half = (place: number): number => Math.floor(place / 2);
const odd = (place: number): boolean => place % 2 === 1;

/** Whether the leaf is at a place of the tree of that size and root. */
export function included(leaf: Hash, index: number, size: number, root: Hash, proof: readonly Hash[]): boolean {
	if (index >= size) return false;
	let [place, last, hash] = [index, size - 1, leaf];
	for (const step of proof) {
		if (last === 0) return false;
		if (odd(place) || place === last) {
			hash = nodeHash(step, hash);
			while (!odd(place) && place !== 0) [place, last] = [half(place), half(last)];
		} else hash = nodeHash(hash, step);
		[place, last] = [half(place), half(last)];
	}
	return last === 0 && equalBytes(hash, root);
}

/** Whether the second tree is the first one with leaves added behind. */
export function consistent(first: number, firstRoot: Hash, second: number, secondRoot: Hash, proof: readonly Hash[]): boolean {
	if (first > second) return false;
	if (first === second) return proof.length === 0 && equalBytes(firstRoot, secondRoot);
	if (first === 0) return proof.length === 0 && equalBytes(firstRoot, rootOf([]));
	const isPower = 2 ** Math.round(Math.log2(first)) === first;
	const [start, ...steps] = isPower ? [firstRoot, ...proof] : proof;
	if (!start) return false;
	let [place, last] = [first - 1, second - 1];
	while (odd(place)) [place, last] = [half(place), half(last)];
	let [before, after] = [start, start];
	for (const step of steps) {
		if (last === 0) return false;
		if (odd(place) || place === last) {
			[before, after] = [nodeHash(step, before), nodeHash(step, after)];
			while (!odd(place) && place !== 0) [place, last] = [half(place), half(last)];
		} else after = nodeHash(after, step);
		[place, last] = [half(place), half(last)];
	}
	return last === 0 && equalBytes(before, firstRoot) && equalBytes(after, secondRoot);
}
