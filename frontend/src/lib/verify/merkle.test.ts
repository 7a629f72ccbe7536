import { expect, test } from 'vitest';
import { fromBase64, hex, sha256, toBase64 } from './bytes';
import { consistent, included, leafHash, rootOf } from './merkle';
import { consistencyProof, inclusionProof } from './testdata/server';

const leaves = Array.from({ length: 33 }, (_, at) => leafHash(`leaf ${at}`));

test('the tree of nothing and the trees that others have published', () => {
	expect(hex(rootOf([]))).toBe(hex(sha256(new Uint8Array())));
	// The first leaves of the test vectors of Certificate Transparency: an empty one, and 0x00.
	expect(hex(rootOf([leafHash('')]))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
	expect(hex(rootOf([leafHash(''), leafHash('\u0000')]))).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125');
});

test('every leaf of every small tree is proved, and in no other place', () => {
	for (let size = 1; size <= leaves.length; size++) {
		const tree = leaves.slice(0, size);
		const root = rootOf(tree);
		for (const [index, leaf] of tree.entries()) {
			const proof = inclusionProof(index, tree);
			expect(included(leaf, index, size, root, proof)).toBe(true);
			expect(included(leaf, index + 1, size, root, proof)).toBe(false);
			expect(included(leaf, index, size, root, [...proof, leaf])).toBe(false);
			if (proof.length > 0) expect(included(leaf, index, size, root, proof.slice(1))).toBe(false);
		}
	}
});

test('every small tree grows out of every smaller one, and out of no other', () => {
	for (let size = 1; size <= leaves.length; size++) {
		const root = rootOf(leaves.slice(0, size));
		for (let first = 1; first <= size; first++) {
			const before = rootOf(leaves.slice(0, first));
			const proof = consistencyProof(first, leaves.slice(0, size));
			expect(consistent(first, before, size, root, proof)).toBe(true);
			expect(consistent(first, leafHash('other'), size, root, proof)).toBe(false);
			expect(consistent(first, before, size, leafHash('other'), proof)).toBe(false);
			expect(consistent(first, before, size, root, [...proof, before])).toBe(false);
		}
	}
	expect(consistent(3, rootOf(leaves.slice(0, 3)), 2, rootOf(leaves.slice(0, 2)), [])).toBe(false);
});

test('Base64 in one form only', () => {
	expect(toBase64(Uint8Array.of(251, 255))).toBe('+/8=');
	for (const text of ['-_8=', '+/8', '+/9=', '+/8=\n', 'A']) expect(fromBase64(text)).toBeUndefined();
});
