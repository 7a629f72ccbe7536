package voting_test

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

func fairness(t *testing.T, p *voting.Profile, o *voting.Outcome) voting.Fairness {
	t.Helper()
	f, err := o.Fairness(p)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFairness(t *testing.T) {
	// Each of 4 has 10. Three pay for a; of these, one has less left for b.
	p := profileOf(t, instance(40, costs(24, 10, 9)...), vote{2, "a"}, vote{1, "a b"}, vote{1, "b c"})
	o := mustTally(t, p, settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionNone))
	same(t, "fairness", fairness(t, p, o), voting.Fairness{
		Voters: 4, ExclusionRatio: "0",
		EffectiveSupport: []voting.EffectiveSupport{
			{Project: "a", Supporters: 3, Effective: "3", Ratio: "1"},
			{Project: "b", Supporters: 2, Effective: "5/4", Ratio: "5/8"},
		},
		Prices:  voting.PriceCheck{Finding: voting.FindingHolds, Share: "10", Gaps: []voting.PriceGap{}},
		EJRPlus: voting.Representation{Finding: voting.FindingHolds, Owed: []voting.Owed{}},
		StrongEJRPlus: voting.Representation{
			Finding: voting.FindingHolds, Owed: []voting.Owed{},
		},
	})
}

// The greedy rule lets a majority take all. The minority is owed its project.
func TestMajorityTakesAll(t *testing.T) {
	p := profileOf(t, instance(100, costs(40, 40, 20, 30)...), vote{6, "a b c"}, vote{4, "d"})
	o := mustTally(t, p, settings(voting.RuleGreedy, voting.SatisfactionCost, voting.CompletionNone))
	equal(t, "selected", strings.Join(sorted(o.Selected), " "), "a b c")
	owed := voting.Representation{Finding: voting.FindingFails, Owed: []voting.Owed{
		{Project: "d", Cost: 30, Voters: 4, Supporters: 4, Share: "10", Most: "15/2"},
	}}
	same(t, "fairness", fairness(t, p, o), voting.Fairness{
		Voters: 10, Excluded: 4, ExclusionRatio: "2/5", EffectiveSupport: []voting.EffectiveSupport{},
		Prices:  voting.PriceCheck{Finding: voting.FindingUnknown, Gaps: []voting.PriceGap{}},
		EJRPlus: owed, StrongEJRPlus: owed,
	})
}

// Where projects have their own prices, a group is owed more than by EJR+.
func TestStrongIsStronger(t *testing.T) {
	// Each of 4 has 10. They have a, which takes 1 of each, and could have b for
	// 8 of each. At one price for both, 16 would be too much.
	p := profileOf(t, instance(40, costs(4, 32)...), vote{4, "a b"})
	o := selecting(p, "a")
	o.Settings.Satisfaction = voting.SatisfactionCardinality
	f := fairness(t, p, o)
	same(t, "EJR+", f.EJRPlus.Finding, voting.FindingHolds)
	same(t, "strong", f.StrongEJRPlus.Owed, []voting.Owed{
		{Project: "b", Cost: 32, Voters: 4, Supporters: 4, Share: "10", Most: "9"},
	})
}

func TestPriceGaps(t *testing.T) {
	p := profileOf(t, instance(40, costs(24, 10, 30)...), vote{3, "a"}, vote{1, "b"})
	filled := mustTally(t, p, settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionGreedy))
	same(t, "whole share", fairness(t, p, filled).Prices.Finding, voting.FindingHolds)

	p = profileOf(t, instance(40, costs(24, 11, 9)...), vote{3, "a"}, vote{1, "b"})
	filled = mustTally(t, p, settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionGreedy))
	same(t, "completed", fairness(t, p, filled).Prices.Gaps, []voting.PriceGap{{Project: "b", Selected: true, Cost: 11, Amount: "0"}})

	p = profileOf(t, instance(40, costs(24, 10, 9)...), vote{3, "a"}, vote{1, "b c"})
	o := mustTally(t, p, settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionNone))
	o.Selected, o.Cost, o.Rounds = o.Selected[:1], 24, o.Rounds[:1] // the second round is forgotten
	c := fairness(t, p, o).Prices
	same(t, "left out", c, voting.PriceCheck{Finding: voting.FindingFails, Share: "10", Gaps: []voting.PriceGap{
		{Project: "c", Cost: 9, Amount: "10"},
	}})
	o.Rounds[0].Rho = "1/4"
	same(t, "too little", fairness(t, p, o).Prices.Gaps[0], voting.PriceGap{Project: "a", Selected: true, Cost: 24, Amount: "18"})
}

