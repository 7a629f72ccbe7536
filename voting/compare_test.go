package voting_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

func TestCompare(t *testing.T) {
	inst := instance(10, costs(4, 3, 6, 1)...)
	inst.Projects[0].Category, inst.Projects[2].Category, inst.Projects[3].Category = "park", "park", "art"
	p := profileOf(t, inst, vote{3, "a b"}, vote{2, "c"}, vote{1, "b c"}, vote{1, ""})
	got, err := voting.Compare(p, selecting(p, "a", "b"), selecting(p, "c", "b"), selecting(p))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "comparison", got, voting.Comparison{
		Common: []string{},
		Apart:  []voting.Apart{{Project: "a", Outcomes: []int{0}}, {Project: "b", Outcomes: []int{0, 1}}, {Project: "c", Outcomes: []int{1}}},
		Outcomes: []voting.OutcomeFacts{
			{Cost: 7, Excluded: 3, Projects: voting.Welfare{Average: "1"}, Money: voting.Welfare{Average: "24/7"},
				Categories: []voting.CategoryFacts{{"", 3, "3/10"}, {"art", 0, "0"}, {"park", 4, "2/5"}}},
			{Cost: 9, Excluded: 1, Projects: voting.Welfare{Average: "1"}, Money: voting.Welfare{Average: "30/7"},
				Categories: []voting.CategoryFacts{{"", 3, "3/10"}, {"art", 0, "0"}, {"park", 6, "3/5"}}},
			{Cost: 0, Excluded: 7, Projects: voting.Welfare{Average: "0"}, Money: voting.Welfare{Average: "0"},
				Categories: []voting.CategoryFacts{{"", 0, "0"}, {"art", 0, "0"}, {"park", 0, "0"}}},
		},
		Pairs: []voting.Pair{
			{First: 0, Second: 1, PreferFirst: 3, PreferSecond: 3, Indifferent: 1},
			{First: 0, Second: 2, PreferFirst: 4, Indifferent: 3},
			{First: 1, Second: 2, PreferFirst: 6, Indifferent: 1},
		},
	})
	alone, err := voting.Compare(p, selecting(p, "b", "a"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "common", alone.Common, []string{"a", "b"})
	empty, err := voting.Compare(profileOf(t, instance(0, costs(0)...)), &voting.Outcome{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "nobody", empty.Outcomes, []voting.OutcomeFacts{{Categories: []voting.CategoryFacts{{}}}})
}

// Large amounts do not overflow.
func TestCompareLargeMoney(t *testing.T) {
	p := profileOf(t, instance(voting.MaxMoney, costs(voting.MaxMoney)...), vote{voting.MaxVoters, "a"})
	got, err := voting.Compare(p, selecting(p, "a"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "money", got.Outcomes[0].Money, voting.Welfare{Average: "1000000000000000000", Lowest: voting.MaxMoney})
}

func TestCategory(t *testing.T) {
	for category, valid := range map[string]bool{
		"": true, "Kunst & Café": true, strings.Repeat("x", voting.MaxCategoryLength): true,
		"\xff": false, strings.Repeat("x", voting.MaxCategoryLength+1): false,
	} {
		err := instance(1, voting.Project{ID: "a", Category: category}).Validate()
		if (err == nil) != valid {
			t.Errorf("%q: %v", category, err)
		}
	}
}

// What a profile gives away of its instance can be changed without harm.
func TestInstanceIsACopy(t *testing.T) {
	p := profileOf(t, instance(5, costs(1)...), vote{1, "a"})
	inst := p.Instance()
	inst.Projects[0].Cost = 9
	same(t, "instance", p.Instance(), instance(5, costs(1)...))
}

// Comparisons and favourites are those of counting each voter apart, and no
// order of projects or ballots changes them.
func FuzzCompare(f *testing.F) {
	for seed := range uint64(150) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		e := randomElection(seed)
		p := e.profile(t)
		var outcomes []*voting.Outcome
		for _, s := range allSettings(e.form.Kind) {
			outcomes = append(outcomes, mustTally(t, p, s))
		}
		got, err := voting.Compare(p, outcomes...)
		if err != nil {
			t.Fatal(err)
		}
		for i, o := range outcomes {
			countApart(t, e, o, got.Outcomes[i])
		}
		for _, pair := range got.Pairs {
			same(t, "voters", pair.PreferFirst+pair.PreferSecond+pair.Indifferent, len(e.ballots))
			favour, err := voting.Popularity(p, outcomes[pair.First], outcomes[pair.Second])
			if err != nil {
				t.Fatal(err)
			}
			same(t, "support", favour.Support, []int{pair.PreferFirst + pair.Indifferent, pair.PreferSecond + pair.Indifferent})
		}
		slices.Reverse(e.ballots)
		slices.Reverse(e.inst.Projects)
		again, err := voting.Compare(e.profile(t), outcomes...)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "in reverse", again, got)
		if t.Failed() {
			t.Fatalf("%+v", e)
		}
	})
}

// countApart is the slow twin of the figures of one outcome.
func countApart(t *testing.T, e election, o *voting.Outcome, got voting.OutcomeFacts) {
	t.Helper()
	excluded, projects, money := 0, []int64{}, []int64{}
	for _, b := range e.ballots {
		var n, sum int64
		for _, id := range o.Selected {
			item, _ := o.Find(id)
			if slices.ContainsFunc(b, func(c voting.Choice) bool { return c.Project == id }) {
				n, sum = n+1, sum+item.Cost
			}
		}
		if n == 0 {
			excluded++
		}
		projects, money = append(projects, n), append(money, sum)
	}
	same(t, "cost", got.Cost, o.Cost)
	same(t, "excluded", got.Excluded, excluded)
	same(t, "projects", got.Projects, welfareOf(projects))
	same(t, "money", got.Money, welfareOf(money))
}

func welfareOf(values []int64) voting.Welfare {
	sum := int64(0)
	for _, v := range values {
		sum += v
	}
	return voting.Welfare{Average: big.NewRat(sum, int64(len(values))).RatString(), Lowest: slices.Min(values)}
}
