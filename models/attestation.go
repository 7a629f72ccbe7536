package models

import (
	"github.com/folkmoot/folkmoot/internal/database"
)

// An Attestation is what an auditor signed of a closed round.
type Attestation struct {
	RoundID  string `gorm:"primaryKey"`
	MemberID string `gorm:"primaryKey"`
	Note     string // ledger.Attestation as it was signed
}

// AddAttestation stores what an auditor signed, once. It returns Conflict if there
// is one already.
func AddAttestation(tx *database.Tx, a Attestation) error {
	return database.Insert(tx, &a, "You have signed another attestation of this round. It stays.")
}

// FindAttestation returns what an auditor signed of a round.
func FindAttestation(q database.Query, roundID, memberID string) (Attestation, error) {
	return database.One[Attestation](q.Where(map[string]any{"round_id": roundID, "member_id": memberID}), "attestation")
}

// ListAttestations returns what auditors signed of a round, by their ids.
func ListAttestations(q database.Query, roundID string) ([]Attestation, error) {
	return database.Many[Attestation](q.Where(map[string]any{"round_id": roundID}).Order("member_id"), "attestations")
}
