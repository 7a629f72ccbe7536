package voting_test

import (
	"encoding/json"
	"math/big"
	"reflect"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// law is something that must hold for every election and all settings.
type law func(t *testing.T, e election, s voting.Settings, o *voting.Outcome)

func fuzzLaw(f *testing.F, check law) {
	for seed := range uint64(150) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		e := randomElection(seed)
		for _, s := range allSettings(e.form.Kind) {
			check(t, e, s, mustTally(t, e.profile(t), s))
			if t.Failed() {
				t.Fatalf("%+v, %+v", s, e)
			}
		}
		e = randomRace(seed)
		for _, s := range placeSettings(e) {
			check(t, e, s, mustTally(t, e.profile(t), s))
			if t.Failed() {
				t.Fatalf("%+v, %+v", s, e)
			}
		}
	})
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

func FuzzOrderOfBallots(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		e.ballots = slices.Clone(e.ballots)
		slices.Reverse(e.ballots)
		same(t, "outcome of the ballots in reverse", mustTally(t, e.profile(t), s), o)
	})
}

func FuzzOrderOfProjects(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		e.inst.Projects = slices.Clone(e.inst.Projects)
		slices.Reverse(e.inst.Projects)
		reversed := mustTally(t, e.profile(t), s)
		slices.Reverse(reversed.Items)
		same(t, "outcome of the projects in reverse", reversed, o)
	})
}

// Whether equal ballots are added together or one by one changes nothing.
func FuzzSplittingGroups(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, _ *voting.Outcome) {
		together, single := voting.NewProfile(e.inst, e.form), voting.NewProfile(e.inst, e.form)
		for i, b := range e.ballots {
			if err := together.Add(b, 1+i%3); err != nil {
				t.Fatal(err)
			}
		}
		for round := range 3 {
			for i, b := range e.ballots {
				if round > i%3 {
					continue
				}
				if err := single.Add(b, 1); err != nil {
					t.Fatal(err)
				}
			}
		}
		same(t, "groups", single.Groups(), together.Groups())
		same(t, "outcome of single ballots", mustTally(t, single, s), mustTally(t, together, s))
	})
}

func FuzzScalingMoney(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		if ruleInfo(t, s.Rule).Places {
			return // each cost is 1
		}
		e.inst.Budget *= 700
		s.Increment *= 700
		e.inst.Projects = slices.Clone(e.inst.Projects)
		for i := range e.inst.Projects {
			e.inst.Projects[i].Cost *= 700
		}
		scaled := mustTally(t, e.profile(t), s)
		same(t, "selected", scaled.Selected, o.Selected)
		same(t, "ties", scaled.Ties, o.Ties)
		same(t, "cost", scaled.Cost, 700*o.Cost)
	})
}

// The selected projects are what is said of them, they are never over budget,
// and all money of the shares is accounted for.
func FuzzAccounts(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		var cost int64
		var selected int
		for _, item := range o.Items {
			if !item.Selected {
				continue
			}
			cost += item.Cost
			selected++
			same(t, "place", o.Selected[item.Place-1], item.Project)
			same(t, "round", o.Rounds[item.Place-1].Project, item.Project)
		}
		same(t, "cost", o.Cost, cost)
		same(t, "number", len(o.Selected), selected)
		if cost > o.Budget {
			t.Errorf("cost %d over the budget %d", cost, o.Budget)
		}
		if o.Share != "" {
			balance(t, o, mustAccount(t, e.profile(t), o))
		}
	})
}

func balance(t *testing.T, o *voting.Outcome, a *voting.Accounts) {
	t.Helper()
	sum := new(big.Rat)
	add := func(amount string, voters int) {
		sum.Add(sum, new(big.Rat).Mul(rational(t, amount), big.NewRat(int64(voters), 1)))
	}
	for _, purse := range a.Purses {
		add(purse.Amount, purse.Voters)
	}
	for _, round := range a.Rounds {
		for _, payment := range round {
			add(payment.Amount, payment.Voters)
		}
	}
	all := new(big.Rat).Mul(rational(t, o.Share), big.NewRat(int64(o.Voters), 1))
	if o.Raised == nil {
		same(t, "all shares", all.RatString(), big.NewRat(o.Budget, 1).RatString())
	}
	same(t, "what was paid and what is left", sum.RatString(), all.RatString())
}

// An outcome that was stored as JSON is the same, and explains the same.
func FuzzOutcomeJSON(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, _ election, _ voting.Settings, o *voting.Outcome) {
		data, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		var again voting.Outcome
		if err := json.Unmarshal(data, &again); err != nil {
			t.Fatal(err)
		}
		same(t, "outcome", &again, o)
		for _, item := range o.Items {
			explained(t, o, &again, item)
		}
	})
}

func explained(t *testing.T, o, again *voting.Outcome, item voting.Item) {
	t.Helper()
	unit := voting.Unit{Name: "minutes", Scale: 1, One: "minute"}
	want, err := o.Explain(item.Project, unit)
	if err != nil {
		t.Fatal(err)
	}
	got, err := again.Explain(item.Project, unit)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "explanation", got, want)
	if got.Selected != item.Selected || len(got.Text) < 20 {
		t.Errorf("%+v explains %+v", got, item)
	}
}

// The canonical form of a canonical ballot is the same ballot.
func FuzzCanonicalTwice(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, _ voting.Settings, _ *voting.Outcome) {
		for _, b := range e.ballots {
			once, err := e.form.Canonical(e.inst, b)
			if err != nil {
				t.Fatal(err)
			}
			twice, err := e.form.Canonical(e.inst, once)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "canonical", twice, once)
		}
	})
}

// Wanting something gently held is reported, and changes nothing else.
func FuzzHoldingSupportsNothing(f *testing.F) {
	fuzzLaw(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		want := map[string]int{}
		e.inst.Projects, e.ballots = slices.Clone(e.inst.Projects), slices.Clone(e.ballots)
		for i := range e.inst.Projects {
			e.inst.Projects[i].Holdable = true
		}
		for i, b := range e.ballots {
			held := e.inst.Projects[i%len(e.inst.Projects)].ID
			if !slices.ContainsFunc(b, func(c voting.Choice) bool { return c.Project == held }) {
				e.ballots[i] = append(slices.Clone(b), hold(held))
				want[held]++
			}
		}
		with := mustTally(t, e.profile(t), s)
		for i := range with.Items {
			same(t, "held", with.Items[i].Held, want[with.Items[i].Project])
			with.Items[i].Held = 0
		}
		same(t, "outcome", with, o)
	})
}
