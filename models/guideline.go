package models

import (
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
)

// A Guideline is a short sentence that proposals should keep to.
type Guideline struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	Title     string
	Text      string
	Retired   bool // it is asked about no more; what was said stays
	Version   int
}

// The states of a flag.
const (
	FlagConcern  = "concern"
	FlagResolved = "resolved"
	FlagGood     = "good"
)

// A Flag is what one member says of a proposal against one guideline, with the
// answer that they got.
type Flag struct {
	GuidelineID string `gorm:"primaryKey"`
	ProposalID  string `gorm:"primaryKey"`
	MemberID    string `gorm:"primaryKey"`
	ID          string
	ProcessID   string
	State       string
	Sentence    string
	Answer      string
	AnsweredBy  string
	ChangedAt   time.Time
}

// NewGuideline stores a guideline.
func NewGuideline(tx *database.Tx, g Guideline) (Guideline, error) {
	g.ID, g.Version = NewID(), 1
	return g, database.Insert(tx, &g, "This guideline is known already.")
}

// ChangeGuideline writes what a guideline says. It returns Conflict if it is no
// longer at the version that g was read at.
func ChangeGuideline(tx *database.Tx, g Guideline) (Guideline, error) {
	n, err := database.Change(
		tx.Model(&Guideline{}).Where(map[string]any{"process_id": g.ProcessID, "id": g.ID, "version": g.Version}),
		map[string]any{"title": g.Title, "text": g.Text, "retired": g.Retired, "version": g.Version + 1})
	if err == nil && n == 0 {
		return Guideline{}, Stale("guideline")
	}
	g.Version++
	return g, err
}

// FindGuideline returns a guideline of a process.
func FindGuideline(q database.Query, processID, id string) (Guideline, error) {
	return database.One[Guideline](q.Where(map[string]any{"process_id": processID, "id": id}), "guideline")
}

// ListGuidelines returns the guidelines of a process, also retired ones.
func ListGuidelines(q database.Query, processID string) ([]Guideline, error) {
	return database.Many[Guideline](q.Where(map[string]any{"process_id": processID}).Order("id").Limit(MaxPage), "guidelines")
}

// RaiseFlag stores what a member says of a proposal, in place of what they said
// before.
func RaiseFlag(tx *database.Tx, f Flag) error {
	f.ID, f.ChangedAt = NewID(), tx.Now()
	return database.Put(tx, &f, "This is known already.")
}

// ResolveFlag says that a concern is resolved, and nothing else: the answer is for
// others to write. It returns Conflict if the flag is gone.
func ResolveFlag(tx *database.Tx, f Flag) error {
	n, err := database.Change(tx.Model(&Flag{}).Where(map[string]any{"guideline_id": f.GuidelineID, "proposal_id": f.ProposalID, "member_id": f.MemberID}),
		map[string]any{"state": FlagResolved, "sentence": f.Sentence, "changed_at": tx.Now()})
	if err == nil && n == 0 {
		return Stale("concern")
	}
	return err
}

// FindFlag returns a flag of a proposal.
func FindFlag(q database.Query, proposalID, id string) (Flag, error) {
	return database.One[Flag](q.Where(map[string]any{"proposal_id": proposalID, "id": id}), "flag")
}

// FindFlagBy returns what a member said of a proposal against a guideline.
func FindFlagBy(q database.Query, guidelineID, proposalID, memberID string) (Flag, error) {
	return database.One[Flag](
		q.Where(map[string]any{"guideline_id": guidelineID, "proposal_id": proposalID, "member_id": memberID}), "flag")
}

// ListFlags returns what was said of a proposal, the oldest first.
func ListFlags(q database.Query, proposalID string) ([]Flag, error) {
	return database.Many[Flag](q.Where(map[string]any{"proposal_id": proposalID}).Order("id").Limit(MaxPage), "flags")
}

// AnswerFlag stores an answer to a concern, and how it stands now. It returns
// Conflict if whoever raised it says something else meanwhile.
func AnswerFlag(tx *database.Tx, f Flag) error {
	n, err := database.Change(tx.Model(&Flag{}).Where(map[string]any{"proposal_id": f.ProposalID, "id": f.ID, "state": FlagConcern}),
		map[string]any{"answer": f.Answer, "answered_by": f.AnsweredBy, "state": f.State, "changed_at": tx.Now()})
	if err == nil && n == 0 {
		return Stale("concern")
	}
	return err
}
