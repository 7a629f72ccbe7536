package models

import (
	"time"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A TextAmendment is a new text that somebody proposed for one that the process
// holds in common.
type TextAmendment struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	Target    string
	Base      int // the version that it was written from
	Text      string
	Reason    string
	MemberID  string // its author
	State     access.State
	Decision  string // why it was accepted, rejected or withdrawn
	DecidedBy string
	DecidedAt *time.Time
	Became    int // the version of the text; 0 if none
	Version   int // of its own wording
	CreatedAt time.Time
	ChangedAt time.Time
}

// What somebody may say to an amendment.
const (
	StanceSupport = "support"
	StanceLive    = "live" // I can live with it
	StanceConcern = "concern"
)

// A Stance is what one member says to an amendment.
type Stance struct {
	AmendmentID string `gorm:"primaryKey"`
	MemberID    string `gorm:"primaryKey"`
	Stance      string
	Sentence    string // for a concern
	Wording     int    // the version of the amendment that it is about
}

// NewTextAmendment stores an open amendment.
func NewTextAmendment(tx *database.Tx, a TextAmendment) (TextAmendment, error) {
	a.ID, a.State, a.Version = NewID(), access.Open, 1
	a.CreatedAt, a.ChangedAt = tx.Now(), tx.Now()
	return a, database.Insert(tx, &a, "This amendment is known already.")
}

// LatestTextAmendment returns the amendment to a text that was proposed last; NotFound
// if there is none.
func LatestTextAmendment(q database.Query, processID, target string) (TextAmendment, error) {
	return database.One[TextAmendment](q.Where(map[string]any{"process_id": processID, "target": target}).Order("id DESC"), "amendment")
}

// FindTextAmendment returns an amendment of a process.
func FindTextAmendment(q database.Query, processID, id string) (TextAmendment, error) {
	return database.One[TextAmendment](q.Where(map[string]any{"process_id": processID, "id": id}), "amendment")
}

// ListTextAmendments returns a page of the amendments to a text; those in one state
// only if one is named.
func ListTextAmendments(q database.Query, processID, target string, state access.State, p Page) ([]TextAmendment, string, error) {
	scope := q.Where(map[string]any{"process_id": processID, "target": target})
	if state != "" {
		scope = scope.Where(map[string]any{"state": state})
	}
	return list(scope, p, "amendments", func(a TextAmendment) string { return a.ID })
}

// CountOpenAmendments counts the amendments of a process that nobody has decided
// on, by what they would change.
func CountOpenAmendments(q database.Query, processID string) (map[string]int, error) {
	type count struct {
		Target     string
		Amendments int
	}
	rows, err := database.Many[count](q.Model(&TextAmendment{}).Select("target, count(*) AS amendments").
		Where(map[string]any{"process_id": processID, "state": access.Open}).Group("target"), "amendments")
	open := make(map[string]int, len(rows))
	for _, row := range rows {
		open[row.Target] = row.Amendments
	}
	return open, err
}

// gate is shared by those who say something to an amendment, so that nobody decides
// on it meanwhile.
func (a TextAmendment) gate() string { return "amendment/" + a.ID }

// RewordAmendment writes other words of an open amendment, from a version of the
// text. It returns Conflict if the amendment is no longer at the version that a was
// read at, or was decided on.
func RewordAmendment(tx *database.Tx, a TextAmendment) (TextAmendment, error) {
	if err := tx.Exclude(a.gate()); err != nil {
		return TextAmendment{}, err
	}
	a.ChangedAt = tx.Now()
	n, err := database.Change(a.open(tx), map[string]any{
		"base": a.Base, "text": a.Text, "reason": a.Reason, "version": a.Version + 1, "changed_at": a.ChangedAt,
	})
	if err == nil && n == 0 {
		return TextAmendment{}, Stale("amendment")
	}
	a.Version++
	return a, err
}

// DecideAmendment ends an open amendment, as state says, with the words of decision
// by a member. It returns Conflict if somebody else did, or if it was reworded.
func DecideAmendment(tx *database.Tx, a TextAmendment) (TextAmendment, error) {
	if err := tx.Exclude(a.gate()); err != nil {
		return TextAmendment{}, err
	}
	a.DecidedAt = new(tx.Now())
	n, err := database.Change(a.open(tx), map[string]any{
		"state": a.State, "decision": a.Decision, "decided_by": a.DecidedBy, "decided_at": a.DecidedAt, "became": a.Became,
	})
	if err == nil && n == 0 {
		return TextAmendment{}, Stale("amendment")
	}
	return a, err
}

func (a TextAmendment) open(tx *database.Tx) *gorm.DB {
	return tx.Model(&TextAmendment{}).Where(map[string]any{
		"process_id": a.ProcessID, "id": a.ID, "state": access.Open, "version": a.Version,
	})
}

// TakeStance stores what a member says to an open amendment, in place of what they
// said before. It returns Closed if it was decided on, and Conflict if it reads
// otherwise by now.
func TakeStance(tx *database.Tx, a TextAmendment, s Stance) error {
	if err := tx.Share(a.gate()); err != nil {
		return err
	}
	now, err := FindTextAmendment(tx.Query, a.ProcessID, a.ID)
	switch {
	case err != nil:
		return err
	case now.State != access.Open:
		return fault.New(fault.Closed, "This amendment was decided on.")
	case now.Version != s.Wording:
		return Stale("amendment")
	}
	return database.Put(tx, &s, "This is known already.")
}

// ListStances returns what was said to amendments.
func ListStances(q database.Query, amendments []string) ([]Stance, error) {
	if len(amendments) == 0 {
		return nil, nil
	}
	return database.Many[Stance](q.Where("amendment_id IN ?", amendments).Order("amendment_id, member_id"), "stances")
}
