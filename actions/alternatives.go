package actions

import (
	"fmt"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// Alternatives are proposals of which a round chooses at most one.
type Alternatives struct {
	ID        string        `json:"id"`
	Reason    string        `json:"reason" doc:"Why not several of them"`
	Proposals []Pointer     `json:"proposals" doc:"The oldest first"`
	Can       []access.Verb `json:"can"`
}

// AlternativesOf is the input of ListAlternatives.
type AlternativesOf struct {
	At
	Paged
}

// ListAlternatives lists the groups of a process, the oldest first.
var ListAlternatives = Read[AlternativesOf, models.Process, List[Alternatives]]{
	Verb: access.AlternativesList,
	Find: inProcess[AlternativesOf],
	Show: func(l *Look, in AlternativesOf, p models.Process) (List[Alternatives], error) {
		rows, next, err := models.ListAlternatives(l.Query, p.ID, in.page())
		if err != nil {
			return List[Alternatives]{}, err
		}
		items, err := l.alternatives(p.ID, rows...)
		return List[Alternatives]{Items: items, Next: next}, err
	},
}

func (l *Look) alternatives(process string, rows ...models.Alternatives) ([]Alternatives, error) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	proposals, err := models.ListAlternativesIn(l.Query, process, ids...)
	members := map[string][]Pointer{}
	for _, p := range proposals {
		members[p.Alternatives] = append(members[p.Alternatives], Pointer{ID: p.ID, Title: p.Title})
	}
	items := make([]Alternatives, len(rows))
	for i, row := range rows {
		items[i] = Alternatives{
			ID: row.ID, Reason: row.Reason, Proposals: members[row.ID], Can: l.can("", nil, access.AlternativesUndo),
		}
	}
	return items, err
}

// alternativesOf is the group in which a proposal stands, made for a reason; nil if
// it stands in none.
func (l *Look) alternativesOf(p models.Proposal, reason string) (*Alternatives, error) {
	if p.Alternatives == "" {
		return nil, nil
	}
	found, err := l.alternatives(p.ProcessID, models.Alternatives{ID: p.Alternatives, Reason: reason})
	return &found[0], err
}

// NewAlternatives is the input of MakeAlternatives.
type NewAlternatives struct {
	At
	Body struct {
		Proposals []string `json:"proposals" minItems:"2" maxItems:"20" doc:"Of these a round chooses at most one"`
		Reason    string   `json:"reason,omitempty" maxLength:"1000" doc:"Why not several of them; everybody can read it"`
	}
}

// MakeAlternatives says of some proposals: either this or that.
var MakeAlternatives = Write[NewAlternatives, models.Process, Alternatives]{
	Verb: access.AlternativesMake,
	Find: inProcess[NewAlternatives],
	Do: func(c *Call, in NewAlternatives, p models.Process) (Alternatives, error) {
		proposals, err := models.FindProposals(c.Query, p.ID, in.Body.Proposals)
		if err != nil {
			return Alternatives{}, err
		}
		seen := map[string]bool{}
		for i, id := range in.Body.Proposals {
			proposal, known := proposals[id]
			if err := alterable(proposal, known, seen[id], i); err != nil {
				return Alternatives{}, err
			}
			seen[id] = true
		}
		made, err := models.NewAlternatives(c.Tx, models.Alternatives{ProcessID: p.ID, Reason: text.Block(in.Body.Reason)}, in.Body.Proposals)
		if err != nil {
			return Alternatives{}, err
		}
		c.About("alternatives", made.ID)
		c.Note("%d proposals", len(in.Body.Proposals))
		items, err := c.alternatives(p.ID, made)
		if err != nil {
			return Alternatives{}, err
		}
		return items[0], nil
	},
}

func alterable(p models.Proposal, known, twice bool, i int) error {
	field := fmt.Sprintf("proposals[%d]", i)
	switch {
	case !known || p.State == access.Private:
		return fault.Field(field, "There is no such proposal in this process.")
	case twice:
		return fault.Field(field, "“%s” stands here twice.", p.Title)
	case p.Alternatives != "":
		return fault.Field(field, "“%s” stands in a group already. Undo that first.", p.Title)
	case !p.Alterable():
		return fault.Field(field, "“%s” was withdrawn, declined or blended.", p.Title)
	}
	return nil
}

// AtAlternatives names a group of alternatives.
type AtAlternatives struct {
	At
	Alternatives string `path:"alternatives" maxLength:"60"`
}

// UndoAlternatives lets the proposals of a group stand each for itself again. Rounds
// that were opened keep to it.
var UndoAlternatives = Write[AtAlternatives, models.Alternatives, Accepted]{
	Verb: access.AlternativesUndo,
	Find: func(q database.Query, in AtAlternatives) (Found[models.Alternatives], error) {
		group, err := models.FindAlternatives(q, in.Process, in.Alternatives)
		return Found[models.Alternatives]{Object: group, What: "group of alternatives", Process: group.ProcessID}, err
	},
	Do: func(c *Call, _ AtAlternatives, group models.Alternatives) (Accepted, error) {
		c.About("alternatives", group.ID)
		return Accepted{}, models.UndoAlternatives(c.Tx, group)
	},
}

// setAlternatives gives options the groups in which their proposals stand now.
func setAlternatives(options []models.Option, proposals map[string]models.Proposal) {
	groups := make(map[string]string, len(proposals))
	for id, p := range proposals {
		groups[id] = p.Alternatives
	}
	models.SetAlternatives(options, groups)
}

// keepsTo returns Invalid if the rule of a round cannot keep to the groups of its
// options.
func keepsTo(r models.Round, options []models.Option) error {
	if keepsApart(r.Counting(options), r.Form()) {
		return nil
	}
	return fault.Field("rule", "This rule cannot see to it that at most one of several proposals is chosen. Choose another, or undo the group.")
}

// keepsApart tells whether settings can be used with the groups that they have.
func keepsApart(s voting.Settings, form voting.Form) bool {
	return len(s.Constraints.Exclusive) == 0 || s.Validate(form) == nil
}
