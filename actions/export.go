package actions

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/sheet"
	"github.com/folkmoot/folkmoot/models"
)

// ExportTable writes the proposals that members see as a file for spreadsheets. Its
// first columns are those that an import reads.
var ExportTable = Read[At, models.Process, []byte]{
	Verb: access.ProposalTable,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) ([]byte, error) {
		all, err := l.proposalsOf(p)
		if err != nil {
			return nil, err
		}
		rows := [][]string{{
			"kind", "title", "text", "minutes", "symbol", "stands for", "wish", "small action",
			"minutes set", "reason", "state", "supporters", "author", "tags", "put forward", "id", "place", "point", "links",
		}}
		for _, one := range all {
			rows = append(rows, []string{
				strings.ReplaceAll(one.Kind, "_", " "), one.Title, one.Text, count(one.Minutes), one.Symbol, one.StandsFor, one.Wish, one.SmallAction,
				count(one.Cost), one.CostReason, strings.ReplaceAll(string(one.State), "_", " "), strconv.Itoa(one.Supporters),
				one.Author, strings.Join(one.Tags, ", "), one.CreatedAt.Format(time.DateOnly), one.ID,
				one.Place.name(), one.geo, linksIn(one.Links),
			})
		}
		return sheet.Write(rows)
	},
}

// count leaves what was not said empty.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// exportFormat names the shape of the file. A format never changes its meaning; new
// fields may be added to it.
const exportFormat = "folkmoot-proposals/v1"

type exportFile struct {
	Format    string             `json:"format"`
	Process   string             `json:"process"`
	Name      string             `json:"name"`
	Proposals []exportedProposal `json:"proposals"`
}

type exportedProposal struct {
	ID          string         `json:"id"`
	Kind        string         `json:"kind"`
	Title       string         `json:"title"`
	Text        string         `json:"text"`
	Minutes     int            `json:"minutes,omitempty"`
	Least       int            `json:"least,omitempty"`
	Decide      string         `json:"decide,omitempty"`
	Who         string         `json:"who,omitempty"`
	Symbol      string         `json:"symbol,omitempty"`
	StandsFor   string         `json:"stands_for,omitempty"`
	Wish        string         `json:"wish,omitempty"`
	SmallAction string         `json:"small_action,omitempty"`
	Doer        string         `json:"doer,omitempty"`
	Sign        string         `json:"sign,omitempty"`
	Tags        []string       `json:"tags"`
	Place       *Place         `json:"place,omitempty"`
	Links       []ExportedLink `json:"links"`
	Cost        int            `json:"cost,omitempty"`
	CostReason  string         `json:"cost_reason,omitempty"`
	State       access.State   `json:"state"`
	StateReason string         `json:"state_reason,omitempty"`
	Supporters  int            `json:"supporters"`
	Author      string         `json:"author"`
	CreatedAt   time.Time      `json:"created_at"`
	ChangedAt   time.Time      `json:"changed_at"`

	geo string // of the place, for spreadsheets
}

// ExportFile writes the proposals that members see as JSON.
var ExportFile = Read[At, models.Process, []byte]{
	Verb: access.ProposalFile,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) ([]byte, error) {
		all, err := l.proposalsOf(p)
		if err != nil {
			return nil, err
		}
		written, err := json.MarshalIndent(exportFile{Format: exportFormat, Process: p.ID, Name: p.Name, Proposals: all}, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("write the proposals: %w", err)
		}
		return append(written, '\n'), nil
	},
}

// proposalsOf are all proposals that every member sees, the oldest first.
func (l *Look) proposalsOf(p models.Process) ([]exportedProposal, error) {
	rows, err := models.ListPublished(l.Query, p.ID)
	if err != nil {
		return nil, err
	}
	members := make([]string, len(rows))
	for i, row := range rows {
		members[i] = row.MemberID
	}
	names, err := models.Names(l.Query, p.ID, members)
	if err != nil {
		return nil, err
	}
	links, err := models.ListAllLinks(l.Query, p.ID)
	all := make([]exportedProposal, len(rows))
	for i, row := range rows {
		all[i] = exportedProposal{
			ID: row.ID, Kind: row.Kind, Title: row.Title, Text: row.Text, Minutes: row.Minutes, Least: row.Least,
			Decide: row.Decide, Who: row.Who, Symbol: row.Symbol, StandsFor: row.StandsFor, Wish: row.Wish,
			SmallAction: row.SmallAction, Doer: row.Doer, Sign: row.Sign, Tags: row.TagList(),
			Cost: row.Cost, CostReason: row.CostReason, State: row.State, StateReason: row.StateReason,
			Supporters: row.Supporters, Author: names[row.MemberID], CreatedAt: row.CreatedAt, ChangedAt: row.ChangedAt,
			Place: placeOf(row.Place), geo: row.Geo(), Links: exportedLinks(links[row.ID]),
		}
	}
	return all, err
}
