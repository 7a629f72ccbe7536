package models

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// MaxAttachments is how many a proposal may have; the database has no more places.
const MaxAttachments = 5

// An Attachment is a picture or a PDF that belongs to a proposal. Its bytes stand
// outside the database.
type Attachment struct {
	ID         string `gorm:"primaryKey"`
	ProcessID  string
	ProposalID string
	Place      int // from 1
	MemberID   string
	Kind       string // the type of its bytes
	Name       string // that its file had
	Caption    string // what a picture shows, for those who do not see it
	File       string // the name of its bytes
	Size       int
	Width      int // of a picture, in points
	Height     int
	CreatedAt  time.Time
}

// AddAttachment stores an attachment at the first free place of its proposal.
func AddAttachment(tx *database.Tx, a Attachment) (Attachment, error) {
	present, err := ListAttachments(tx.Query, a.ProcessID, a.ProposalID)
	if err != nil {
		return Attachment{}, err
	}
	for a.Place = 1; slices.ContainsFunc(present, func(p Attachment) bool { return p.Place == a.Place }); a.Place++ {
	}
	if a.Place > MaxAttachments {
		return Attachment{}, fault.New(fault.Conflict, "A proposal has up to %d attachments. Remove one first.", MaxAttachments)
	}
	a.ID, a.CreatedAt = NewID(), tx.Now()
	return a, database.Insert(tx, &a, "Somebody attached something at the same moment; please try again.")
}

// ListAttachments returns those of a proposal, the first first.
func ListAttachments(q database.Query, processID, proposalID string) ([]Attachment, error) {
	return database.Many[Attachment](q.
		Where(map[string]any{"process_id": processID, "proposal_id": proposalID}).Order("place, id"), "attachments")
}

// FindAttachment returns one of a proposal.
func FindAttachment(q database.Query, p Proposal, id string) (Attachment, error) {
	return database.One[Attachment](q.
		Where(map[string]any{"process_id": p.ProcessID, "proposal_id": p.ID, "id": id}), "attachment")
}

// RemoveAttachment takes one off its proposal.
func RemoveAttachment(tx *database.Tx, a Attachment) error {
	return tx.Where(map[string]any{"process_id": a.ProcessID, "id": a.ID}).Delete(&Attachment{}).Error
}

// KnownFiles returns those of some files that belong to anything.
func KnownFiles(q database.Query, files []string) (map[string]bool, error) {
	rows, err := database.Many[Attachment](q.Select("file").Where("file IN ?", files), "files")
	known := make(map[string]bool, len(rows))
	for _, row := range rows {
		known[row.File] = true
	}
	return known, err
}
