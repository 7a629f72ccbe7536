package models

import (
	"encoding/json"
	"fmt"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/voting"
)

// An Outcome is the counted result of a round, as the rules wrote it.
type Outcome struct {
	RoundID  string `gorm:"primaryKey"`
	Document string // voting.Outcome as JSON
}

// AddOutcome stores the outcome of a round, once.
func AddOutcome(tx *database.Tx, roundID string, outcome *voting.Outcome) error {
	document, err := json.Marshal(outcome)
	if err != nil {
		return fmt.Errorf("encode outcome: %w", err)
	}
	row := Outcome{RoundID: roundID, Document: string(document)}
	return database.Insert(tx, &row, "This round was counted already.")
}

// FindOutcome returns the outcome of a round.
func FindOutcome(q database.Query, roundID string) (*voting.Outcome, error) {
	row, err := database.One[Outcome](q.Where(map[string]any{"round_id": roundID}), "outcome")
	if err != nil {
		return nil, err
	}
	var outcome voting.Outcome
	if err := json.Unmarshal([]byte(row.Document), &outcome); err != nil {
		return nil, fmt.Errorf("decode outcome of round %s: %w", roundID, err)
	}
	return &outcome, nil
}

// FindOutcomeText returns the outcome of a round as it was stored.
func FindOutcomeText(q database.Query, roundID string) (string, error) {
	row, err := database.One[Outcome](q.Where(map[string]any{"round_id": roundID}), "outcome")
	return row.Document, err
}