func TestFairnessErrors(t *testing.T) {
	p := profileOf(t, instance(40, costs(24, 10)...), vote{3, "a"}, vote{1, "b"})
	for name, change := range map[string]func(*voting.Outcome){
		"share":    func(o *voting.Outcome) { o.Share = "much" },
		"rounds":   func(o *voting.Outcome) { o.Rounds = o.Rounds[:1] },
		"selected": func(o *voting.Outcome) { o.Selected[0] = "x" },
		"points":   func(o *voting.Outcome) { o.Settings.Satisfaction = voting.SatisfactionPoints },
	} {
		o := mustTally(t, p, settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionNone))
		change(o)
		if _, err := o.Fairness(p); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := selecting(p).Fairness(voting.NewProfile(instance(-1), voting.Form{Kind: voting.KindApproval})); err == nil {
		t.Error("broken profile: no error")
	}
}

// Each fact has a definition and a source, and stands under its name.
func TestFairnessFacts(t *testing.T) {
	data, err := json.Marshal(voting.Fairness{ExclusionRatio: "0"})
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	facts := voting.FairnessFacts()
	for _, fact := range facts {
		if _, has := fields[fact.Name]; !has || fact.Title == "" || len(fact.Text) < 60 || fact.Source == "" {
			t.Errorf("%+v", fact)
		}
	}
	facts[0].Name = "changed"
	if len(facts) != 5 || voting.FairnessFacts()[0].Name == "changed" {
		t.Error("the list is not the caller's")
	}
}

// Equal shares pays with a price system, and owes nothing to any group, also
// after a completion that only adds projects. Every figure is in its bounds.
func FuzzFairnessOfEqualShares(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		if s.Rule != voting.RuleEqualShares {
			return
		}
		found := fairness(t, e.profile(t), o)
		same(t, "EJR+", found.EJRPlus.Finding, voting.FindingHolds)
		same(t, "strong EJR+", found.StrongEJRPlus.Finding, voting.FindingHolds)
		for _, gap := range found.Prices.Gaps {
			if item, _ := o.Find(gap.Project); item.CompletedBy == "" {
				t.Errorf("gap %+v", gap)
			}
		}
		for _, support := range found.EffectiveSupport {
			effectiveOf(t, o, support)
		}
		if s.Completion == voting.CompletionNone {
			same(t, "prices", found.Prices.Finding, voting.FindingHolds)
		}
	})
}

// No order of projects or ballots changes the facts, and an outcome that was
// stored as JSON gives the same.
func FuzzFairnessOrder(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		want := fairness(t, e.profile(t), o)
		e.ballots, e.inst.Projects = slices.Clone(e.ballots), slices.Clone(e.inst.Projects)
		slices.Reverse(e.ballots)
		slices.Reverse(e.inst.Projects)
		p := e.profile(t)
		same(t, "in reverse", fairness(t, p, mustTally(t, p, s)), want)
		data, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		var again voting.Outcome
		if err := json.Unmarshal(data, &again); err != nil {
			t.Fatal(err)
		}
		same(t, "stored", fairness(t, p, &again), want)
	})
}

