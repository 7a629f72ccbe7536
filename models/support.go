package models

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Support says that a member wants a proposal to be talked about. It is no vote.
type Support struct {
	ProposalID string `gorm:"primaryKey"`
	MemberID   string `gorm:"primaryKey"`
}

// A Sighting says that a member has read a proposal.
type Sighting struct {
	ProposalID string `gorm:"primaryKey"`
	MemberID   string `gorm:"primaryKey"`
}

// A Reaction is a word of a member about a proposal, and counts for nothing.
type Reaction struct {
	ProposalID string `gorm:"primaryKey"`
	MemberID   string `gorm:"primaryKey"`
	Kind       string `gorm:"primaryKey"`
}

// The kinds of reaction.
const (
	ReactThanks  = "thanks"
	ReactCurious = "curious"
	ReactMoved   = "moved"
)

// SupportProposal counts a member among those who support a proposal, or no longer.
// Said twice, it counts once. It returns Closed if the proposal became part of another
// meanwhile: whoever supported it before is asked about that one.
func SupportProposal(tx *database.Tx, p Proposal, memberID string, yes bool) error {
	row := Support{ProposalID: p.ID, MemberID: memberID}
	var done *gorm.DB
	by := -1
	if yes {
		by, done = 1, tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	} else {
		done = tx.Delete(&row)
	}
	if done.Error != nil || done.RowsAffected == 0 {
		return done.Error
	}
	scope := tx.Model(&Proposal{}).Where(map[string]any{"process_id": p.ProcessID, "id": p.ID}).
		Where("state IN ?", access.States(access.ProposalSupport))
	n, err := database.Change(scope, map[string]any{"supporters": gorm.Expr("supporters + ?", by)})
	if err == nil && n == 0 {
		return fault.New(fault.Closed, "Something became of this proposal a moment ago. Look again.")
	}
	return err
}

// SeeProposal counts a member among those who have read a proposal.
func SeeProposal(tx *database.Tx, p Proposal, memberID string) error {
	row := Sighting{ProposalID: p.ID, MemberID: memberID}
	done := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	if done.Error != nil || done.RowsAffected == 0 {
		return done.Error
	}
	_, err := database.Change(tx.Model(&Proposal{}).Where(map[string]any{"process_id": p.ProcessID, "id": p.ID}),
		map[string]any{"seen": gorm.Expr("seen + 1")})
	return err
}

// ListSupported tells which of the given proposals a member supports.
func ListSupported(q database.Query, memberID string, proposalIDs []string) (map[string]bool, error) {
	rows, err := database.Many[Support](q.Where(map[string]any{"member_id": memberID}).Where("proposal_id IN ?", proposalIDs), "supports")
	supported := make(map[string]bool, len(rows))
	for _, row := range rows {
		supported[row.ProposalID] = true
	}
	return supported, err
}

// React says a word about a proposal, or takes it back.
func React(tx *database.Tx, p Proposal, memberID, kind string, yes bool) error {
	row := Reaction{ProposalID: p.ID, MemberID: memberID, Kind: kind}
	if yes {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
	}
	return tx.Delete(&row).Error
}

// ProposalFacts are what the page of a proposal says in numbers, read at once.
type ProposalFacts struct {
	Supported                    int    // 1 if the reader supports it
	Asked                        int    // 1 if the reader is asked to carry their support over
	Thanks, Curious, Moved       int    // members who said so
	MyThanks, MyCurious, MyMoved int    // 1 if the reader said so
	Amendments                   int    // ever suggested
	Guidelines                   int    // that it is held against, and what was said of it
	Why                          string // a round chooses at most one of it and its alternatives
}

// FactsOf returns the facts of a proposal for one of the members of its process.
func FactsOf(q database.Query, p Proposal, memberID string) (ProposalFacts, error) {
	return database.One[ProposalFacts](q.Model(&Proposal{}).Where(map[string]any{"process_id": p.ProcessID, "id": p.ID}).Select(`
		(SELECT count(*) FROM supports WHERE proposal_id = proposals.id AND member_id = ?) AS supported,
		(SELECT count(*) FROM carries WHERE proposal_id = proposals.id AND member_id = ?) AS asked,
		(SELECT count(*) FROM reactions WHERE proposal_id = proposals.id AND kind = ?) AS thanks,
		(SELECT count(*) FROM reactions WHERE proposal_id = proposals.id AND kind = ?) AS curious,
		(SELECT count(*) FROM reactions WHERE proposal_id = proposals.id AND kind = ?) AS moved,
		(SELECT count(*) FROM reactions WHERE proposal_id = proposals.id AND member_id = ? AND kind = ?) AS my_thanks,
		(SELECT count(*) FROM reactions WHERE proposal_id = proposals.id AND member_id = ? AND kind = ?) AS my_curious,
		(SELECT count(*) FROM reactions WHERE proposal_id = proposals.id AND member_id = ? AND kind = ?) AS my_moved,
		(SELECT count(*) FROM proposal_amendments WHERE proposal_id = proposals.id) AS amendments,
		(SELECT count(*) FROM guidelines WHERE guidelines.process_id = proposals.process_id AND retired = ?) +
			(SELECT count(*) FROM flags WHERE proposal_id = proposals.id) AS guidelines,
		COALESCE((SELECT reason FROM alternatives WHERE id = proposals.alternatives), '') AS why`,
		memberID, memberID, ReactThanks, ReactCurious, ReactMoved,
		memberID, ReactThanks, memberID, ReactCurious, memberID, ReactMoved, false), "proposal")
}
