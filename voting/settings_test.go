package voting_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

func TestDefaultSettings(t *testing.T) {
	for kind, want := range map[voting.Kind]voting.Satisfaction{
		voting.KindApproval: voting.SatisfactionCost, voting.KindKnapsack: voting.SatisfactionCost,
		voting.KindPoints: voting.SatisfactionPoints, voting.KindRanking: voting.SatisfactionBorda,
	} {
		for _, rule := range voting.Rules() {
			if rule.Places {
				continue
			}
			want := want
			form := voting.Form{Kind: kind}
			s, err := voting.DefaultSettings(rule.Name, form)
			if err != nil {
				t.Fatal(err)
			}
			wantSettingsError(t, s.Validate(form), "seed")
			s.Seed = "drawn in public"
			if rule.Satisfactions != nil && !slices.Contains(rule.Satisfactions, want) {
				want = rule.Satisfactions[0]
			}
			if err := s.Validate(form); err != nil || s.Satisfaction != want {
				t.Errorf("%s, %s: %+v, %v", rule.Name, kind, s, err)
			}
		}
	}
	_, err := voting.DefaultSettings("dice/v1", voting.Form{})
	wantSettingsError(t, err, "rule")
}

func TestSettings(t *testing.T) {
	good := voting.Settings{
		Rule: voting.RuleEqualShares, Satisfaction: voting.SatisfactionCost,
		Completion: voting.CompletionNone, Ties: voting.TieOrder(), Seed: "x",
	}
	form := voting.Form{Kind: voting.KindApproval}
	for name, test := range map[string]struct {
		field  string
		change func(s *voting.Settings)
	}{
		"no rule":               {"rule", func(s *voting.Settings) { s.Rule = "" }},
		"no satisfaction":       {"satisfaction", func(s *voting.Settings) { s.Satisfaction = "" }},
		"other ballots":         {"satisfaction", func(s *voting.Settings) { s.Satisfaction = voting.SatisfactionPoints }},
		"no completion":         {"completion", func(s *voting.Settings) { s.Completion = "" }},
		"greedy after greedy":   {"completion", func(s *voting.Settings) { s.Rule, s.Completion = voting.RuleGreedy, voting.CompletionGreedy }},
		"no ties":               {"ties", func(s *voting.Settings) { s.Ties = nil }},
		"unknown criterion":     {"ties", func(s *voting.Settings) { s.Ties = []voting.TieBreak{"age", voting.TieLot} }},
		"same criterion":        {"ties", func(s *voting.Settings) { s.Ties = []voting.TieBreak{voting.TieID, voting.TieID} }},
		"ties that stay":        {"ties", func(s *voting.Settings) { s.Ties = []voting.TieBreak{voting.TieLot, voting.TieCost} }},
		"no seed":               {"seed", func(s *voting.Settings) { s.Seed = "" }},
		"seed that is no UTF-8": {"seed", func(s *voting.Settings) { s.Seed = "\xff" }},
	} {
		t.Run(name, func(t *testing.T) {
			s := good
			test.change(&s)
			wantSettingsError(t, s.Validate(form), test.field)
			_, err := voting.Tally(voting.NewProfile(lunch, form), s)
			wantSettingsError(t, err, test.field)
		})
	}
	if err := good.Validate(form); err != nil {
		t.Error(err)
	}
	wantSettingsError(t, good.Validate(voting.Form{}), "form.kind")
}

// Who changes what he was given changes nothing for others.
func TestRulesAreClosed(t *testing.T) {
	list := voting.Rules()
	list[0].Name, list[0].Completions[0] = "mine/v1", "none of it"
	if again := voting.Rules(); again[0].Name != voting.RuleEqualShares || again[0].Completions[0] != voting.CompletionGreedy {
		t.Errorf("%+v", again[0])
	}
	for _, rule := range voting.Rules() {
		if rule.Title == "" || len(rule.Text) < 100 || strings.Contains(rule.Text, "\n") {
			t.Errorf("%s is not described", rule.Name)
		}
	}
}

// The largest numbers that are let in are counted without overflow.
// tooSmall proves that a count in hopelessly small steps ends with an error.
func tooSmall(t *testing.T, p *voting.Profile, s voting.Settings) {
	t.Helper()
	var limit *voting.LimitError
	if _, err := voting.Tally(p, s); !errors.As(err, &limit) || limit.Rule != s.Rule {
		t.Errorf("increments of %d: %v", s.Increment, err)
	}
}

func TestLargestNumbers(t *testing.T) {
	t.Parallel()
	inst := voting.Instance{Budget: voting.MaxMoney}
	for i := range 3 {
		inst.Projects = append(inst.Projects, voting.Project{ID: fmt.Sprint(i), Cost: voting.MaxMoney - int64(i)})
	}
	form := voting.Form{Kind: voting.KindPoints}
	p := voting.NewProfile(inst, form)
	for i, times := range []int{voting.MaxVoters / 2, voting.MaxVoters / 2} {
		b := voting.Ballot{given("0", voting.MaxPoints-int64(i)), given("1", voting.MaxPoints), given("2", voting.MaxPoints)}
		if err := p.Add(b, times); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range allSettings(form.Kind) {
		if s.Completion == voting.CompletionOverspend {
			tooSmall(t, p, s)
		}
		if s.Increment > 0 {
			s.Increment = voting.MaxMoney / voting.MaxVoters
		}
		o := mustTally(t, p, s)
		// All give the same to each; "2" costs least, and nothing else fits.
		if want := "2"; s.Ties[0] != voting.TieLot && s.Satisfaction != voting.SatisfactionCost && o.Selected[0] != want {
			t.Errorf("%+v selects %v", s, o.Selected)
		}
		if o.Cost > o.Budget || o.Items[1].Support != voting.MaxVoters*voting.MaxPoints {
			t.Errorf("%+v: cost %d, support %d", s, o.Cost, o.Items[1].Support)
		}
	}
	knapsack := voting.Form{Kind: voting.KindKnapsack}
	inst.Budget = voting.MaxMoney
	if _, err := knapsack.Canonical(inst, choices("0", "1", "2")); err == nil {
		t.Errorf("a ballot of %d passes a budget below %d", 3*(voting.MaxMoney/2), int64(math.MaxInt64))
	}
}

// A project that a constraint keeps out is no reason to raise shares for ever.
func TestConstraintsAndRaisedShares(t *testing.T) {
	inst := voting.Instance{Budget: 100, Projects: []voting.Project{{ID: "a", Cost: 10}, {ID: "b", Cost: 10}, {ID: "c", Cost: 60, Category: "roads"}}}
	p := voting.NewProfile(inst, voting.Form{Kind: voting.KindApproval})
	if err := p.Add(choices("a", "b", "c"), 5); err != nil {
		t.Fatal(err)
	}
	for _, completion := range []voting.Completion{voting.CompletionAdd1, voting.CompletionOverspend} {
		s := settings(voting.RuleEqualShares, voting.SatisfactionCost, completion)
		s.Increment = 1
		s.Constraints = voting.Constraints{Exclusive: [][]string{{"a", "b"}}, Caps: []voting.Cap{{Category: "roads", Cost: 50}}}
		o := mustTally(t, p, s)
		if len(o.Selected) != 1 || o.Raised.Stop != voting.StopExhaustive || o.Items[2].Barred.By != "cap" {
			t.Errorf("%s: %+v", completion, o)
		}
	}
}
