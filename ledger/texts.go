package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Formats name what a text is; they stand in its first line or field.
const (
	FormatBallot      = "folkmoot/ballot/v1"
	FormatSeed        = "folkmoot/seed/v1"
	FormatRoll        = "folkmoot/roll/v1"
	FormatBatch       = "folkmoot/batch/v1"
	FormatBallots     = "folkmoot/ballots/v1"
	FormatVoters      = "folkmoot/voters/v1"
	FormatSerials     = "folkmoot/serials/v1"
	FormatReceipt     = "folkmoot/receipt/v1"
	FormatAttestation = "folkmoot/attestation/v1"
	FormatRules       = "folkmoot/rules/v1"
	FormatAmendment   = "folkmoot/amendment/v1"
	FormatSeal        = "folkmoot/seal/v1"
	FormatBundle      = "folkmoot/bundle/v1"
)

// TakenBack are the choices of a ballot that was taken back.
const TakenBack = "{}"

// Hash is the SHA-256 of a text, in hexadecimal.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// lines is a text of lines, each ended by a line feed.
func lines(all ...string) string { return strings.Join(all, "\n") + "\n" }

// hashForm is how a hash is written.
var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// hashSorted is the hash of a format and of texts in the order of their bytes.
func hashSorted(format string, texts []string) string {
	sorted := slices.Clone(texts)
	slices.Sort(sorted)
	return Hash(lines(append([]string{format}, sorted...)...))
}

// SeedCommitment binds whoever opens a round to the seed of its lot, without
// telling it.
func SeedCommitment(seed string) string { return Hash(lines(FormatSeed, seed)) }

// RollHash stands for the members on a roll, by their ids.
func RollHash(members []string) string { return hashSorted(FormatRoll, members) }

// BatchHash stands for commitments that entered the ledger together.
func BatchHash(commitments []string) string { return hashSorted(FormatBatch, commitments) }

// BallotsHash stands for the choices of all counted ballots.
func BallotsHash(choices []string) string { return hashSorted(FormatBallots, choices) }

// An Opening is what a commitment hides: a ballot with the nonce of its voter.
type Opening struct {
	Revision int    // 1 for a voter's first, one more each time; 0 on paper
	Nonce    string // 32 random bytes, in hexadecimal
	Choices  string // in their canonical form
}

// Commitment stands for a ballot of a round and tells nothing about it.
func (o Opening) Commitment(round, rulesHash string) string {
	return Hash(lines(FormatBallot, round, rulesHash, strconv.Itoa(o.Revision), o.Nonce, o.Choices))
}

// VotersHash binds names to ballots where ballots have names: it stands for those
// ballots of a round that have a voter.
func VotersHash(round, rulesHash string, ballots []Published) string {
	var bound []string
	for _, b := range ballots {
		if b.Voter != "" {
			bound = append(bound, b.Opening().Commitment(round, rulesHash)+" "+b.Voter)
		}
	}
	return hashSorted(FormatVoters, bound)
}

// SerialsHash binds sheets to ballots: it stands for those ballots that have a
// serial. Their nonces keep anybody from guessing it.
func SerialsHash(ballots []Published) string {
	var bound []string
	for _, b := range ballots {
		if b.Serial != "" {
			bound = append(bound, b.Nonce+" "+b.Serial)
		}
	}
	return hashSorted(FormatSerials, bound)
}

// FinalRoot is the Merkle tree hash over commitments in their order, in
// hexadecimal (RFC 6962, section 2.1). It returns an error that names what is no
// commitment.
func FinalRoot(commitments []string) (string, error) {
	for _, c := range commitments {
		if !hashForm.MatchString(c) {
			return "", fmt.Errorf("ledger: %q is no commitment", shorten(c, 80))
		}
	}
	return finalRoot(commitments), nil
}

func finalRoot(commitments []string) string {
	root := treeHash(slices.Sorted(slices.Values(commitments)))
	return hex.EncodeToString(root[:])
}

// treeHash is the hash of a tree over leaves that are all at hand.
func treeHash(leaves []string) tlog.Hash {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return tlog.RecordHash([]byte(leaves[0]))
	}
	split := 1
	for 2*split < len(leaves) {
		split *= 2
	}
	return tlog.NodeHash(treeHash(leaves[:split]), treeHash(leaves[split:]))
}

// encode writes a document without spaces, its fields in the order of the type.
func encode(document any) (string, error) {
	encoded, err := json.Marshal(document)
	if err != nil {
		return "", fmt.Errorf("write a text of the ledger: %w", err)
	}
	return string(encoded), nil
}
