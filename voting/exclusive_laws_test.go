package voting_test

import (
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// Of a group at most one is selected, and the others are barred by it from then on.
// Where a project that does not get through only stands aside, a group in which
// nobody else would have been selected changes nothing.
func FuzzExclusive(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, free *voting.Outcome) {
		projects := e.inst.Projects
		group := []string{projects[0].ID, projects[len(projects)/2].ID, projects[len(projects)-1].ID}
		if group = slices.Compact(group); len(group) == 1 {
			return
		}
		s.Constraints.Exclusive = [][]string{group}
		if s.Validate(e.form) != nil {
			return // it chooses all at once
		}
		o := mustTally(t, e.profile(t), s)
		won := selectedOf(o, group)
		if len(won) > 1 {
			t.Errorf("of %v were selected %v", group, won)
		}
		for _, item := range o.Items {
			other := len(won) == 1 && slices.Contains(group, item.Project) && item.Project != won[0]
			if (item.Barred != nil) != other || other && (item.Barred.Project != won[0] || item.Barred.Round != slices.Index(o.Selected, won[0])+1) {
				t.Errorf("%s is barred by %+v, selected were %v of %v", item.Project, item.Barred, won, o.Selected)
			}
		}
		aside := s.Rule == voting.RuleGreedy || s.Rule == voting.RuleEqualShares && (s.Completion == voting.CompletionNone || s.Completion == voting.CompletionGreedy)
		if aside && len(selectedOf(free, group)) < 2 {
			same(t, "selected with a group of which one was selected anyway", o.Selected, free.Selected)
		}
	})
}

func selectedOf(o *voting.Outcome, group []string) (won []string) {
	for _, id := range group {
		if slices.Contains(o.Selected, id) {
			won = append(won, id)
		}
	}
	return won
}
