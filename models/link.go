package models

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// MaxLinks is how many a proposal may have; the database has no more places.
const MaxLinks = 8

// A Link is an address that belongs to a proposal, beside its files.
type Link struct {
	ID         string `gorm:"primaryKey"`
	ProcessID  string
	ProposalID string
	Place      int // from 1
	MemberID   string
	Title      string
	Address    string
	CreatedAt  time.Time
}

// AddLink stores a link at the first free place of its proposal.
func AddLink(tx *database.Tx, l Link) (Link, error) {
	present, err := ListLinks(tx.Query, l.ProcessID, l.ProposalID)
	if err != nil {
		return Link{}, err
	}
	for l.Place = 1; slices.ContainsFunc(present, func(p Link) bool { return p.Place == l.Place }); l.Place++ {
	}
	if l.Place > MaxLinks {
		return Link{}, fault.New(fault.Conflict, "A proposal has up to %d links. Remove one first.", MaxLinks)
	}
	l.ID, l.CreatedAt = NewID(), tx.Now()
	return l, database.Insert(tx, &l, "This link stands there already, or somebody added one at the same moment. Please look again.")
}

// ListLinks returns those of a proposal, the first first.
func ListLinks(q database.Query, processID, proposalID string) ([]Link, error) {
	return database.Many[Link](q.
		Where(map[string]any{"process_id": processID, "proposal_id": proposalID}).Order("place, id"), "links")
}

// ListAllLinks returns those of all proposals of a process, by proposal.
func ListAllLinks(q database.Query, processID string) (map[string][]Link, error) {
	rows, err := database.Many[Link](q.Where(map[string]any{"process_id": processID}).Order("place, id"), "links")
	byProposal := map[string][]Link{}
	for _, row := range rows {
		byProposal[row.ProposalID] = append(byProposal[row.ProposalID], row)
	}
	return byProposal, err
}

// FindLink returns one of a proposal.
func FindLink(q database.Query, p Proposal, id string) (Link, error) {
	return database.One[Link](q.Where(map[string]any{"process_id": p.ProcessID, "proposal_id": p.ID, "id": id}), "link")
}

// RemoveLink takes one off its proposal.
func RemoveLink(tx *database.Tx, l Link) error {
	return tx.Where(map[string]any{"process_id": l.ProcessID, "id": l.ID}).Delete(&Link{}).Error
}

// beside is a row of what belongs to a proposal, a file or a link.
type beside struct {
	ID, Kind, Name, Caption, Address string
	Place, Size, Width, Height       int
}

// ListBeside returns the attachments and the links of a proposal, the first first, as
// its page shows them, and asks the database once for both.
func ListBeside(q database.Query, processID, proposalID string) (files []Attachment, links []Link, err error) {
	rows, err := database.Many[beside](q.Table("(? UNION ALL ?) AS beside",
		q.Model(&Attachment{}).Select("id, place, kind, name, caption, size, width, height, '' AS address").
			Where(map[string]any{"process_id": processID, "proposal_id": proposalID}),
		q.Model(&Link{}).Select("id, place, '' AS kind, '' AS name, title AS caption, 0 AS size, 0 AS width, 0 AS height, address").
			Where(map[string]any{"process_id": processID, "proposal_id": proposalID}),
	).Order("place, id"), "attachments and links")
	for _, row := range rows {
		if row.Address != "" {
			links = append(links, Link{ID: row.ID, Place: row.Place, Title: row.Caption, Address: row.Address})
			continue
		}
		files = append(files, Attachment{
			ID: row.ID, Place: row.Place, Kind: row.Kind, Name: row.Name, Caption: row.Caption, Size: row.Size, Width: row.Width, Height: row.Height,
		})
	}
	return files, links, err
}
