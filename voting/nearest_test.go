package voting_test

import (
	"errors"
	"fmt"
	"math/bits"
	"path/filepath"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// TestNearest proves the nearest changes by counting every change there is.
func TestNearest(t *testing.T) {
	found := map[string]int{}
	for seed := range uint64(130) {
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

// Points are what the form allows, costs and budget may be as large as they can,
// and who wants a project held can support it all the same.
func TestNearestForms(t *testing.T) {
	inst := voting.Instance{Budget: 12, Projects: []voting.Project{{ID: "a", Cost: 10}, {ID: "b", Cost: 10, Holdable: true}}}
	for _, test := range []struct {
		form voting.Form
		want int // 13 points for a, so many voters for b
	}{
		{voting.Form{Kind: voting.KindScore}, 3},                                // 6 points, as somebody gave
		{voting.Form{Kind: voting.KindScore, Cap: 7}, 2},                        // 7 points
		{voting.Form{Kind: voting.KindPoints, Total: 20}, 1},                    // 20 points
		{voting.Form{Kind: voting.KindPoints, Total: 20, Cap: 6}, 3},            // 6 points
		{voting.Form{Kind: voting.KindQuadratic, Total: 63, Imported: true}, 2}, // 7 votes for 49 credits
		{voting.Form{Kind: voting.KindQuadratic, Total: 99, Cap: 6}, 3},
	} {
		p := voting.NewProfile(inst, test.form)
		for _, points := range []int64{6, 5, 2} {
			if err := p.Add(voting.Ballot{{Project: "a", Points: points}, {Project: "b", Hold: true}}, 1); err != nil {
				t.Fatal(err)
			}
		}
		changes := mustNearest(t, p, settings(voting.RuleGreedy, voting.SatisfactionPoints, voting.CompletionNone))
		if len(changes) != 1 || changes[0].Supporters == nil || *changes[0].Supporters != test.want {
			t.Errorf("%+v: %+v, want %d", test.form, changes, test.want)
		}
	}
}

// The fewest supporters are the same in any unit of money, up to the largest
// amounts; and a cost in a finer unit is found where it was.
func TestNearestLargeMoney(t *testing.T) {
	const scale = voting.MaxMoney / 50
	for seed := range uint64(60) {
		e := nearestElection(seed*5 + 1)
		big := e
		big.inst = voting.Instance{Budget: e.inst.Budget * scale}
		for _, p := range e.inst.Projects {
			p.Cost *= scale
			big.inst.Projects = append(big.inst.Projects, p)
		}
		for _, s := range allSettings(e.form.Kind) {
			if !exactRule(s) {
				continue
			}
			small, large := mustNearest(t, e.profile(t), s), mustNearest(t, big.profile(t), s)
			for i := range small {
				same(t, "supporters", large[i].Supporters, small[i].Supporters)
				wantBoundary(t, big, s, large[i])
			}
			if t.Failed() {
				t.Fatalf("seed %d, %+v, %+v", seed, s, big)
			}
		}
	}
}

func exactRule(s voting.Settings) bool {
	return s.Rule == voting.RuleGreedy || s.Rule == voting.RuleGreedyStop || s.Rule == voting.RulePhragmen || s.Rule == voting.RuleEqualShares &&
		slices.Contains([]voting.Completion{voting.CompletionNone, voting.CompletionGreedy, voting.CompletionPhragmen}, s.Completion)
}

// wantBoundary counts with the cost, and with one unit more.
func wantBoundary(t *testing.T, e election, s voting.Settings, c voting.Change) {
	t.Helper()
	if c.Cost == nil {
		return
	}
	at := slices.IndexFunc(e.inst.Projects, func(p voting.Project) bool { return p.ID == c.Project })
	for more := range int64(2) {
		changed := e
		changed.inst.Projects = slices.Clone(e.inst.Projects)
		changed.inst.Projects[at].Cost = *c.Cost + more
		if changed.selects(t, s, c.Project) != (more == 0) {
			t.Errorf("%s at %d: not the highest cost, or not selected", c.Project, *c.Cost)
		}
	}
}

// With more voters than sets of them can be tried, few further supporters can.
func TestNearestFew(t *testing.T) {
	for seed := range uint64(120) {
		e := randomElection(seed * 31)
		for _, s := range allSettings(e.form.Kind) {
			if !exactRule(s) || s.Ties[0] == voting.TieLot {
				continue
			}
			for _, c := range mustNearest(t, e.profile(t), s) {
				wantBoundary(t, e, s, c)
				for more, done := 1, false; more <= 2 && !done; more++ {
					done = c.Supporters != nil && *c.Supporters == more
					if e.selectsWith(t, s, c.Project, more) != done {
						t.Errorf("%s: %d further supporters, %+v", c.Project, more, c)
					}
				}
			}
			if t.Failed() {
				t.Fatalf("seed %d, %+v, %+v", seed, s, e)
			}
		}
	}
}

// Real elections are counted anew with the cost that was found.
func TestNearestReal(t *testing.T) {
	root := elections(t)
	files, err := filepath.Glob(filepath.Join(root, "large", "*.pb"))
	if root == "" || err != nil {
		t.Log("only random elections were changed", err)
		return
	}
	for i, name := range files {
		file, _ := readElection(t, name)
		p, err := file.Profile()
		if err != nil {
			t.Fatal(err)
		}
		s := settings(voting.RuleEqualShares, voting.SatisfactionCost, []voting.Completion{voting.CompletionGreedy, voting.CompletionNone}[i%2])
		changes := mustNearest(t, p, s)
		c := changes[len(changes)*(i+1)/(len(files)+1)]
		if c.Cost == nil {
			t.Fatalf("%s: %+v", name, c)
		}
		for more := range int64(2) {
			o := mustTally(t, costing(t, p, c.Project, *c.Cost+more), s)
			equal(t, filepath.Base(name), fmt.Sprint(slices.Contains(o.Selected, c.Project)), fmt.Sprint(more == 0))
		}
	}
}

// costing is a profile with another cost.
func costing(t *testing.T, p *voting.Profile, project string, cost int64) *voting.Profile {
	t.Helper()
	inst := p.Instance()
	for i := range inst.Projects {
		if inst.Projects[i].ID == project {
			inst.Projects[i].Cost = cost
		}
	}
	changed := voting.NewProfile(inst, p.Form())
	for _, g := range p.Groups() {
		if err := changed.Add(g.Ballot, g.Times); err != nil {
			t.Fatal(err)
		}
	}
	return changed
}

// Named projects only, and errors.
func TestNearestNamed(t *testing.T) {
	e := randomElection(5)
	s := allSettings(e.form.Kind)[0]
	all := mustNearest(t, e.profile(t), s)
	for _, c := range all {
		one, err := voting.Nearest(e.profile(t), s, c.Project)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "named", one, []voting.Change{c})
	}
	var unknown *voting.InstanceError
	if _, err := voting.Nearest(e.profile(t), s, "nobody"); !errors.As(err, &unknown) {
		t.Errorf("unknown project: %v", err)
	}
	if _, err := voting.Nearest(e.profile(t), voting.Settings{}); err == nil {
		t.Error("settings without a rule were taken")
	}
}

// A search that would take too long gives up and says so.
func TestNearestGivesUp(t *testing.T) {
	inst := voting.Instance{Budget: 1_000_000, Projects: []voting.Project{{ID: "a", Cost: 600_000}, {ID: "b", Cost: 500_000}}}
	p := voting.NewProfile(inst, voting.Form{Kind: voting.KindApproval})
	for project, times := range map[string]int{"a": 4_000, "b": 1_500} {
		if err := p.Add(choices(project), times); err != nil {
			t.Fatal(err)
		}
	}
	s := settings(voting.RuleBOSEqualShares, voting.SatisfactionCost, voting.CompletionNone)
	for _, c := range mustNearest(t, p, s) {
		if c.Cost != nil || c.CostSearch != voting.SearchLimit || c.Supporters != nil || c.SupporterSearch != voting.SearchLimit {
			t.Errorf("%+v", c)
		}
	}
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
	first, last := e.inst.Projects[0], e.inst.Projects[len(e.inst.Projects)-1]
	if g.below(2) == 0 {
		k.Exclusive = [][]string{{first.ID, last.ID}}
	} else if k.Caps == nil && first.Cost <= e.inst.Budget {
		k.Decided = []string{first.ID}
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
