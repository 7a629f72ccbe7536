package voting_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/internal/oracle"
)

// compareOverspending compares every number of the trace.
func compareOverspending(t *testing.T, got *voting.Outcome, accounts *voting.Accounts, want []oracle.Overspent, left []*big.Rat) {
	t.Helper()
	equal(t, "purses", paymentText(accounts.Purses), groupText(left))
	if len(got.Rounds) < len(want) {
		t.Errorf("%d rounds, want at least %d", len(got.Rounds), len(want))
		return
	}
	ties := tiesByRound(got)
	for i, purchase := range want {
		round := got.Rounds[i]
		equal(t, "rho", round.Rho, purchase.Rho.RatString())
		equal(t, "alpha", round.Alpha, purchase.Alpha.RatString())
		equal(t, "payments", paymentText(accounts.Rounds[i]), groupText(positive(purchase.Paid)))
		if len(purchase.Tied) > 1 {
			equal(t, "tie", ties[i+1], strings.Join(purchase.Tied, " "))
		}
	}
}

func TestExplainOverspending(t *testing.T) {
	s := settings(voting.RuleBOSEqualShares, voting.SatisfactionCost, voting.CompletionNone)
	inst := voting.Instance{Budget: 10, Projects: []voting.Project{{ID: "a", Cost: 5}, {ID: "b", Cost: 6}, {ID: "c", Cost: 3}, {ID: "d", Cost: 11}, {ID: "e", Cost: 2}}}
	o := tallyVotes(t, inst, s, vote{4, "a b d e"}, vote{1, "c"})
	equal(t, "alpha", o.Rounds[0].Alpha+" "+o.Rounds[2].Alpha, "1 2/3")
	equal(t, "runner-up", o.Rounds[0].RunnerUp+" "+o.Rounds[0].RunnerUpValue, "a 1/4")
	wantTexts(t, o, minutes, map[string]string{
		"e": "Chosen in round 1: 4 supporters paid 0.5 minutes each. It was exactly tied in round 1: it takes less.",
		"a": "Chosen in round 2: 4 supporters paid 1.25 minutes each. It was exactly tied in round 2: it takes less.",
		"b": "Not chosen: after round 2 3 minutes were left, and it takes 6 minutes. It was exactly tied in round 1: the other takes less.",
		"c": "Chosen in round 3: 1 supporter paid 2 minutes. That is not all of the 3 minutes it takes: 1 minute came from the rest of the budget.",
		"d": "Not chosen: it takes 11 minutes, and the budget is 10 minutes.",
	})
}

// The example in the documentation of pabutools.
func TestOverspendingExample(t *testing.T) {
	s := settings(voting.RuleBOSEqualShares, voting.SatisfactionCost, voting.CompletionNone)
	inst := voting.Instance{Budget: 1000, Projects: []voting.Project{{ID: "p1", Cost: 1000}, {ID: "p2", Cost: 100}}}
	o := tallyVotes(t, inst, s, vote{2, "p1"}, vote{1, "p2"})
	same(t, "selected", o.Selected, []string{"p1"})
	equal(t, "rho and alpha", o.Rounds[0].Rho+" "+o.Rounds[0].Alpha, "1/2 2/3")
}

// Where numbers double in length again and again, there is an error.
func TestOverspendingTooLong(t *testing.T) {
	g := generator(9)
	e := election{form: voting.Form{Kind: voting.KindPoints}, inst: voting.Instance{Budget: 1e15}}
	for i := range 200 {
		e.inst.Projects = append(e.inst.Projects, voting.Project{ID: strings.Repeat("p", i+1), Cost: 1e13 + g.below64(1e12)})
	}
	for i := range 40 {
		var ballot voting.Ballot
		for k, p := range e.inst.Projects {
			switch {
			case (i+k)%20 == 0:
				ballot = append(ballot, given(p.ID, 1e8))
			case g.below(3) == 0:
				ballot = append(ballot, given(p.ID, int64(1+g.below(10))))
			}
		}
		e.ballots = append(e.ballots, ballot)
	}
	s := settings(voting.RuleBOSEqualShares, voting.SatisfactionPoints, voting.CompletionNone)
	_, err := voting.Tally(e.profile(t), s)
	var limit *voting.LimitError
	if !errors.As(err, &limit) || limit.Rule != s.Rule {
		t.Errorf("error %v", err)
	}
}
