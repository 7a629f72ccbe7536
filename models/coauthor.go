package models

import (
	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/internal/database"
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

// PutCoauthor says how far somebody is on the way to being an author.
func PutCoauthor(tx *database.Tx, c Coauthor) error {
	return database.Put(tx, &c, "They are an author already.")
}

// DropCoauthor takes somebody off the authors, or off those who may become one.
func DropCoauthor(tx *database.Tx, proposalID, memberID string) error {
	return tx.Where(map[string]any{"proposal_id": proposalID, "member_id": memberID}).Delete(&Coauthor{}).Error
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
