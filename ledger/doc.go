// Package ledger proves: the canonical bytes of what was done, their hashes and
// signatures, and whether a closed round is what it says it is.
//
// An entry, the frozen rules, an amendment and a seal each have one form as bytes,
// so that anybody can compute its hash from its fields alone. Hashes are those of
// RFC 6962 as golang.org/x/mod's tlog computes them, signatures those of C2SP
// signed-note. docs/bundle.md is the description, from which others can write the
// same.
//
// [Verify] checks a bundle: the one file that everybody can have of a closed round.
// It trusts nothing in it, and its [Report] says in sentences what holds, what does
// not, what could not be checked from the file, and what nobody can know.
//
// # How to read it
//
//   - texts.go, documents.go, deeds.go: what is hashed
//   - signer.go: what is signed
//   - terms.go, choices.go, pabulib.go: the rules as package voting takes them
//   - verify.go, and beside it one file for each group of checks; shape.go reads
//     JSON strictly, report.go says what was found
//
// The package reads no database, no clock and no network, and draws no random
// number.
package ledger
