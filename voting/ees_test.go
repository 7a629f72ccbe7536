package voting_test

import (
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

func TestExplainExactEqualShares(t *testing.T) {
	s := settings(voting.RuleExactEqualShares, voting.SatisfactionCost, voting.CompletionNone)
	inst := voting.Instance{Budget: 60, Projects: []voting.Project{
		{ID: "a", Cost: 10}, {ID: "b", Cost: 36}, {ID: "c", Cost: 11}, {ID: "d", Cost: 5}, {ID: "e", Cost: 30}, {ID: "f", Cost: 8}, {ID: "g", Cost: 1},
	}}
	o := tallyVotes(t, inst, s, vote{1, "a d e f"}, vote{1, "a"}, vote{1, "a b d e f"}, vote{1, "b d f"}, vote{1, "b"}, vote{1, "b c"})
	equal(t, "runner-up", o.Rounds[0].RunnerUp+" "+o.Rounds[0].RunnerUpValue, "d 1/3")
	wantTexts(t, o, minutes, map[string]string{
		"a": "Chosen in round 2: 2 of its 3 supporters paid 5 minutes each; the other had less than that left.",
		"b": "Chosen in round 1: 4 supporters paid 9 minutes each.",
		"c": "Not chosen: even at the start its 1 supporter could not pay the 11 minutes it takes.",
		"d": "Chosen in round 3: 1 of its 3 supporters paid 5 minutes; the others had less than that left.",
		"e": "Not chosen: even at the start no number of its 2 supporters could pay equal parts of the 30 minutes it takes.",
		"f": "Not chosen: after round 2 no number of its 3 supporters could pay equal parts of the 8 minutes it takes.",
		"g": "Not chosen: no ballot supports it.",
	})
}

func TestOnlyUniformSatisfaction(t *testing.T) {
	for kind, satisfaction := range map[voting.Kind]voting.Satisfaction{
		voting.KindPoints: voting.SatisfactionPoints, voting.KindRanking: voting.SatisfactionBorda,
	} {
		s := settings(voting.RuleExactEqualShares, satisfaction, voting.CompletionNone)
		wantSettingsError(t, s.Validate(voting.Form{Kind: kind}), "satisfaction")
	}
}

// The example in the documentation of pabutools.
func TestExactEqualSharesExample(t *testing.T) {
	s := settings(voting.RuleExactEqualShares, voting.SatisfactionCardinality, voting.CompletionNone)
	inst := voting.Instance{Budget: 40, Projects: []voting.Project{{ID: "p1", Cost: 10}, {ID: "p2", Cost: 16}, {ID: "p3", Cost: 21}}}
	o := tallyVotes(t, inst, s, vote{1, "p1"}, vote{1, "p1 p3"}, vote{2, "p2 p3"})
	same(t, "selected", o.Selected, []string{"p1", "p2"})
}
