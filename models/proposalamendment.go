package models

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A ProposalAmendment is other words for a proposal that a member suggests, and that its
// authors take or not.
type ProposalAmendment struct {
	ID          string `gorm:"primaryKey"`
	ProcessID   string
	ProposalID  string
	MemberID    string
	Wording     int    // of the proposal, that it was written against
	Text        string // Words as JSON
	Reason      string
	State       access.State // Open, Accepted, Declined or Withdrawn
	StateReason string
	DecidedBy   string
	CreatedAt   time.Time
}

// Scope is the process of an amendment.
func (r ProposalAmendment) Scope() string { return r.ProcessID }

// Words are what is suggested.
func (r ProposalAmendment) Words() (words Words, err error) {
	if err := json.Unmarshal([]byte(r.Text), &words); err != nil {
		return Words{}, fmt.Errorf("amendment %s: %w", r.ID, err)
	}
	return words, nil
}

// NewProposalAmendment stores other words for a proposal. It returns Conflict if the member
// waits for an answer to others.
func NewProposalAmendment(tx *database.Tx, p Proposal, memberID, reason string, w Words) (ProposalAmendment, error) {
	if err := w.check(p.Kind); err != nil {
		return ProposalAmendment{}, err
	}
	encoded, err := json.Marshal(w)
	if err != nil {
		return ProposalAmendment{}, fmt.Errorf("encode words: %w", err)
	}
	r := ProposalAmendment{
		ID: NewID(), ProcessID: p.ProcessID, ProposalID: p.ID, MemberID: memberID, Wording: p.Wording, Text: string(encoded),
		Reason: reason, State: access.Open, CreatedAt: tx.Now(),
	}
	return r, database.Insert(tx, &r, "You have suggested other words already. Wait for the answer, or take them back first.")
}

// ListProposalAmendments returns what was suggested for a proposal, the newest first.
func ListProposalAmendments(q database.Query, proposalID string) ([]ProposalAmendment, error) {
	return database.Many[ProposalAmendment](q.Where(map[string]any{"proposal_id": proposalID}).Order("id DESC").Limit(MaxPage), "suggestions")
}

// EndProposalAmendment answers a suggestion. It returns Closed if it was answered already.
func EndProposalAmendment(tx *database.Tx, r ProposalAmendment, to access.State, memberID, reason string) (ProposalAmendment, error) {
	r.State, r.DecidedBy, r.StateReason = to, memberID, reason
	scope := tx.Model(&ProposalAmendment{}).Where(map[string]any{"process_id": r.ProcessID, "id": r.ID, "state": access.Open})
	n, err := database.Change(scope, map[string]any{"state": to, "decided_by": memberID, "state_reason": reason})
	if err == nil && n == 0 {
		return ProposalAmendment{}, fault.New(fault.Closed, "This suggestion was answered a moment ago.")
	}
	return r, err
}
