package models

import (
	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// The states of whoever may become an author.
const (
	CoauthorInvited = "invited" // by an author, and has not agreed yet
	CoauthorAsked   = "asked"   // to join, and no author has agreed yet
	CoauthorAgreed  = "agreed"
)

// A Coauthor is an author beside whoever began a proposal, or may become one.
type Coauthor struct {
	ProposalID string `gorm:"primaryKey"`
	MemberID   string `gorm:"primaryKey"`
	State      string
}

// PutCoauthor says how far somebody is on the way to being an author. Before is how
// far they were, or empty. It returns Conflict if that changed meanwhile.
func PutCoauthor(tx *database.Tx, c Coauthor, before string) error {
	if err := putCoauthor(tx, c, before); err != nil || c.State != CoauthorAgreed {
		return err
	}
	return askToo(tx, c.ProposalID, c.MemberID)
}

func putCoauthor(tx *database.Tx, c Coauthor, before string) error {
	const meanwhile = "Somebody changed who the authors are a moment ago. Look again."
	if before == "" {
		return database.Insert(tx, &c, meanwhile)
	}
	n, err := database.Change(tx.Model(&Coauthor{}).Where(map[string]any{
		"proposal_id": c.ProposalID, "member_id": c.MemberID, "state": before,
	}), map[string]any{"state": c.State})
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, meanwhile)
	}
	return err
}

// DropCoauthor takes somebody off the authors, or off those who may become one.
func DropCoauthor(tx *database.Tx, proposalID, memberID string) error {
	if err := tx.Where(map[string]any{"proposal_id": proposalID, "member_id": memberID}).Delete(&Coauthor{}).Error; err != nil {
		return err
	}
	return askNoMore(tx, proposalID, memberID)
}

// ListCoauthors returns those of the given proposals, by proposal, in the order of
// their ids.
func ListCoauthors(q database.Query, proposalIDs ...string) (map[string][]Coauthor, error) {
	rows, err := database.Many[Coauthor](q.Where("proposal_id IN ?", proposalIDs).Order("proposal_id, member_id"), "authors")
	byProposal := map[string][]Coauthor{}
	for _, row := range rows {
		byProposal[row.ProposalID] = append(byProposal[row.ProposalID], row)
	}
	return byProposal, err
}

// Authors are the members whose the proposal is, whoever began it first.
func (p Proposal) Authors(coauthors []Coauthor) []string {
	authors := []string{p.MemberID}
	for _, c := range coauthors {
		if c.State == CoauthorAgreed {
			authors = append(authors, c.MemberID)
		}
	}
	return authors
}

// CountInvited counts what a member was invited to write with others.
func CountInvited(q database.Query, memberID string) (int, error) {
	return database.Count[Coauthor](q.Where(map[string]any{"member_id": memberID, "state": CoauthorInvited}), "invitations")
}

// mine limits proposals to those of an author.
func mine(q database.Query, scope *gorm.DB, memberID string) *gorm.DB {
	joined := q.Model(&Coauthor{}).Select("proposal_id").Where(map[string]any{"member_id": memberID, "state": CoauthorAgreed})
	return scope.Where("member_id = ? OR id IN (?)", memberID, joined)
}
