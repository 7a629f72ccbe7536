package voting_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// town is a random election of the size of a town: 200 voters and 20 projects,
// of which some cost the same and two have the same supporters. Its budget is a
// multiple of a hundred, so that one per cent of it is a whole number.
func town(seed uint64) election {
	g := generator(seed)
	e := election{form: voting.Form{Kind: kinds[seed%uint64(len(kinds))], Imported: true}}
	e.inst.Budget = int64(100 * (20 + g.below(60)))
	for i := range 20 {
		e.inst.Projects = append(e.inst.Projects, voting.Project{ID: fmt.Sprint(100 + i), Cost: int64(50 * (1 + g.below(30)))})
	}
	e.inst.Projects[1].Cost = e.inst.Projects[0].Cost
	for range 200 {
		e.ballots = append(e.ballots, townBallot(&g, e))
	}
	return e
}

// townBallot chooses the first project always together with the second.
func townBallot(g *generator, e election) voting.Ballot {
	var b voting.Ballot
	add := func(project int, points int64) {
		b = append(b, voting.Choice{Project: e.inst.Projects[project].ID, Points: points})
	}
	for range 1 + g.below(6) {
		points := int64(0)
		if hasPoints(e.form.Kind) {
			points = int64(1 + g.below(5))
		}
		if project := g.below(1 + g.below(20)); project > 1 {
			add(project, points)
		} else if len(b) == 0 {
			add(0, points)
			add(1, points)
		}
	}
	return b
}

// TestLadder compares the rung that counts with trying every rung: a count of
// its own for each, with a budget that gives everybody the share of the rung.
func TestLadder(t *testing.T) {
	for seed := range uint64(18) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := town(seed)
			tried := map[string]*voting.Outcome{}
			for _, s := range raising(e.form.Kind, seed) {
				got := mustTally(t, e.profile(t), s)
				increments, stop := e.everyRung(t, s, tried)
				equal(t, fmt.Sprintf("%+v: rung", s), got.Raised.Increments+" "+got.Raised.Stop, fmt.Sprint(increments, " ", stop))
			}
		})
	}
}

// A large election is counted by two, with the same outcome.
func TestLargeLadder(t *testing.T) {
	t.Parallel()
	g := generator(7)
	e := town(2) // with points, so that most ballots differ
	e.inst.Budget *= 450
	for i := range e.inst.Projects {
		e.inst.Projects[i].Cost *= 291
	}
	for range 20_000 {
		e.ballots = append(e.ballots, townBallot(&g, e))
	}
	s := settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionOverspend)
	s.Increment = 1
	got := mustTally(t, e.profile(t), s)
	increments, stop := e.everyRung(t, s, map[string]*voting.Outcome{})
	equal(t, "rung", got.Raised.Increments+" "+got.Raised.Stop, fmt.Sprint(increments, " ", stop))
}

// raising returns all settings of equal shares that raise the budget.
func raising(kind voting.Kind, seed uint64) []voting.Settings {
	var all []voting.Settings
	for _, s := range allSettings(kind) {
		if s.Rule != voting.RuleEqualShares || !raises(s.Completion) && !increases(s) || s.Ties[0] == voting.TieLot {
			continue
		}
		if raises(s.Completion) {
			s.Increment = []int64{1, 2, 7}[seed/6%3]
		}
		all = append(all, s)
	}
	return all
}

// everyRung goes up the ladder one rung after the other.
func (e election) everyRung(t *testing.T, s voting.Settings, tried map[string]*voting.Outcome) (rung int64, stop string) {
	t.Helper()
	step, last := int64(len(e.ballots))*s.Increment, int64(-1)
	if increases(s) {
		step, last = e.inst.Budget/100, 100*int64(len(e.ballots))
	}
	for ; rung != last; rung++ {
		o := e.richer(t, s, rung*step, tried)
		if o.Cost > e.inst.Budget {
			return rung - 1, voting.StopOverspend
		}
		if !e.goesOn(s, o) {
			return rung, voting.StopExhaustive
		}
	}
	return last, voting.StopLast
}

// richer counts with a larger budget, once for all settings that agree so far.
func (e election) richer(t *testing.T, s voting.Settings, more int64, tried map[string]*voting.Outcome) *voting.Outcome {
	t.Helper()
	s.Completion, s.Increment = voting.CompletionNone, 0
	key := fmt.Sprint(s.Satisfaction, s.Ties, more)
	if tried[key] == nil {
		e.inst.Budget += more
		tried[key] = mustTally(t, e.profile(t), s)
	}
	return tried[key]
}

// goesOn tells whether a project is a reason for a higher rung.
func (e election) goesOn(s voting.Settings, o *voting.Outcome) bool {
	return slices.ContainsFunc(o.Items, func(item voting.Item) bool {
		if item.Selected {
			return false
		}
		fits, supported := o.Cost+item.Cost <= e.inst.Budget, item.Supporters > 0 && item.Cost > 0
		switch {
		case increases(s):
			return fits
		case strings.HasPrefix(string(s.Completion), "add1"):
			return fits && supported
		default:
			return supported
		}
	})
}
