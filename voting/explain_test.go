package voting_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

var minutes = voting.Unit{Name: "minutes", Scale: 1, One: "minute"}

// vote is a number of voters who choose the same projects.
type vote struct {
	times   int
	choices string // ids, separated by spaces
}

func tallyVotes(t *testing.T, inst voting.Instance, s voting.Settings, votes ...vote) *voting.Outcome {
	t.Helper()
	p := voting.NewProfile(inst, voting.Form{Kind: voting.KindApproval})
	for _, v := range votes {
		if err := p.Add(choices(strings.Fields(v.choices)...), v.times); err != nil {
			t.Fatal(err)
		}
	}
	return mustTally(t, p, s)
}

func settings(rule string, satisfaction voting.Satisfaction, completion voting.Completion) voting.Settings {
	return voting.Settings{Rule: rule, Satisfaction: satisfaction, Completion: completion, Ties: voting.TieOrder(), Seed: "seed"}
}

func wantTexts(t *testing.T, o *voting.Outcome, u voting.Unit, want map[string]string) {
	t.Helper()
	for _, project := range sortedKeys(want) {
		e, err := o.Explain(project, u)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, project, e.Text, want[project])
	}
}

func TestExplainEqualShares(t *testing.T) {
	inst := voting.Instance{Budget: 60, Projects: []voting.Project{
		{ID: "talk", Cost: 24}, {ID: "walk", Cost: 20}, {ID: "film", Cost: 30}, {ID: "song", Cost: 15}, {ID: "rest", Cost: 50},
		{ID: "nap", Cost: 1}, {ID: "flag", Cost: 0}, {ID: "wave", Cost: 0},
	}}
	votes := []vote{{30, "talk"}, {10, "talk walk flag"}, {5, "walk film"}, {5, "film"}, {9, "rest"}, {1, "song"}}
	o := tallyVotes(t, inst, settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionGreedy), votes...)
	wantTexts(t, o, minutes, map[string]string{
		"talk": "Chosen in round 1: 40 supporters paid 0.6 minutes each.",
		"walk": "Chosen in round 2 with what was left: it has 15 supporters and takes 20 minutes of the 36 minutes left.",
		"film": "Not chosen: its 10 supporters had 10 minutes between them from the start, and it takes 30 minutes. When the rest was filled up, 16 minutes were left.",
		"song": "Chosen in round 3 with what was left: it has 1 supporter and takes 15 minutes of the 16 minutes left.",
		"nap":  "Chosen in round 6 with what was left: it has no supporters and takes 1 minute of the 1 minute left.",
	})
}

