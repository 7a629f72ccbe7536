package pabulib

import (
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
)

// Two columns are ours, since the format has no word for gently holding. Other
// programs keep or pass over them, as they do with all columns they do not know.
const (
	// ColumnHold, in VOTES, lists what the voter wants gently held, with commas.
	ColumnHold = "gently_hold"
	// ColumnHoldable, in PROJECTS, is 1 for what can be held.
	ColumnHoldable = "gently_holdable"
)

// holdable tells for each project whether it can be gently held.
func (f *File) holdable() []bool {
	marked := make([]bool, len(f.Projects))
	at := slices.Index(f.ProjectColumns, ColumnHoldable)
	for i, p := range f.Projects {
		marked[i] = at >= 0 && p.Extra[at] == "1"
	}
	return marked
}

// holding knows what the votes of a file want held. The zero value knows of
// nothing.
type holding struct {
	at int // the column among the extra ones, plus one
	// can are the ids of projects that can be held.
	can map[string]bool
}

func (f *File) holding() holding {
	h := holding{at: 1 + slices.Index(f.VoteColumns, ColumnHold), can: map[string]bool{}}
	for i, can := range f.holdable() {
		h.can[f.Projects[i].ID] = can
	}
	return h
}

// add appends what a vote wants held to its ballot. What cannot be held, is
// chosen as well or stands there twice is passed over.
func (h holding) add(ballot voting.Ballot, v Vote) voting.Ballot {
	if h.at == 0 || v.Extra[h.at-1] == "" {
		return ballot
	}
	for id := range strings.SplitSeq(v.Extra[h.at-1], ",") {
		twice := slices.ContainsFunc(ballot, func(c voting.Choice) bool { return c.Project == id })
		if h.can[id] && !twice {
			ballot = append(ballot, voting.Choice{Project: id, Hold: true})
		}
	}
	return ballot
}
