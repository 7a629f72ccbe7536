package voting_test

import (
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

func TestExplainPlaces(t *testing.T) {
	cycle := []vote{{1, "ABC"}, {1, "BCA"}, {1, "CAB"}}
	for name, test := range map[string]struct {
		rule   string
		inst   voting.Instance
		votes  []vote
		expect map[string]string
	}{
		"plurality": {voting.RulePlurality, places("MNCK", 1), tennessee, map[string]string{
			"M": "Chosen for place 1 of 1: it stands first on 42 of 100 ballots.",
			"N": "Not chosen: it stands first on 26 of 100 ballots, and the last place was taken with 42.",
		}},
		"plurality, tied": {voting.RulePlurality, places("ABCD", 2), cycle, map[string]string{
			"A": "Chosen for place 1 of 2: it stands first on 1 of 3 ballots. It was exactly tied in round 1: the lot drew it first.",
			"B": "Not chosen: it stands first on 1 of 3 ballots, and the last place was taken with 1. It was exactly tied in round 1: the lot drew the other first.",
			"C": "Chosen for place 2 of 2: it stands first on 1 of 3 ballots. It was exactly tied in round 1: the lot drew it first.",
			"D": "Not chosen: no ballot puts it first.",
		}},
		"borda": {voting.RuleBorda, places("MNCK", 1), tennessee, map[string]string{
			"M": "Not chosen: it has 126 points from 42 supporters, and the last place was taken with 194.",
			"N": "Chosen for place 1 of 1: it has 194 points from 100 supporters.",
		}},
		"runoff": {voting.RuleIRV, places("MNCK", 1), tennessee, map[string]string{
			"M": "Not chosen: when the last place was filled in stage 3 it had 42 votes, and 51 were enough.",
			"N": "Not chosen: it went out in stage 2 with 26 votes, the fewest.",
			"C": "Not chosen: it went out in stage 1 with 15 votes, the fewest.",
			"K": "Chosen for place 1 of 1 in stage 3: it had 58 votes, and 51 were enough.",
		}},
		"transfers": {voting.RuleSTV, places("ABCD", 3), transfers, map[string]string{
			"A": "Chosen for place 1 of 3 in stage 1: it had 10 votes, and 6 were enough.",
			"B": "Chosen for place 2 of 3 in stage 2: it had 6.4 votes, and 6 were enough.",
			"C": "Not chosen: it went out in stage 3 with 3.15 votes, the fewest.",
			"D": "Chosen for place 3 of 3 in stage 4: it had about 6.39 votes, and 6 were enough.",
		}},
		"transfers, tied": {voting.RuleSTV, places("ABC", 2), []vote{{1, "A"}, {1, "B"}, {1, "C"}, {1, ""}}, map[string]string{
			"A": "Chosen for place 1 of 2 in stage 2: it had 1 vote, and no more were left than places. It was exactly tied in stage 1: the lot drew it first.",
			"B": "Not chosen: it went out in stage 1 with 1 vote, the fewest. It was exactly tied in stage 1: the lot drew the other first.",
		}},
		"ranked pairs": {voting.RuleRankedPairs, places("ABC", 1), paradox, map[string]string{
			"A": "Chosen for place 1 of 1: it wins against 1 of 2 others; against the next in the ranking it has 11 ballots to 5.",
			"B": "Not chosen: it is number 2 of 3 in the ranking; against the last one chosen it has 5 ballots to 11.",
			"C": "Not chosen: it is number 3 of 3 in the ranking; against the last one chosen it has 9 ballots to 7. That comparison was left out, as those taken before contradict it.",
		}},
		"ranked pairs, tied": {voting.RuleRankedPairs, places("ABC", 1), cycle, map[string]string{
			"A": "Chosen for place 1 of 1: it wins against 1 of 2 others; against the next in the ranking it has 2 ballots to 1. It was exactly tied in round 1: the lot drew it first.",
			"B": "Not chosen: it is number 2 of 3 in the ranking; against the last one chosen it has 1 ballot to 2. It was exactly tied in round 1: the lot drew the other first.",
			"C": "Not chosen: it is number 3 of 3 in the ranking; against the last one chosen it has 2 ballots to 1. That comparison was left out, as those taken before contradict it. It was exactly tied in round 1: the lot drew the other first.",
		}},
		"schulze": {voting.RuleSchulze, places("ABCDE", 3), schulzes, map[string]string{
			"E": "Chosen for place 1 of 3: it wins against 3 of 4 others; against the next in the ranking it has 23 ballots to 22.",
			"B": "Not chosen: it is number 4 of 5 in the ranking; against the last one chosen it has 16 ballots to 29.",
			"D": "Not chosen: it is number 5 of 5 in the ranking; against the last one chosen it has 28 ballots to 17. Chains of wins decide: the weakest win has 29 ballots in the stronger chain, 28 in the other.",
		}},
		"one project":  {voting.RuleSchulze, places("A", 3), cycle[:0:0], map[string]string{"A": "Not chosen: there were no ballots."}},
		"alone":        {voting.RuleSchulze, places("A", 3), []vote{{1, "A"}}, map[string]string{"A": "Chosen for place 1 of 3: there was no other."}},
		"blank ballot": {voting.RuleSTV, places("A", 3), []vote{{1, ""}}, map[string]string{"A": "Not chosen: no ballot names anything."}},
		"no places":    {voting.RuleBorda, places("AB", 0), []vote{{1, "AB"}}, map[string]string{"A": "Not chosen: there are no places."}},
		"last of all":  {voting.RuleSchulze, places("AB", 2), []vote{{1, "AB"}}, map[string]string{"B": "Chosen for place 2 of 2: it wins against 0 of 1 other."}},
	} {
		t.Run(name, func(t *testing.T) {
			wantTexts(t, rankedBy(t, test.inst, test.rule, test.votes...), minutes, test.expect)
		})
	}
	approved := countForm(t, places("ABC", 1), voting.Form{Kind: voting.KindApproval}, voting.RuleApproval, vote{2, "AB"}, vote{1, "B"})
	wantTexts(t, approved, minutes, map[string]string{
		"A": "Not chosen: it is approved on 2 of 3 ballots, and the last place was taken with 3.",
		"B": "Chosen for place 1 of 1: it is approved on 3 of 3 ballots.",
		"C": "Not chosen: no ballot approves it.",
	})
}

// An outcome that was tampered with is an error and no panic.
func TestExplainPlacesErrors(t *testing.T) {
	for name, test := range map[string]struct {
		rule   string
		change func(o *voting.Outcome)
	}{
		"no rounds":     {voting.RuleBorda, func(o *voting.Outcome) { o.Rounds = nil }},
		"no stages":     {voting.RuleSTV, func(o *voting.Outcome) { o.Stages = nil }},
		"no standings":  {voting.RuleIRV, func(o *voting.Outcome) { o.Stages[0].Standings = nil; o.Rounds[0].Stage = 0 }},
		"no number":     {voting.RuleSTV, func(o *voting.Outcome) { o.Rounds[0].Score = "1e9"; o.Stages[0].Standings[1].Votes = "x" }},
		"no comparison": {voting.RuleSchulze, func(o *voting.Outcome) { o.Pairwise = nil }},
		"short table":   {voting.RuleSchulze, func(o *voting.Outcome) { o.Pairwise.Paths[1] = nil }},
		"short wins":    {voting.RuleRankedPairs, func(o *voting.Outcome) { o.Pairwise.Wins = o.Pairwise.Wins[1:] }},
		"no ranking":    {voting.RuleRankedPairs, func(o *voting.Outcome) { o.Pairwise = &voting.Pairwise{} }},
	} {
		t.Run(name, func(t *testing.T) {
			o := rankedBy(t, places("AB", 1), test.rule, vote{2, "AB"}, vote{1, "BA"})
			test.change(o)
			for _, item := range o.Items {
				e, err := o.Explain(item.Project, minutes)
				if err == nil && !(name == "no rounds" && !item.Selected) {
					t.Errorf("%s: %q and no error", item.Project, e.Text)
				}
			}
		})
	}
}
