package models

import (
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Turnout is how many had voted in a round when it was last looked at, and the
// time before, which is what is shown: successive readings tell nobody who voted
// between them.
type Turnout struct {
	RoundID string `gorm:"primaryKey"`
	Shown   int
	Counted int
}

// What makes a turnout coarse.
const (
	TurnoutStep  = 5
	TurnoutLeast = 20 // on the roll; below it none is shown
)

// CountTurnout looks how many have voted, and shows what was there the time before.
func CountTurnout(tx *database.Tx, roundID string) error {
	before, err := FindTurnout(tx.Query, roundID)
	if err != nil {
		return err
	}
	voted, _, err := CountVoted(tx.Query, roundID)
	if err != nil {
		return err
	}
	now := Turnout{RoundID: roundID, Shown: before.Counted, Counted: voted - voted%TurnoutStep}
	return tx.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "round_id"}}, DoUpdates: clause.AssignmentColumns([]string{"shown", "counted"}),
	}).Create(&now).Error
}

// FindTurnout returns the turnout that is shown while a round is open.
func FindTurnout(q database.Query, roundID string) (Turnout, error) {
	row, err := database.One[Turnout](q.Where(map[string]any{"round_id": roundID}), "turnout")
	if fault.KindOf(err) == fault.NotFound {
		return Turnout{RoundID: roundID}, nil
	}
	return row, err
}
