package voting_test

import (
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// Each way of not being chosen, and of being chosen, has its own words.
func TestExplainConstraintsAndStops(t *testing.T) {
	inst := voting.Instance{Budget: 60, Projects: []voting.Project{
		{ID: "a", Cost: 20, Category: "x"}, {ID: "b", Cost: 30, Category: "x"}, {ID: "c", Cost: 25}, {ID: "d", Cost: 35},
	}}
	votes := []vote{{4, "a b"}, {3, "c"}, {1, "d"}, {2, "a"}}
	with := func(rule string, change func(*voting.Settings)) voting.Settings {
		s := settings(rule, voting.SatisfactionCost, voting.CompletionNone)
		change(&s)
		return s
	}
	for name, test := range map[string]struct {
		s    voting.Settings
		want map[string]string
	}{
		"minimum support": {with(voting.RuleGreedy, func(s *voting.Settings) { s.Constraints.MinSupport = 2 }), map[string]string{
			"d": "Not chosen: it has 1 supporter, and at least 2 were needed.",
		}},
		"exclusive": {with(voting.RuleEqualShares, func(s *voting.Settings) { s.Constraints.Exclusive = [][]string{{"a", "b"}} }), map[string]string{
			"b": "Not chosen: another was chosen, of which it was said beforehand that only one of them can be.",
		}},
		"cap": {with(voting.RulePhragmen, func(s *voting.Settings) { s.Constraints.Caps = []voting.Cap{{Category: "x", Cost: 40}} }), map[string]string{
			"b": "Not chosen: 20 minutes were left for its category, and it takes 30 minutes.",
		}},
		"decided": {with(voting.RuleGreedy, func(s *voting.Settings) { s.Constraints.Decided = []string{"d"} }), map[string]string{
			"d": "Chosen before the count: it had been decided already.",
			"a": "Chosen in round 2: it has 6 supporters and takes 20 minutes of the 25 minutes left.",
		}},
		"the list ends": {with(voting.RuleGreedyStop, func(*voting.Settings) {}), map[string]string{
			"c": "Not chosen: it was next after round 2, but 10 minutes were left and it takes 25 minutes. There the count ended.",
			"d": "Not chosen: the count ended after round 2, at another that was next and did not fit into the 10 minutes left.",
		}},
		"loads": {with(voting.RulePhragmen, func(*voting.Settings) {}), map[string]string{
			"a": "Chosen in round 1: its 6 supporters then carry about 3.33 minutes each, the least that any could.",
			"c": "Chosen in round 2: its 3 supporters then carry about 8.33 minutes each, the least that any could.",
			"b": "Not chosen: it was next after round 2, but 15 minutes were left and it takes 30 minutes. There the count ended.",
		}},
		"raised shares": {with(voting.RuleEqualShares, func(s *voting.Settings) {
			s.Completion, s.Increment = voting.CompletionAdd1, 1
		}), map[string]string{
			"d": "Not chosen: even with the raised shares, its 1 supporter had 9 minutes from the start, and it takes 35 minutes.",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			o := tallyVotes(t, inst, test.s, votes...)
			for project, want := range test.want {
				e, err := o.Explain(project, voting.Unit{Name: "minutes", One: "minute", Scale: 1})
				if err != nil {
					t.Fatal(err)
				}
				equal(t, project, e.Text, want)
			}
		})
	}
}
