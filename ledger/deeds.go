package ledger

import "fmt"

// The verbs of the entries of a round that stand in a bundle.
const (
	VerbOpen   = "round.open"
	VerbCommit = "ballots.commit"
	VerbAmend  = "round.amend"
	VerbClose  = "round.close"
	VerbSeal   = "round.seal"
)

// OpenDetail is the detail of the entry that opens a round.
func OpenDetail(rulesHash string) string { return "rules " + rulesHash }

// CommitDetail is the detail of the entry of a batch of commitments.
func CommitDetail(commitments []string) string {
	return fmt.Sprintf("%d commitments %s", len(commitments), BatchHash(commitments))
}

// AmendDetail is the detail of the entry of an amendment, by its text.
func AmendDetail(text string) string { return "amendment " + Hash(text) }

// SealDetail is the detail of the entry that seals a round, by the text of the
// seal.
func SealDetail(text string) string { return "seal " + Hash(text) }

// AttestDetail is the detail of the entry of an attestation, by its note.
func AttestDetail(note string) string { return "attestation " + Hash(note) }
