package models

import (
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
)

// An Amendment changes an opened round once a second organiser confirms it.
type Amendment struct {
	ID          string `gorm:"primaryKey"`
	RoundID     string
	Kind        string     // ledger.AmendDeadline or ledger.AmendRoll
	ClosesAt    *time.Time // the new deadline
	MemberID    string     // who is entered on the roll
	Reason      string
	ProposedBy  string
	ConfirmedBy string // empty until it is confirmed
	ConfirmedAt *time.Time
}

// Text is the confirmed amendment as the ledger has it.
func (a Amendment) Text() (string, error) {
	text := ledger.Amendment{
		ID: a.ID, Round: a.RoundID, Kind: a.Kind, Member: a.MemberID, Reason: a.Reason,
		ProposedBy: a.ProposedBy, ConfirmedBy: a.ConfirmedBy, At: a.ConfirmedAt.UTC(),
	}
	if a.ClosesAt != nil {
		text.ClosesAt = new(a.ClosesAt.UTC())
	}
	return text.Text()
}

// NewAmendment proposes an amendment.
func NewAmendment(tx *database.Tx, a Amendment) (Amendment, error) {
	a.ID, a.ClosesAt = NewID(), instant(a.ClosesAt)
	return a, database.Insert(tx, &a, "This amendment is known already.")
}

// FindAmendment returns an amendment of a round.
func FindAmendment(q database.Query, roundID, id string) (Amendment, error) {
	return database.One[Amendment](q.Where(map[string]any{"round_id": roundID, "id": id}), "amendment")
}

// ListAmendments returns the amendments of a round, the oldest first, also those
// that nobody has confirmed yet.
func ListAmendments(q database.Query, roundID string) ([]Amendment, error) {
	return database.Many[Amendment](q.Where(map[string]any{"round_id": roundID}).Order("id"), "amendments")
}

// ConfirmAmendment makes an amendment hold. It returns Conflict if it does already.
func ConfirmAmendment(tx *database.Tx, a Amendment, memberID string) (Amendment, error) {
	a.ConfirmedBy, a.ConfirmedAt = memberID, instant(new(tx.Now()))
	scope := tx.Model(&Amendment{}).Where(map[string]any{"round_id": a.RoundID, "id": a.ID, "confirmed_by": ""})
	n, err := database.Change(scope, map[string]any{"confirmed_by": a.ConfirmedBy, "confirmed_at": a.ConfirmedAt})
	if err == nil && n == 0 {
		return Amendment{}, fault.New(fault.Conflict, "Somebody else confirmed this a moment ago.")
	}
	return a, err
}
