package models

import (
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
)

// A Sheet is a ballot on paper as somebody typed it in. Each is typed in twice.
type Sheet struct {
	RoundID  string `gorm:"primaryKey"`
	Serial   string `gorm:"primaryKey"`
	Entry    int    `gorm:"primaryKey;autoIncrement:false"` // 1 or 2
	Choices  string
	MemberID string // who typed it in
}

// ListSheets returns all entries of sheets of a round by their serial numbers.
func ListSheets(q database.Query, roundID string) ([]Sheet, error) {
	return database.Many[Sheet](q.Where(map[string]any{"round_id": roundID}).Order("serial, entry"), "sheets")
}

// TypeSheet keeps what somebody typed in, in place of what was there.
func TypeSheet(tx *database.Tx, s Sheet) error {
	return tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "round_id"}, {Name: "serial"}, {Name: "entry"}},
		DoUpdates: clause.AssignmentColumns([]string{"choices", "member_id"}),
	}).Create(&s).Error
}

// DropSheet forgets a sheet that there is not. It returns NotFound if nobody
// typed it in.
func DropSheet(tx *database.Tx, roundID, serial string) error {
	dropped := tx.Where(map[string]any{"round_id": roundID, "serial": serial}).Delete(&Sheet{})
	if dropped.Error == nil && dropped.RowsAffected == 0 {
		return fault.Gone("sheet")
	}
	return dropped.Error
}

// DropSheets forgets all sheets of a round: their ballots are sealed.
func DropSheets(tx *database.Tx, roundID string) error {
	return tx.Where(map[string]any{"round_id": roundID}).Delete(&Sheet{}).Error
}

// CountHanded counts the members who were given a sheet.
func CountHanded(q database.Query, roundID string) (int, error) {
	return database.Count[RollEntry](q.Where(map[string]any{"round_id": roundID, "paper": true}), "roll")
}

// HandSheet notes that a member on the roll was given a sheet, or brought it back
// unused. It returns Conflict if that was noted before.
func HandSheet(tx *database.Tx, r Round, memberID string, handed bool) error {
	entry := tx.Model(&RollEntry{}).Where(map[string]any{"round_id": r.ID, "member_id": memberID, "paper": !handed})
	n, err := database.Change(entry, map[string]any{"paper": handed, "voted": handed})
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "Somebody noted this already.")
	}
	return err
}

// SetAside takes back the ballot that a member has sent, because they vote on
// paper. Whoever calls it has excluded the round's gate.
func SetAside(tx *database.Tx, r Round, memberID string) error {
	sent, err := FindBallot(tx.Query, r, memberID)
	if fault.KindOf(err) == fault.NotFound || (err == nil && sent.Choices == ledger.TakenBack) {
		return nil
	}
	if err != nil {
		return err
	}
	o := ledger.Opening{Revision: sent.Revision + 1, Nonce: NewNonce(), Choices: ledger.TakenBack}
	sent.Revision, sent.Nonce, sent.Choices, sent.Commitment = o.Revision, o.Nonce, o.Choices, o.Commitment(r.ID, r.RulesHash)
	_, err = replace(tx, sent)
	return err
}
