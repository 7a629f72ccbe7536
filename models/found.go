package models

import (
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/text"
)

// indexProposal lets a proposal be found by what it says now, once everybody may
// read it.
func indexProposal(tx *database.Tx, p Proposal) error {
	if p.State == access.Private {
		return nil // it is found once it is published
	}
	return Index(tx, p.document())
}

// reindexProposal does the same after a change. It reads what stands there now:
// whoever moves a proposal may not have read all of it.
func reindexProposal(tx *database.Tx, p Proposal) error {
	if p.State == access.Private {
		return nil // it was never found
	}
	now, err := database.One[Proposal](tx.Where(map[string]any{"process_id": p.ProcessID, "id": p.ID}), "proposal")
	if err != nil {
		return err
	}
	return indexProposal(tx, now)
}

func (p Proposal) document() Document {
	var said strings.Builder
	for _, part := range []string{
		p.Symbol, p.StandsFor, p.SmallAction, p.Text, p.Decide, p.Sign, p.Doer, p.Who, strings.Join(p.TagList(), ", "),
	} {
		plain := text.Excerpt(part, longest)
		if plain == "" {
			continue
		}
		if before := said.String(); before != "" && !strings.ContainsAny(before[len(before)-1:], ".!?:") {
			said.WriteString(" ·")
		}
		said.WriteString(" " + plain)
	}
	return Document{
		Kind: KindProposal, ProcessID: p.ProcessID, Thing: p.ID, Title: p.Title, Text: strings.TrimSpace(said.String()),
		State: p.State, Aside: p.State == access.Withdrawn || p.State == access.Blended,
	}
}

const longest = 30_000 // runes: more than anybody may write

// IndexMissing lets proposals be found that were stored before there was a search,
// at most so many, and returns how many there were.
func IndexMissing(tx *database.Tx, most int) (int, error) {
	rows, err := database.Many[Proposal](tx.
		Where("state <> ? AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.kind = ? AND documents.thing = proposals.id)", access.Private, KindProposal).
		Order("id").Limit(most), "proposals")
	if err != nil {
		return 0, err
	}
	byProcess := map[string][]Document{}
	for _, row := range rows {
		byProcess[row.ProcessID] = append(byProcess[row.ProcessID], row.document())
	}
	for id, documents := range byProcess {
		process, err := FindProcess(tx.Query, id)
		if err == nil {
			err = IndexAll(tx, process, documents)
		}
		if err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

// NewProposals stores many proposals of one process that everybody can read. It
// returns Invalid, naming the field, if one says too little.
func NewProposals(tx *database.Tx, process Process, rows []Proposal) ([]Proposal, error) {
	documents, wordings := make([]Document, len(rows)), make([]Wording, len(rows))
	for i, p := range rows {
		if err := p.Check(); err != nil {
			return nil, err
		}
		p.ID, p.Version, p.Wording, p.State, p.Excerpt = NewID(), 1, 1, access.Published, text.Excerpt(p.Text, ExcerptLength)
		p.CreatedAt, p.ChangedAt = tx.Now(), tx.Now()
		wording, err := p.wording(tx, p.MemberID)
		if err != nil {
			return nil, err
		}
		rows[i], wordings[i], documents[i] = p, wording, p.document()
	}
	if err := database.Insert(tx, &rows, "These proposals are known already."); err != nil {
		return nil, err
	}
	if err := database.Insert(tx, &wordings, "These proposals are known already."); err != nil {
		return nil, err
	}
	return rows, IndexAll(tx, process, documents)
}

// ListTitles returns the titles of all proposals of a process that members can see.
func ListTitles(q database.Query, processID string) ([]string, error) {
	rows, err := database.Many[Proposal](q.Select("title").
		Where(map[string]any{"process_id": processID}).Where("state <> ?", access.Private).Order("id"), "titles")
	titles := make([]string, len(rows))
	for i, row := range rows {
		titles[i] = row.Title
	}
	return titles, err
}

// ListPublished returns all proposals of a process that members can see, the oldest
// first.
func ListPublished(q database.Query, processID string) ([]Proposal, error) {
	return database.Many[Proposal](q.Where(map[string]any{"process_id": processID}).Where("state <> ?", access.Private).Order("id"), "proposals")
}
