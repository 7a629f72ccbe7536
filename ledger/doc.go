// Package ledger proves: the canonical bytes of what was done and their hashes.
//
// An entry has one form as bytes, so that anybody can compute its hash from its
// fields alone. Hashes are those of RFC 6962 leaves as golang.org/x/mod's tlog
// computes them, so that entries can become the leaves of a Merkle tree. The
// package reads no database and no clock.
package ledger