// effectiveOf checks effective support against the payments of the trace.
func effectiveOf(t *testing.T, o *voting.Outcome, got voting.EffectiveSupport) {
	t.Helper()
	item, _ := o.Find(got.Project)
	round := o.Rounds[item.Place-1]
	most := rational(t, round.Payments[len(round.Payments)-1].Amount)
	if rest := round.Remainder; rest != nil && rational(t, rest.Most).Cmp(most) > 0 {
		most = rational(t, rest.Most)
	}
	want := new(big.Rat).Quo(big.NewRat(item.Cost, 1), most)
	equal(t, "effective", got.Effective, want.RatString())
	equal(t, "ratio", got.Ratio, want.Quo(want, big.NewRat(int64(item.Supporters), 1)).RatString())
	same(t, "supporters", got.Supporters, item.Supporters)
	if one := big.NewRat(1, 1); want.Cmp(one) > 0 || rational(t, got.Effective).Cmp(one) < 0 {
		t.Errorf("effective support out of bounds: %+v", got)
	}
	if o.Settings.Satisfaction == voting.SatisfactionCost {
		equal(t, "1/rho", got.Effective, new(big.Rat).Inv(rational(t, round.Rho)).RatString())
	}
}

// FuzzOwedByBruteForce compares the check with trying all groups of voters, on
// outcomes drawn at random.
func FuzzOwedByBruteForce(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		e := randomElection(seed)
		e.ballots = e.ballots[:min(len(e.ballots), 7)]
		p := e.profile(t)
		for i, s := range allSettings(e.form.Kind) {
			o := selecting(p, e.draw(seed+uint64(i))...)
			o.Settings = s
			found := fairness(t, p, o)
			for strong, got := range map[bool]voting.Representation{false: found.EJRPlus, true: found.StrongEJRPlus} {
				same(t, "owed", sizes(got), e.owed(o, strong))
			}
			if found.EJRPlus.Finding == voting.FindingFails && found.StrongEJRPlus.Finding == voting.FindingHolds {
				t.Error("strong EJR+ does not imply EJR+")
			}
			if t.Failed() {
				t.Fatalf("%+v, %v, %+v", s, o.Selected, e)
			}
		}
	})
}

// draw selects projects at random, as far as the budget goes.
func (e election) draw(seed uint64) []string {
	g, left, ids := generator(seed), e.inst.Budget, []string{}
	for _, p := range e.inst.Projects {
		if p.Cost <= left && g.below(2) == 0 {
			left -= p.Cost
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// sizes maps each project that is owed to the size of the largest group.
func sizes(r voting.Representation) map[string]int {
	list := map[string]int{}
	for _, owed := range r.Owed {
		list[owed.Project] = owed.Voters
	}
	return list
}

// owed tries all groups: the definition, word by word.
func (e election) owed(o *voting.Outcome, strong bool) map[string]int {
	largest, cost, voters := map[string]int{}, map[string]int64{}, []map[string]int64{}
	for _, p := range e.inst.Projects {
		cost[p.ID] = p.Cost
	}
	for _, b := range e.ballots {
		voters = append(voters, satisfactionOf(b, o.Settings.Satisfaction, cost))
	}
	share := big.NewRat(e.inst.Budget, int64(len(voters)))
	for project := range cost {
		if slices.Contains(o.Selected, project) {
			continue
		}
		for members := 1; members < 1<<len(voters); members++ {
			group := pick(voters, members)
			if isOwed(group, project, o.Selected, cost, share, strong) {
				largest[project] = max(largest[project], len(group))
			}
		}
	}
	return largest
}

func pick(voters []map[string]int64, members int) []map[string]int64 {
	var group []map[string]int64
	for i, v := range voters {
		if members&(1<<i) != 0 {
			group = append(group, v)
		}
	}
	return group
}

func isOwed(group []map[string]int64, project string, selected []string, cost map[string]int64, share *big.Rat, strong bool) bool {
	alone := func(q string) *big.Rat {
		sum := int64(0)
		for _, member := range group {
			sum += member[q]
		}
		return big.NewRat(cost[q], sum)
	}
	for _, member := range group {
		if member[project] == 0 {
			return false
		}
	}
	r := alone(project)
	for _, member := range group {
		need := new(big.Rat).Mul(big.NewRat(member[project], 1), r)
		for _, q := range selected {
			if member[q] == 0 {
				continue
			}
			price := r
			if strong {
				price = least(r, alone(q))
			}
			need.Add(need, new(big.Rat).Mul(big.NewRat(member[q], 1), price))
		}
		if need.Cmp(share) > 0 {
			return false
		}
	}
	return true
}

func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}
