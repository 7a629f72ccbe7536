package voting_test

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/internal/oracle"
)

// compareWelfare compares the best set, and if asked also those with projects
// forced in: the tie-break changes neither.
func compareWelfare(t *testing.T, twin oracle.Election, got *voting.Outcome, forced bool) {
	t.Helper()
	ids, welfare := oracle.MaxWelfare(twin)
	equal(t, "best set", strings.Join(sorted(got.Selected), " "), strings.Join(ids, " "))
	equal(t, "welfare", got.Welfare, welfare.String())
	for _, item := range got.Items {
		if forced && item.Forced != nil {
			compareForced(t, twin, item)
		}
	}
}

// compareForced buys the project first, and lets the twin choose the rest.
func compareForced(t *testing.T, twin oracle.Election, item voting.Item) {
	t.Helper()
	rest := twin
	rest.Budget -= item.Cost
	rest.Projects = nil
	for _, p := range twin.Projects {
		if p.ID != item.Project {
			rest.Projects = append(rest.Projects, p)
		}
	}
	ids, welfare := oracle.MaxWelfare(rest)
	for _, v := range twin.Voters {
		welfare.Add(welfare, rational(t, fmt.Sprint(v[item.Project])).Num())
	}
	cost := item.Cost
	for _, p := range rest.Projects {
		if strings.Contains(" "+strings.Join(ids, " ")+" ", " "+p.ID+" ") {
			cost += p.Cost
		}
	}
	equal(t, "welfare with "+item.Project, item.Forced.Welfare, welfare.String())
	equal(t, "cost with "+item.Project, fmt.Sprint(item.Forced.Cost), fmt.Sprint(cost))
}

// knapsack is an election that is a knapsack problem: one ballot gives each
// project its profit in points.
func knapsack(t *testing.T, budget int64, n int, parcel func(i int) (profit, cost int64)) election {
	t.Helper()
	e := election{form: voting.Form{Kind: voting.KindPoints}, inst: voting.Instance{Budget: budget}}
	var ballot voting.Ballot
	for i := range n {
		profit, cost := parcel(i)
		id := fmt.Sprint(7 + i*i) // of different lengths, so not in order as text
		e.inst.Projects = append(e.inst.Projects, voting.Project{ID: id, Cost: cost})
		ballot = append(ballot, given(id, profit))
	}
	e.ballots = []voting.Ballot{ballot}
	return e
}

var mostPoints = settings(voting.RuleMaxWelfare, voting.SatisfactionPoints, voting.CompletionNone)

// Problems in which many sets are equally good.
func TestMaxWelfareTies(t *testing.T) {
	for seed := range uint64(300) {
		g := generator(seed)
		costs, ratios := 1+g.below(9), 1+g.below(3)
		e := knapsack(t, int64(g.below(60)), 11, func(int) (int64, int64) {
			cost := g.below(costs + 1)
			return int64(cost * (1 + g.below(ratios))), int64(cost)
		})
		compareWelfare(t, e.twin(mostPoints), mustTally(t, e.profile(t), mostPoints), false)
		if t.Failed() {
			t.Fatalf("seed %d: %+v", seed, e)
		}
	}
}

// firstBest solves a knapsack problem with small costs by the table of all
// budgets: at[i][b] is the best of projects i and later within b. Walking through
// ids in order and taking what loses nothing gives the first of the best sets.
func firstBest(projects []oracle.Project, profit map[string]int64, budget int64) []string {
	type sums struct{ profit, cost int64 }
	better := func(a, b sums) bool { return a.profit > b.profit || a.profit == b.profit && a.cost < b.cost }
	with := func(p oracle.Project, rest sums) sums { return sums{rest.profit + profit[p.ID], rest.cost + p.Cost} }
	at := make([][]sums, len(projects)+1)
	at[len(projects)] = make([]sums, budget+1)
	for i := len(projects) - 1; i >= 0; i-- {
		at[i] = append([]sums(nil), at[i+1]...)
		for b := projects[i].Cost; b <= budget; b++ {
			if in := with(projects[i], at[i+1][b-projects[i].Cost]); better(in, at[i][b]) {
				at[i][b] = in
			}
		}
	}
	var ids []string
	for i, p := range projects {
		if profit[p.ID] > 0 && p.Cost <= budget && with(p, at[i+1][budget-p.Cost]) == at[i][budget] {
			ids = append(ids, p.ID)
			budget -= p.Cost
		}
	}
	return ids
}

// More projects than bits in a word, with very many equally good sets.
func TestMaxWelfareFirstOfMany(t *testing.T) {
	for seed := range uint64(120) {
		g := generator(seed)
		costs, ratios := 1+g.below(30), 1+g.below(4)
		e := knapsack(t, int64(g.below(1500)), 60+g.below(120), func(int) (int64, int64) {
			cost := g.below(costs + 1)
			return int64(cost*(1+g.below(ratios)) + g.below(2)), int64(cost)
		})
		projects := e.twin(mostPoints).Projects
		sort.Slice(projects, func(a, b int) bool { return projects[a].ID < projects[b].ID })
		profit := map[string]int64{}
		for _, choice := range e.ballots[0] {
			profit[choice.Project] = choice.Points
		}
		o := mustTally(t, e.profile(t), mostPoints)
		equal(t, fmt.Sprint("seed ", seed), strings.Join(sorted(o.Selected), " "), strings.Join(firstBest(projects, profit, e.inst.Budget), " "))
	}
}

