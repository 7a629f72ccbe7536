package voting_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/internal/oracle"
)

// compareShared compares every number of the rounds after the first ones.
func compareShared(t *testing.T, got *voting.Outcome, accounts *voting.Accounts, want []oracle.Shared, first int) {
	t.Helper()
	if len(got.Rounds) != first+len(want) {
		t.Errorf("%d rounds, want %d", len(got.Rounds), first+len(want))
		return
	}
	ties := tiesByRound(got)
	for i, purchase := range want {
		round := got.Rounds[first+i]
		equal(t, "part", round.Part, purchase.Rho.RatString())
		all := append(slices.Clone(purchase.Paid), purchase.OthersPaid...)
		equal(t, "payments", paymentText(accounts.Rounds[first+i]), groupText(positive(all)))
		if len(purchase.Tied) > 1 {
			equal(t, "tie", ties[first+i+1], strings.Join(purchase.Tied, " "))
		}
	}
}

func TestExplainPerturbation(t *testing.T) {
	s := settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionPerturbation)
	inst := voting.Instance{Budget: 40, Projects: []voting.Project{
		{ID: "a", Cost: 8}, {ID: "b", Cost: 12}, {ID: "c", Cost: 11}, {ID: "d", Cost: 2}, {ID: "e", Cost: 40}, {ID: "f", Cost: 0},
	}}
	o := tallyVotes(t, inst, s, vote{2, "a e"}, vote{1, "b"}, vote{1, "b c"})
	wantTexts(t, o, minutes, map[string]string{
		"a": "Chosen in round 1: 2 supporters paid 4 minutes each.",
		"b": "Chosen in round 2: 2 supporters paid 6 minutes each.",
		"c": "Chosen in round 5 with what was left: its 1 supporter gave what they had left, and 3 voters to whom it gives nothing paid 2.5 minutes each.",
		"d": "Chosen in round 4 with what was left: it has no supporters, and 4 voters paid 0.5 minutes each.",
		"e": "Not chosen: its 2 supporters had 20 minutes between them from the start, and it takes 40 minutes. When the rest was filled up, 20 minutes were left.",
		"f": "Chosen in round 3 with what was left: it takes nothing, and has no supporters.",
	})
}

// Supporters whose shares are spent cannot give anything.
func TestExplainSpentSupporters(t *testing.T) {
	s := settings(voting.RuleEqualShares, voting.SatisfactionCost, voting.CompletionPerturbation)
	inst := voting.Instance{Budget: 20, Projects: []voting.Project{{ID: "a", Cost: 10}, {ID: "b", Cost: 10}}}
	o := tallyVotes(t, inst, s, vote{1, "a b"}, vote{1, ""})
	wantTexts(t, o, minutes, map[string]string{
		"a": "Chosen in round 1: 1 supporter paid 10 minutes.",
		"b": "Chosen in round 2 with what was left: its 1 supporter had nothing left, and 1 voter to whom it gives nothing paid 10 minutes.",
	})
}
