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
	if p.State == access.Draft {
		return Unindex(tx, p.ProcessID, KindProposal, p.ID)
	}
	return Index(tx, p.document())
}

func (p Proposal) document() Document {
	var parts []string
	for _, part := range []string{p.Symbol, p.StandsFor, p.SmallAction, p.Text} {
		if plain := text.Excerpt(part, longest); plain != "" {
			parts = append(parts, plain)
		}
	}
	return Document{
		Kind: KindProposal, ProcessID: p.ProcessID, Thing: p.ID, Title: p.Title, Text: strings.Join(parts, " · "),
		State: p.State, Aside: p.State == access.Withdrawn,
	}
}

const longest = 30_000 // runes: more than anybody may write

// IndexMissing lets proposals be found that were stored before there was a search,
// at most so many, and returns how many there were.
func IndexMissing(tx *database.Tx, most int) (int, error) {
	rows, err := database.Many[Proposal](tx.
		Where("state <> ? AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.kind = ? AND documents.thing = proposals.id)", access.Draft, KindProposal).
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