func TestExplainCases(t *testing.T) {
	shares := settings(voting.RuleEqualShares, voting.SatisfactionCardinality, voting.CompletionNone)
	byCost := settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionNone)
	greedy := settings(voting.RuleGreedy, voting.SatisfactionCost, voting.CompletionNone)
	two := func(a, b, budget int64) voting.Instance {
		return voting.Instance{Budget: budget, Projects: []voting.Project{{ID: "a", Cost: a}, {ID: "b", Cost: b}}}
	}
	for name, test := range map[string]struct {
		inst  voting.Instance
		s     voting.Settings
		votes []vote
		want  map[string]string
	}{
		"one payer": {two(3, 9, 10), shares, []vote{{1, "a"}, {1, "b"}}, map[string]string{
			"a": "Chosen in round 1: 1 supporter paid 3 minutes.",
			"b": "Not chosen: its 1 supporter had 5 minutes from the start, and it takes 9 minutes.",
		}},
		"unequal payments": {two(4, 7, 12), shares, []vote{{1, "a b"}, {1, "b"}, {1, "a"}}, map[string]string{
			"a": "Chosen in round 1: 2 supporters paid 2 minutes each.",
			"b": "Not chosen: after round 1 its 2 supporters had 6 minutes left between them, and it takes 7 minutes.",
		}},
		"at most": {two(4, 5, 12), shares, []vote{{1, "a b"}, {1, "b"}, {1, "a"}}, map[string]string{
			"b": "Chosen in round 2: 2 supporters paid at most 3 minutes each.",
		}},
		"some have nothing left": {two(6, 3, 12), shares, []vote{{1, "a b"}, {1, "a"}, {1, "b"}}, map[string]string{
			"a": "Chosen in round 2: 2 supporters paid at most 3.5 minutes each.",
			"b": "Chosen in round 1: 2 supporters paid 1.5 minutes each.",
		}},
		"tie by cost": {voting.Instance{Budget: 30, Projects: []voting.Project{{ID: "a", Cost: 20}, {ID: "b", Cost: 16}}}, byCost,
			[]vote{{2, "a b"}, {1, ""}}, map[string]string{
				"a": "Not chosen: after round 1 its 2 supporters had 4 minutes left between them, and it takes 20 minutes. It was exactly tied in round 1: the other takes less.",
				"b": "Chosen in round 1: 2 supporters paid 8 minutes each. It was exactly tied in round 1: it takes less.",
			}},
		"tie by lot": {two(10, 10, 10), greedy, []vote{{1, "a"}, {1, "b"}}, map[string]string{
			"a": "Chosen in round 1: it has 1 supporter and takes 10 minutes of the 10 minutes left. It was exactly tied in round 1: the lot drew it first.",
			"b": "Not chosen: when its turn came 0 minutes were left, and it takes 10 minutes. It was exactly tied in round 1: the lot drew the other first.",
		}},
		"greedy": {two(9, 4, 10), greedy, []vote{{2, "a"}, {1, "b"}}, map[string]string{
			"a": "Chosen in round 1: it has 2 supporters and takes 9 minutes of the 10 minutes left.",
			"b": "Not chosen: when its turn came 1 minute was left, and it takes 4 minutes.",
		}},
		"free":          {two(0, 4, 10), shares, []vote{{2, "a"}}, map[string]string{"a": "Chosen in round 1: it takes nothing, and has 2 supporters.", "b": "Not chosen: no ballot supports it."}},
		"free, by cost": {two(0, 4, 10), byCost, []vote{{2, "a"}}, map[string]string{"a": "Not chosen: it takes nothing, and support is counted by cost."}},
		"nobody voted":  {two(1, 4, 10), shares, nil, map[string]string{"a": "Not chosen: there were no ballots."}},
		"nothing left":  {two(5, 1, 5), shares, []vote{{5, "a b"}}, map[string]string{"a": "Not chosen: after round 1 its 5 supporters had 4 minutes left between them, and it takes 5 minutes."}},
		"spent": {voting.Instance{Budget: 4, Projects: []voting.Project{{ID: "a", Cost: 2}, {ID: "b", Cost: 3}}}, shares,
			[]vote{{2, "a b"}, {2, ""}}, map[string]string{
				"b": "Not chosen: its 2 supporters had 2 minutes between them from the start, and it takes 3 minutes.",
			}},
	} {
		t.Run(name, func(t *testing.T) {
			wantTexts(t, tallyVotes(t, test.inst, test.s, test.votes...), minutes, test.want)
		})
	}
}

// Those whose share was spent before pay nothing, and are said to.
func TestExplainSpentShares(t *testing.T) {
	inst := voting.Instance{Budget: 16, Projects: []voting.Project{{ID: "a", Cost: 12}, {ID: "c", Cost: 4}}}
	byCost := settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionNone)
	o := tallyVotes(t, inst, byCost, vote{2, "a"}, vote{1, "a c"}, vote{1, "c"})
	wantTexts(t, o, minutes, map[string]string{"c": "Chosen in round 2: 1 of its 2 supporters paid 4 minutes; the share of the other was spent already."})
	inst = voting.Instance{Budget: 28, Projects: []voting.Project{{ID: "a", Cost: 20}, {ID: "c", Cost: 6}}}
	o = tallyVotes(t, inst, byCost, vote{3, "a"}, vote{2, "a c"}, vote{2, "c"})
	wantTexts(t, o, minutes, map[string]string{"c": "Chosen in round 2: 2 of its 4 supporters paid 3 minutes each; the shares of the others were spent already."})
	wantTexts(t, tallyVotes(t, voting.Instance{Budget: 4, Projects: []voting.Project{{ID: "a", Cost: 4}, {ID: "b", Cost: 1}}},
		byCost, vote{4, "a"}, vote{1, "b"}), minutes, map[string]string{"b": "Not chosen: its 1 supporter had 0.8 minutes from the start, and it takes 1 minute."})
}

