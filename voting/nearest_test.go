package voting_test

import (
	"fmt"
	"math/bits"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// TestNearest proves the nearest changes by counting every change there is.
func TestNearest(t *testing.T) {
	found := map[string]int{}
	for seed := range uint64(260) {
		e := nearestElection(seed)
		for _, s := range nearestSettings(e, seed) {
			for _, c := range mustNearest(t, e.profile(t), s) {
				wantNearest(t, e, s, c)
				found[fmt.Sprintf("cost %s %t", c.CostSearch, c.Cost != nil)]++
				found[fmt.Sprintf("supporters %s %t", c.SupporterSearch, c.Supporters != nil)]++
			}
			if t.Failed() {
				t.Fatalf("seed %d, %+v, %+v", seed, s, e)
			}
		}
	}
	t.Log(found)
}

// nearestElection has few voters, so that all sets of them can be tried.
func nearestElection(seed uint64) election {
	if seed%5 == 4 {
		e := randomRace(seed)
		e.ballots = e.ballots[:min(5, len(e.ballots))]
		return e
	}
	e := randomElection(seed * 7919)
	e.ballots = e.ballots[:min(int(1+seed%6), len(e.ballots))]
	if seed%3 == 0 {
		for i := range e.inst.Projects {
			e.inst.Projects[i].Category = "ab"[i%2 : i%2+1]
		}
	}
	return e
}

func nearestSettings(e election, seed uint64) []voting.Settings {
	all := allSettings(e.form.Kind)
	if seed%5 == 4 {
		return placeSettings(e)
	}
	var list []voting.Settings
	for i, s := range all {
		if seed%3 == 0 {
			s.Constraints = nearestConstraints(e, seed+uint64(i))
		}
		if s.Validate(e.form) != nil || raises(s.Completion) || increases(s) { // shares might be raised for ever
			s.Constraints.Exclusive, s.Constraints.Caps = nil, nil
		}
		if increases(s) && len(e.ballots) > 2 {
			continue // a hundred counts for each voter
		}
		list = append(list, s)
	}
	return list
}

func nearestConstraints(e election, seed uint64) voting.Constraints {
	g := generator(seed)
	var k voting.Constraints
	if g.below(2) == 0 {
		k.MinSupport = int64(g.below(4))
	}
	if g.below(2) == 0 {
		k.Caps = []voting.Cap{{Category: "a", Cost: int64(g.below(20))}}
	}
	if last := len(e.inst.Projects) - 1; g.below(2) == 0 {
		k.Exclusive = [][]string{{e.inst.Projects[0].ID, e.inst.Projects[last].ID}}
	}
	return k
}

func mustNearest(t *testing.T, p *voting.Profile, s voting.Settings) []voting.Change {
	t.Helper()
	changes, err := voting.Nearest(p, s)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func wantNearest(t *testing.T, e election, s voting.Settings, c voting.Change) {
	t.Helper()
	at := slices.IndexFunc(e.inst.Projects, func(p voting.Project) bool { return p.ID == c.Project })
	if e.selects(t, s, c.Project) {
		t.Errorf("%s is selected", c.Project)
	}
	wantCost(t, e, s, c, at)
	switch c.SupporterSearch {
	case voting.SearchExact:
		wantFewest(t, e, s, c)
	case voting.SearchOrdered:
		if c.Supporters != nil && !e.selectsWith(t, s, c.Project, *c.Supporters) {
			t.Errorf("%s: no %d further supporters do", c.Project, *c.Supporters)
		}
	default:
		t.Errorf("%s: %s", c.Project, c.SupporterSearch)
	}
}

func (e election) selects(t *testing.T, s voting.Settings, project string) bool {
	t.Helper()
	return slices.Contains(mustTally(t, e.profile(t), s).Selected, project)
}

func wantCost(t *testing.T, e election, s voting.Settings, c voting.Change, at int) {
	t.Helper()
	if ruleInfo(t, s.Rule).Places || e.inst.Projects[at].Cost == 0 {
		equal(t, "search", string(c.CostSearch), string(voting.SearchNone))
		return
	}
	equal(t, "search", string(c.CostSearch), string(voting.SearchExact))
	want, got := int64(-1), int64(-1)
	changed := e
	changed.inst.Projects = slices.Clone(e.inst.Projects)
	for cost := e.inst.Projects[at].Cost - 1; cost >= 0 && want < 0; cost-- {
		changed.inst.Projects[at].Cost = cost
		if changed.selects(t, s, c.Project) {
			want = cost
		}
	}
	if c.Cost != nil {
		got = *c.Cost
	}
	equal(t, c.Project+" cost", fmt.Sprint(got), fmt.Sprint(want))
}

func wantFewest(t *testing.T, e election, s voting.Settings, c voting.Change) {
	t.Helper()
	want, got := -1, -1
	for more := 1; more <= len(e.ballots) && want < 0; more++ {
		if e.selectsWith(t, s, c.Project, more) {
			want = more
		}
	}
	if c.Supporters != nil {
		got = *c.Supporters
	}
	equal(t, c.Project+" supporters", fmt.Sprint(got), fmt.Sprint(want))
}

// selectsWith tells whether any set of so many further supporters gets a project
// selected.
func (e election) selectsWith(t *testing.T, s voting.Settings, project string, more int) bool {
	t.Helper()
	could := 0
	for i, b := range e.ballots {
		if e.couldSupport(s, b, project) {
			could |= 1 << i
		}
	}
	for set := range 1 << len(e.ballots) {
		if bits.OnesCount(uint(set)) != more || set&^could != 0 {
			continue
		}
		changed := e
		changed.ballots = slices.Clone(e.ballots)
		for i, b := range e.ballots {
			if set&(1<<i) != 0 {
				changed.ballots[i] = e.support(s, b, project)
			}
		}
		if changed.selects(t, s, project) {
			return true
		}
	}
	return false
}

// couldSupport tells whether a voter could support a project and does not yet.
func (e election) couldSupport(s voting.Settings, b voting.Ballot, project string) bool {
	points, listed := int64(0), false
	for _, c := range b {
		if c.Project == project {
			points, listed = c.Points, true
		}
	}
	switch s.Satisfaction {
	case voting.SatisfactionPoints:
		return points == 0
	case voting.SatisfactionBorda:
		return !listed && len(b) > 0
	default:
		return !listed
	}
}

// support is the test's own reading of what a further supporter does.
func (e election) support(s voting.Settings, b voting.Ballot, project string) voting.Ballot {
	choice := voting.Choice{Project: project}
	if hasPoints(e.form.Kind) {
		choice.Points = 1
		for _, ballot := range e.canonical() {
			for _, c := range ballot {
				choice.Points = max(choice.Points, c.Points)
			}
		}
	}
	if e.form.Kind == voting.KindRanking {
		return append(voting.Ballot{choice}, b...)
	}
	if s.Rule == voting.RulePlurality {
		return voting.Ballot{choice}
	}
	return append(slices.Clone(b), choice)
}

// canonical leaves out points that are replaced on the same ballot.
func (e election) canonical() []voting.Ballot {
	var list []voting.Ballot
	for _, b := range e.ballots {
		canonical, err := e.form.Canonical(e.inst, b)
		if err != nil {
			panic(err)
		}
		list = append(list, canonical)
	}
	return list
}
