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
	for part := range uint64(10) {
		t.Run(fmt.Sprint(part), func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(40) {
				compareAll(t, 40*part+seed)
			}
		})
	}
}

func compareAll(t *testing.T, seed uint64) {
	t.Helper()
	e := randomElection(seed)
	profile := e.profile(t)
	for _, s := range allSettings(e.form.Kind) {
		if increases(s) && len(e.ballots) > 3 {
			continue // a hundred counts for each voter
		}
		compareTwins(t, e, s, mustTally(t, profile, s))
		if t.Failed() {
			t.Fatalf("seed %d, %+v, %+v", seed, s, e)
		}
	}
}

func increases(s voting.Settings) bool {
	return s.Completion == voting.CompletionIncrease || s.Completion == voting.CompletionIncreaseGreedy
}

func compareTwins(t *testing.T, e election, s voting.Settings, got *voting.Outcome) {
	t.Helper()
	twin := e.twin(s)
	if s.Rule == voting.RuleMaxWelfare {
		compareWelfare(t, twin, got, s.Ties[0] == voting.TieLot)
		return
	}
	taken, left := map[string]bool{}, e.inst.Budget
	var selected []string
	take := func(projects ...string) {
		selected = append(selected, projects...)
		for _, project := range projects {
			taken[project] = true
			item, _ := got.Find(project)
			left -= item.Cost
		}
	}
	if s.Rule == voting.RuleBOSEqualShares {
		rounds, purses := oracle.BOSEqualShares(twin)
		compareOverspending(t, got, mustAccount(t, e.profile(t), got), rounds, purses)
		for _, round := range rounds {
			take(round.Project)
		}
	}
	if s.Rule == voting.RuleEqualShares || s.Rule == voting.RuleExactEqualShares {
		want := sharesOf(t, e, twin, s, got)
		accounts := mustAccount(t, e.profile(t), got)
		for _, round := range want.Bought {
			take(round.Project)
		}
		compareShares(t, got, accounts, want)
		if s.Completion == voting.CompletionPerturbation {
			rounds := oracle.Perturb(twin, taken, want.Left)
			for _, round := range rounds {
				take(round.Project)
			}
			compareShared(t, got, accounts, rounds, len(want.Bought))
		}
		equal(t, "purses", paymentText(accounts.Purses), groupText(want.Left))
	}
	if s.Rule == voting.RulePhragmen || s.Completion == voting.CompletionPhragmen {
		approvals := e.twin(voting.Settings{Satisfaction: voting.SatisfactionCardinality})
		approvals.Before = twin.Before
		for _, load := range oracle.Phragmen(approvals, taken, left) {
			take(load.Project)
			equal(t, "load", got.Rounds[len(selected)-1].Load, ratText(load.Load))
		}
	}
	switch {
	case s.Rule == voting.RuleGreedyStop:
		take(oracle.GreedyStop(twin, left)...)
	case s.Rule == voting.RuleGreedy || strings.HasSuffix(string(s.Completion), "greedy"):
		take(oracle.Greedy(twin, taken, left)...)
	}
	equal(t, "selected", strings.Join(got.Selected, " "), strings.Join(selected, " "))
}

func ratText(r *big.Rat) string {
	if r == nil {
		return ""
	}
	return r.RatString()
}

// sharesOf is the twin of equal shares with the completions that raise shares.
func sharesOf(t *testing.T, e election, twin oracle.Election, s voting.Settings, got *voting.Outcome) oracle.Shares {
	t.Helper()
	n := int64(len(e.ballots))
	steps := func(k int64) *big.Rat { return big.NewRat(e.inst.Budget+k*n*s.Increment, n) }
	percent := func(k int64) *big.Rat { return big.NewRat(e.inst.Budget*(100+k), 100*n) }
	var raised oracle.Raised
	switch s.Completion {
	case voting.CompletionAdd1, voting.CompletionAdd1Greedy:
		raised = oracle.Raise(twin, steps, -1, func(p oracle.Project, left int64) bool { return twin.Supported(p) && p.Cost <= left })
	case voting.CompletionOverspend:
		raised = oracle.Raise(twin, steps, -1, func(p oracle.Project, _ int64) bool { return twin.Supported(p) })
	case voting.CompletionIncrease, voting.CompletionIncreaseGreedy:
		raised = oracle.Raise(twin, percent, 100*n, func(p oracle.Project, left int64) bool { return p.Cost <= left })
	default:
		if s.Rule == voting.RuleExactEqualShares {
			return oracle.ExactEqualShares(twin)
		}
		return oracle.EqualShares(twin)
	}
	equal(t, "increments", got.Raised.Increments, fmt.Sprint(raised.Increments))
	equal(t, "stop", got.Raised.Stop, raised.Stop)
	return raised.Shares
}

// compareShares compares every number of the trace.
func compareShares(t *testing.T, got *voting.Outcome, accounts *voting.Accounts, want oracle.Shares) {
	t.Helper()
	if len(got.Rounds) < len(want.Bought) {
		t.Errorf("%d rounds, want at least %d", len(got.Rounds), len(want.Bought))
		return
	}
	ties := tiesByRound(got)
	for i, purchase := range want.Bought {
		round := got.Rounds[i]
		equal(t, "rho", round.Rho, purchase.Rho.RatString())
		equal(t, "payments", paymentText(accounts.Rounds[i]), groupText(positive(purchase.Paid)))
		if len(purchase.Tied) > 1 {
			equal(t, "tie", ties[i+1], strings.Join(purchase.Tied, " "))
		}
	}
	compareOut(t, got, want)
}

func tiesByRound(o *voting.Outcome) map[int]string {
	ties := map[int]string{}
	for _, tie := range o.Ties {
		ties[tie.Round] = strings.Join(sorted(tie.Among), " ")
	}
	return ties
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

func paymentText(payments []voting.Payment) string {
	var b strings.Builder
	for _, p := range payments {
		fmt.Fprintf(&b, "%s:%d ", p.Amount, p.Voters)
	}
	return b.String()
}

// The runner-up is who comes first when the selected project is not there.
func TestRunnerUp(t *testing.T) {
	t.Parallel()
	for seed := range uint64(400) {
		e := randomElection(seed)
		for _, s := range allSettings(e.form.Kind) {
			o := mustTally(t, e.profile(t), s)
			if len(o.Rounds) == 0 || o.Raised != nil || s.Rule == voting.RuleMaxWelfare {
				continue // without the project, shares would be raised further; and sets have no runner-up
			}
			want := ""
			if rest := mustTally(t, e.without(o.Selected[0]).profile(t), s); len(rest.Selected) > 0 && rest.Rounds[0].CompletedBy == o.Rounds[0].CompletedBy {
				want = rest.Selected[0]
			}
			if s.Satisfaction == voting.SatisfactionBorda || s.Satisfaction == voting.SatisfactionBordaFromOne {
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
