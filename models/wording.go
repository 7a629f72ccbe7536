package models

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/text"
)

// A Wording is what a proposal said from one change to the next. All are kept.
type Wording struct {
	ProposalID string `gorm:"primaryKey"`
	Number     int    `gorm:"primaryKey;autoIncrement:false"` // from 1
	Text       string // Words as JSON
	MemberID   string // who wrote them
	ChangedAt  time.Time
}

// Words are what was said.
func (w Wording) Words() (words Words, err error) {
	if err := json.Unmarshal([]byte(w.Text), &words); err != nil {
		return Words{}, fmt.Errorf("wording %d of proposal %s: %w", w.Number, w.ProposalID, err)
	}
	return words, nil
}

// keepWords keeps the present words of a proposal, and lists it under its tags.
func keepWords(tx *database.Tx, p Proposal, memberID string) error {
	wording, err := p.wording(tx, memberID)
	if err != nil {
		return err
	}
	if err := database.Insert(tx, &wording, "Somebody changed this proposal a moment ago."); err != nil {
		return err
	}
	return retag(tx, p)
}

// wording are the present words of a proposal as they are kept.
func (p Proposal) wording(tx *database.Tx, memberID string) (Wording, error) {
	encoded, err := json.Marshal(p.Words)
	if err != nil {
		return Wording{}, fmt.Errorf("keep the words of a proposal: %w", err)
	}
	return Wording{ProposalID: p.ID, Number: p.Wording, Text: string(encoded), MemberID: memberID, ChangedAt: tx.Now()}, nil
}

// ListWordings returns a page of what a proposal said, the newest first: the
// wordings before a number, or from the present one on if it is 0. More says that
// there are still older ones.
func ListWordings(q database.Query, p Proposal, before, limit int) (rows []Wording, more bool, err error) {
	scope := q.Where(map[string]any{"proposal_id": p.ID})
	if before > 0 {
		scope = scope.Where("number < ?", before)
	}
	rows, err = database.Many[Wording](scope.Order("number DESC").Limit(limit+1), "wordings")
	if len(rows) > limit {
		return rows[:limit], true, err
	}
	return rows, false, err
}

// A Tag lists a proposal under a word of its authors.
type Tag struct {
	ProcessID  string `gorm:"primaryKey"`
	Tag        string `gorm:"primaryKey"` // folded
	ProposalID string `gorm:"primaryKey"`
}

// TagKey is what a tag is found by.
func TagKey(tag string) string { return text.Fold(tag) }

func retag(tx *database.Tx, p Proposal) error {
	if err := tx.Where(map[string]any{"proposal_id": p.ID}).Delete(&Tag{}).Error; err != nil {
		return err
	}
	return tagAll(tx, p)
}

// tagAll lists proposals under the words of their authors.
func tagAll(tx *database.Tx, proposals ...Proposal) error {
	var tags []Tag
	for _, p := range proposals {
		for _, tag := range p.TagList() {
			tags = append(tags, Tag{ProcessID: p.ProcessID, Tag: TagKey(tag), ProposalID: p.ID})
		}
	}
	if len(tags) == 0 {
		return nil
	}
	return database.Put(tx, &tags, "This tag stands there twice.")
}
