package tally

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A verdict is, in JSON, what the rule that a file declares selects, beside what
// the file marks as selected.
type verdict struct {
	File string `json:"file"`
	Name string `json:"name"`
	// Rule is the name that the file has for it, empty if it has none.
	Rule string `json:"rule"`
	// By is the column that a greedy rule went by; Counted says that the file
	// has none, and that the ballots were counted instead.
	By      string `json:"by,omitempty"`
	Counted bool   `json:"counted,omitempty"`
	// Selected and Marked are null if there are none: the rule could not be
	// counted, or nothing is marked.
	Selected []string    `json:"selected"`
	Cost     json.Number `json:"cost,omitempty"`
	Budget   json.Number `json:"budget"`
	Marked   []string    `json:"marked"`
	// Matches is null if the two cannot be compared, and Why says why.
	Matches    *bool    `json:"matches"`
	OnlyRule   []string `json:"onlyRule"`
	OnlyMarked []string `json:"onlyMarked"`
	Why        string   `json:"why"`
}

func (e *election) verdict() verdict {
	d := e.declared
	v := verdict{
		File: e.path, Name: e.file.Get("description"), Rule: d.Rule, By: d.By, Counted: d.Counted, Selected: d.Selected,
		Budget: decimal(e.file.Budget, e.file.Scale), Marked: d.Marked, Matches: d.Matches,
		OnlyRule: append([]string{}, d.OnlyRule...), OnlyMarked: append([]string{}, d.OnlyMarked...), Why: d.Why,
	}
	if d.Selected != nil {
		v.Cost = decimal(e.costOf(d.Selected), e.file.Scale)
	}
	return v
}

// costOf is what projects cost together, in minor units.
func (e *election) costOf(ids []string) int64 {
	var sum int64
	for _, p := range e.file.Projects {
		if slices.Contains(ids, p.ID) {
			sum += p.Cost
		}
	}
	return sum
}

// declaredText says whether the marks of the file are reproduced.
func (s *sheet) declaredText(e *election) {
	d := e.declared
	s.linef("Its own rule is %s%s.", named(d.Rule), going(d.By, d.Counted))
	switch {
	case d.Matches == nil:
		s.linef("Not compared: %s", clean(d.Why))
	case *d.Matches:
		s.linef("Reproduced: it selects exactly the %s that the file marks as selected.", plural(len(d.Marked), "project"))
	default:
		s.linef("Not reproduced: it selects other projects than the file marks as selected (%d and %d).", len(d.Selected), len(d.Marked))
		s.differing("Only by the rule:", e, d.OnlyRule)
		s.differing("Only marked:", e, d.OnlyMarked)
	}
	if d.Selected != nil {
		rows := e.declaredRows()
		s.measure(rows)
		s.chosen(rows)
		s.total(e, d.Selected)
	}
}

func named(rule string) string {
	if rule == "" {
		return "not named in the file"
	}
	return clean(rule)
}

func going(by string, counted bool) string {
	switch {
	case counted:
		return ", by " + by + " counted from the ballots"
	case by != "":
		return ", by the column " + by
	default:
		return ""
	}
}

func (s *sheet) differing(title string, e *election, ids []string) {
	for _, id := range ids {
		s.linef("  %s %s", title, strings.TrimSpace(clean(id)+"  "+clean(e.nameOf(id))))
	}
}

func (e *election) nameOf(id string) string {
	at := slices.IndexFunc(e.file.Projects, func(p projectOf) bool { return p.ID == id })
	return e.file.Projects[at].Name
}

// declaredRows are the selected projects; only a full count knows supporters.
func (e *election) declaredRows() []row {
	rows := []row{}
	for i, id := range e.declared.Selected {
		at := slices.IndexFunc(e.file.Projects, func(p projectOf) bool { return p.ID == id })
		r := e.row(e.file.Projects[at])
		r.place = fmt.Sprint(i + 1)
		if o := e.declared.Outcome; o != nil {
			item, _ := o.Find(id)
			r.supporters = fmt.Sprint(item.Supporters)
		}
		rows = append(rows, r)
	}
	return rows
}