// Problems that are known to be hard for other algorithms, or that are large.
func TestMaxWelfareHard(t *testing.T) {
	t.Parallel()
	g := generator(5)
	for name, test := range map[string]struct {
		budget int64
		n      int
		parcel func(i int) (profit, cost int64)
	}{
		"equal":          {500_000, 1000, func(int) (int64, int64) { return 7, 1001 }},
		"subset sum":     {120_001, 60, func(int) (int64, int64) { c := int64(1 + g.below(10_000)); return c, c }},
		"even, odd":      {99_999, 100, func(int) (int64, int64) { c := int64(2 + 2*g.below(2000)); return c, c }},
		"correlated":     {400_000, 300, func(int) (int64, int64) { c := int64(1 + g.below(10_000)); return c + 1000, c }},
		"inverse":        {400_000, 300, func(int) (int64, int64) { c := int64(1001 + g.below(10_000)); return c - 1000, c }},
		"random, many":   {voting.MaxMoney, 2000, func(int) (int64, int64) { return 1 + g.below64(1e9), 1 + g.below64(1e16) }},
		"nearly as many": {50_000, 500, func(int) (int64, int64) { return int64(100 + g.below(3)), int64(1000 + g.below(3)) }},
	} {
		t.Run(name, func(t *testing.T) {
			e := knapsack(t, test.budget, test.n, test.parcel)
			o := mustTally(t, e.profile(t), mostPoints)
			if o.Cost > o.Budget || len(o.Selected) == 0 {
				t.Errorf("%d projects cost %d of %d", len(o.Selected), o.Cost, o.Budget)
			}
		})
	}
}

// A problem that nobody can solve in seconds ends with an error that says so.
func TestMaxWelfareTooHard(t *testing.T) {
	g := generator(3)
	e := knapsack(t, 5e16, 120, func(int) (int64, int64) { return 5, 1e15 + g.below64(1e13) })
	for i := range e.inst.Projects {
		e.ballots[0][i].Points = e.inst.Projects[i].Cost / 1e7
		e.inst.Projects[i].Cost = e.ballots[0][i].Points * 1e7
	}
	_, err := voting.Tally(e.profile(t), mostPoints)
	var limit *voting.LimitError
	if !errors.As(err, &limit) || limit.Projects != 120 || !strings.Contains(err.Error(), voting.RuleMaxWelfare) {
		t.Errorf("error %v", err)
	}
}

func TestExplainMaxWelfare(t *testing.T) {
	s := settings(voting.RuleMaxWelfare, voting.SatisfactionCardinality, voting.CompletionNone)
	inst := voting.Instance{Budget: 10, Projects: []voting.Project{
		{ID: "a", Cost: 5}, {ID: "b", Cost: 5}, {ID: "c", Cost: 8}, {ID: "d", Cost: 12}, {ID: "e", Cost: 1},
		{ID: "f", Cost: 10}, {ID: "g", Cost: 5},
	}}
	o := tallyVotes(t, inst, s, vote{2, "a b d g"}, vote{1, "c"}, vote{2, "c f"}, vote{2, "f"})
	wantTexts(t, o, minutes, map[string]string{
		"a": "Chosen: it has 2 supporters, and with it the total support is the greatest that fits in the budget.",
		"c": "Not chosen: putting it in would have pushed out projects with more support in all. Counting votes, with it the most is 3, without it 4.",
		"d": "Not chosen: it takes 12 minutes, and the budget is 10 minutes.",
		"e": "Not chosen: no ballot supports it.",
		"f": "Not chosen: without it the support in all is just as great for the same cost, and the ids of the others come first.",
	})
	inst.Projects[1].Cost = 4
	wantTexts(t, tallyVotes(t, inst, s, vote{2, "a b d g"}, vote{1, "c"}, vote{2, "c f"}, vote{2, "f"}), minutes, map[string]string{
		"f": "Not chosen: without it the support in all is just as great, and less of the budget is taken.",
	})
	s.Satisfaction = voting.SatisfactionCost
	o = tallyVotes(t, inst, s, vote{2, "a b"}, vote{1, "c"})
	equal(t, "welfare", o.Welfare, "18")
	wantTexts(t, o, minutes, map[string]string{
		"c": "Not chosen: putting it in would have pushed out projects with more support in all. " +
			"Counting for each vote what the project takes, with it the most is 8 minutes, without it 18 minutes.",
	})
	wantTexts(t, tallyVotes(t, inst, s), minutes, map[string]string{"c": "Not chosen: there were no ballots."})
	o.Welfare = "much"
	if _, err := o.Explain("c", minutes); err == nil {
		t.Error("no error for support that is no number")
	}
}