func TestExplainPointsAndRankings(t *testing.T) {
	inst := voting.Instance{Budget: 10, Projects: []voting.Project{{ID: "a", Cost: 6}, {ID: "b", Cost: 5}}}
	p := voting.NewProfile(inst, voting.Form{Kind: voting.KindPoints})
	if err := p.Add(voting.Ballot{given("a", 3), given("b", 1)}, 2); err != nil {
		t.Fatal(err)
	}
	o := mustTally(t, p, settings(voting.RuleGreedy, voting.SatisfactionPoints, voting.CompletionNone))
	wantTexts(t, o, minutes, map[string]string{"a": "Chosen in round 1: it has 6 points from 2 supporters and takes 6 minutes of the 10 minutes left."})

	p = voting.NewProfile(inst, voting.Form{Kind: voting.KindRanking})
	if err := p.Add(choices("a", "b"), 2); err != nil {
		t.Fatal(err)
	}
	o = mustTally(t, p, settings(voting.RuleEqualShares, voting.SatisfactionBorda, voting.CompletionNone))
	wantTexts(t, o, minutes, map[string]string{"b": "Not chosen: the ballots that name it give it no weight."})
}

// An outcome that was tampered with is an error and no panic.
func TestExplainErrors(t *testing.T) {
	fresh := func() *voting.Outcome {
		return tallyVotes(t, lunch, settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionNone), vote{3, "soup"}, vote{1, "cake"})
	}
	for name, change := range map[string]func(o *voting.Outcome){
		"payment":  func(o *voting.Outcome) { o.Rounds[0].Payments[0].Amount = "1e999999999" },
		"division": func(o *voting.Outcome) { o.Rounds[0].Payments[0].Amount = "1/0" },
		"no round": func(o *voting.Outcome) { o.Rounds = nil },
	} {
		o := fresh()
		change(o)
		if _, err := o.Explain("soup", minutes); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	o := fresh()
	o.Items[2].Unaffordable.Money = "much"
	if _, err := o.Explain("cake", minutes); err == nil {
		t.Error("no error for money that is no number")
	}
	var unknown *voting.InstanceError
	if _, err := o.Explain("tea", minutes); !errors.As(err, &unknown) || unknown.Project != "tea" {
		t.Errorf("error %v", err)
	}
}

func TestUnit(t *testing.T) {
	euros, seconds := voting.Unit{Name: "EUR", Scale: 100}, voting.Unit{Name: "minutes", Scale: 60}
	for _, test := range []struct {
		unit         voting.Unit
		amount, want string
	}{
		{minutes, "3/5", "0.6 minutes"},
		{minutes, "1", "1 minute"},
		{minutes, "2/3", "about 0.67 minutes"},
		{minutes, "1999/1000", "about 2 minutes"},
		{minutes, "1/1000", "less than 0.01 minutes"},
		{minutes, "0", "0 minutes"},
		{euros, "720000", "7,200 EUR"},
		{euros, "123456789", "1,234,567.89 EUR"},
		{euros, "1250", "12.50 EUR"},
		{euros, "1", "0.01 EUR"},
		{euros, "100/3", "about 0.33 EUR"},
		{voting.Unit{}, "1000", "1,000"},
		{voting.Unit{Scale: 1000}, "1", "0.001"},
		{seconds, "90", "1.5 minutes"},
		{seconds, "20", "about 0.33 minutes"},
	} {
		got, err := test.unit.FormatExact(test.amount)
		if err != nil {
			t.Error(err)
		}
		equal(t, test.amount, got, test.want)
	}
	equal(t, "whole", euros.Format(99), "0.99 EUR")
	if _, err := minutes.FormatExact("x"); err == nil {
		t.Error("x is a number")
	}
}
