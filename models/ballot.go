package models

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/voting"
)

// A RollEntry says that a member may vote in a round and whether they have.
type RollEntry struct {
	RoundID  string `gorm:"primaryKey"`
	MemberID string `gorm:"primaryKey"`
	Voted    bool
}

// TableName is the roll's.
func (RollEntry) TableName() string { return "roll" }

// A Ballot is one voter's choices: no time, no name, no growing number.
type Ballot struct {
	RoundID string `gorm:"primaryKey"`
	Slot    string `gorm:"primaryKey"`
	Choices string // a JSON object from option keys to points, or to ranks
}

const insertBatch = 200

// Held is what a ballot says of an option that is to be held gently.
const Held = ledger.Held

// Choices are what a ballot says of each option; package ledger has their bytes,
// which stand in commitments too.
type Choices = ledger.Choices

// EncodeChoices writes a canonical ballot: equal ballots become equal text.
func EncodeChoices(kind voting.Kind, b voting.Ballot) (string, error) {
	return ledger.Canonical(kind, b)
}

// DecodeChoices reads what EncodeChoices wrote.
func DecodeChoices(text string) (Choices, error) { return ledger.ParseChoices(text) }

// Cast stores a voter's ballot in place of an earlier one. It returns Forbidden
// if the voter is not on the roll. Whoever calls it shares the round's gate.
func Cast(tx *database.Tx, r Round, memberID, choices string) error {
	if err := mark(tx, r, memberID, true); err != nil {
		return err
	}
	ballot := Ballot{RoundID: r.ID, Slot: r.Slot(memberID), Choices: choices}
	replace := clause.OnConflict{
		Columns:   []clause.Column{{Name: "round_id"}, {Name: "slot"}},
		DoUpdates: clause.AssignmentColumns([]string{"choices"}),
	}
	return tx.Clauses(replace).Create(&ballot).Error
}

// Withdraw takes a voter's ballot back. It returns NotFound if there is none.
func Withdraw(tx *database.Tx, r Round, memberID string) error {
	deleted := tx.Where(map[string]any{"round_id": r.ID, "slot": r.Slot(memberID)}).Delete(&Ballot{})
	if deleted.Error == nil && deleted.RowsAffected == 0 {
		return fault.Gone("ballot")
	}
	if deleted.Error != nil {
		return deleted.Error
	}
	return mark(tx, r, memberID, false)
}

func mark(tx *database.Tx, r Round, memberID string, voted bool) error {
	entry := tx.Model(&RollEntry{}).Where(map[string]any{"round_id": r.ID, "member_id": memberID})
	n, err := database.Change(entry, map[string]any{"voted": voted})
	if err == nil && n == 0 {
		return fault.New(fault.Forbidden,
			"You are not on the roll of this round: it was fixed when the round opened, before you could vote here.")
	}
	return err
}

// FindBallot returns a voter's own ballot.
func FindBallot(q database.Query, r Round, memberID string) (Ballot, error) {
	return database.One[Ballot](q.Where(map[string]any{"round_id": r.ID, "slot": r.Slot(memberID)}), "ballot")
}

// FindRollEntry says whether a member may vote in a round and has.
func FindRollEntry(q database.Query, roundID, memberID string) (RollEntry, error) {
	return database.One[RollEntry](q.Where(map[string]any{"round_id": roundID, "member_id": memberID}), "roll entry")
}

// Turnout counts who voted in a round, and who may.
func Turnout(q database.Query, roundID string) (voted, roll int, err error) {
	if roll, err = database.Count[RollEntry](q.Where(map[string]any{"round_id": roundID}), "roll"); err != nil {
		return 0, 0, err
	}
	voted, err = database.Count[RollEntry](q.Where(map[string]any{"round_id": roundID, "voted": true}), "roll")
	return voted, roll, err
}

// A BallotGroup is a set of equal ballots and how many there are.
type BallotGroup struct {
	Choices string
	Times   int
}

// GroupBallots returns the ballots of a round without their slots: equal ones
// together, sorted, so that their order tells nothing.
func GroupBallots(q database.Query, roundID string) ([]BallotGroup, error) {
	grouped := q.Model(&Ballot{}).Select("choices, count(*) AS times").
		Where(map[string]any{"round_id": roundID}).Group("choices").Order("choices")
	return database.Many[BallotGroup](grouped, "ballots")
}

// AddBallots stores ballots that were cast elsewhere, each at a random slot.
func AddBallots(tx *database.Tx, roundID string, choices []string) error {
	ballots := make([]Ballot, len(choices))
	for i, c := range choices {
		ballots[i] = Ballot{RoundID: roundID, Slot: HashToken(NewToken()), Choices: c}
	}
	return tx.Session(&gorm.Session{}).CreateInBatches(&ballots, insertBatch).Error
}
