package voting_test

import (
	"fmt"
	"math/big"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/internal/oracle"
)

// TestTwins compares each rule with its slow twin on random elections.
func TestTwins(t *testing.T) {
	for seed := range uint64(700) {
		e := randomElection(seed)
		profile := e.profile(t)
		for _, s := range allSettings(e.form.Kind) {
			compareTwins(t, e, s, mustTally(t, profile, s))
			if t.Failed() {
				t.Fatalf("seed %d, %+v, %+v", seed, s, e)
			}
		}
	}
}

func compareTwins(t *testing.T, e election, s voting.Settings, got *voting.Outcome) {
	t.Helper()
	twin := e.twin(s)
	taken, left := map[string]bool{}, e.inst.Budget
	var selected []string
	if s.Rule == voting.RuleEqualShares {
		want := oracle.EqualShares(twin)
		compareShares(t, got, want)
		for _, round := range want.Bought {
			selected = append(selected, round.Project)
			taken[round.Project] = true
			item, _ := got.Find(round.Project)
			left -= item.Cost
		}
	}
	if s.Rule == voting.RuleGreedy || s.Completion == voting.CompletionGreedy {
		selected = append(selected, oracle.Greedy(twin, taken, left)...)
	}
	equal(t, "selected", strings.Join(got.Selected, " "), strings.Join(selected, " "))
}

// compareShares compares every number of the trace.
func compareShares(t *testing.T, got *voting.Outcome, want oracle.Shares) {
	t.Helper()
	equal(t, "purses", purseText(got.Purses), groupText(want.Left))
	if len(got.Rounds) < len(want.Bought) {
		t.Errorf("%d rounds, want at least %d", len(got.Rounds), len(want.Bought))
		return
	}
	ties := map[int]string{}
	for _, tie := range got.Ties {
		ties[tie.Round] = strings.Join(sorted(tie.Among), " ")
	}
	for i, purchase := range want.Bought {
		round := got.Rounds[i]
		equal(t, "rho", round.Rho, purchase.Rho.RatString())
		equal(t, "payments", paymentText(round.Payments), groupText(positive(purchase.Paid)))
		if len(purchase.Tied) > 1 {
			equal(t, "tie", ties[i+1], strings.Join(purchase.Tied, " "))
		}
	}
	compareOut(t, got, want)
}

func compareOut(t *testing.T, got *voting.Outcome, want oracle.Shares) {
	t.Helper()
	for _, item := range got.Items {
		if item.Unaffordable == nil {
			continue
		}
		equal(t, "out", fmt.Sprint(item.Unaffordable.Round), fmt.Sprint(roundOut(item, want)))
		equal(t, "money", item.Unaffordable.Money, want.Money[item.Project].RatString())
	}
}

// roundOut is 0 for a project without supporters: nobody ever could pay.
func roundOut(item voting.Item, want oracle.Shares) int {
	if item.Supporters == 0 {
		return 0
	}
	return want.Out[item.Project]
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	sort.Strings(list)
	return list
}

func positive(list []*big.Rat) []*big.Rat {
	return slices.DeleteFunc(slices.Clone(list), func(r *big.Rat) bool { return r.Sign() == 0 })
}

// groupText counts equal amounts, ascending.
func groupText(list []*big.Rat) string {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b *big.Rat) int { return a.Cmp(b) })
	var b strings.Builder
	for i := 0; i < len(list); {
		n := 1
		for i+n < len(list) && list[i].Cmp(list[i+n]) == 0 {
			n++
		}
		fmt.Fprintf(&b, "%s:%d ", list[i].RatString(), n)
		i += n
	}
	return b.String()
}

func purseText(purses []voting.Purse) string {
	var b strings.Builder
	for _, p := range purses {
		fmt.Fprintf(&b, "%s:%d ", p.Amount, p.Voters)
	}
	return b.String()
}

func paymentText(payments []voting.Payment) string {
	var b strings.Builder
	for _, p := range payments {
		fmt.Fprintf(&b, "%s:%d ", p.Amount, p.Voters)
	}
	return b.String()
}

// The runner-up is who comes first when the selected project is not there.
func TestRunnerUp(t *testing.T) {
	for seed := range uint64(400) {
		e := randomElection(seed)
		for _, s := range allSettings(e.form.Kind) {
			o := mustTally(t, e.profile(t), s)
			if len(o.Rounds) == 0 {
				continue
			}
			want := ""
			if rest := mustTally(t, e.without(o.Selected[0]).profile(t), s); len(rest.Selected) > 0 && rest.Rounds[0].CompletedBy == o.Rounds[0].CompletedBy {
				want = rest.Selected[0]
			}
			if e.form.Kind == voting.KindRanking && (s.Satisfaction == voting.SatisfactionBorda || s.Satisfaction == voting.SatisfactionBordaFromOne) {
				continue // without a project, others gain satisfaction
			}
			if o.Rounds[0].RunnerUp != want {
				t.Fatalf("seed %d, %+v: runner-up %q, want %q in %+v", seed, s, o.Rounds[0].RunnerUp, want, e)
			}
		}
	}
}

// without takes a project out of instance and ballots.
func (e election) without(project string) election {
	out := election{form: e.form, inst: voting.Instance{Budget: e.inst.Budget}}
	for _, p := range e.inst.Projects {
		if p.ID != project {
			out.inst.Projects = append(out.inst.Projects, p)
		}
	}
	for _, b := range e.ballots {
		out.ballots = append(out.ballots, slices.DeleteFunc(slices.Clone(b), func(c voting.Choice) bool { return c.Project == project }))
	}
	return out
}
