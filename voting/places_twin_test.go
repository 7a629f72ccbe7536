package voting_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/internal/oracle"
)

// TestPlaceTwins compares each rule for places with its slow twin on random
// elections.
func TestPlaceTwins(t *testing.T) {
	t.Parallel()
	counted := map[string]int{}
	for seed := range uint64(1200) {
		e := randomRace(seed)
		profile := e.profile(t)
		for _, s := range placeSettings(e) {
			o := mustTally(t, profile, s)
			comparePlaces(t, e, s, o)
			if t.Failed() {
				t.Fatalf("seed %d, %+v, %+v", seed, s, e)
			}
			counted[s.Rule]++
			if len(o.Ties) > 0 {
				counted["ties"]++
			}
		}
	}
	t.Logf("%v", counted)
}

func comparePlaces(t *testing.T, e election, s voting.Settings, got *voting.Outcome) {
	t.Helper()
	race := e.race(s)
	var want []string
	switch s.Rule {
	case voting.RulePlurality:
		want = oracle.Highest(e.firsts(s))
	case voting.RuleApproval, voting.RuleScore, voting.RuleBorda:
		want = oracle.Highest(e.twin(s))
	case voting.RuleIRV:
		want = compareRunoff(t, got, race)
	case voting.RuleSTV:
		want = compareStages(t, got, oracle.Transferable(race))
	case voting.RuleRankedPairs:
		ranking, locked := race.RankedPairs()
		compareLocks(t, got, locked)
		want = comparePairs(t, got, race, ranking)
	case voting.RuleSchulze:
		comparePaths(t, got, race)
		want = comparePairs(t, got, race, race.Schulze())
	}
	equal(t, "selected", strings.Join(got.Selected, " "), strings.Join(want, " "))
}

// firsts is the election in which each ballot counts for its first project. An
// approval ballot with several counts for none.
func (e election) firsts(s voting.Settings) oracle.Election {
	o := e.twin(s)
	for i, b := range e.ballots {
		list := once(b)
		o.Voters[i] = oracle.Voter{}
		if len(list) == 1 || (len(list) > 1 && e.form.Kind == voting.KindRanking) {
			o.Voters[i][list[0]] = 1
		}
	}
	return o
}

func compareRunoff(t *testing.T, got *voting.Outcome, race oracle.Race) []string {
	t.Helper()
	if valid(race) == 0 {
		equal(t, "stages without ballots", number(len(got.Stages)), "0")
		return nil
	}
	return []string{oracle.Runoff(race)}
}

func valid(race oracle.Race) int {
	n := 0
	for _, b := range race.Ballots {
		if len(b) > 0 {
			n++
		}
	}
	return n
}

// compareStages compares every number of the trace, and returns who is elected.
func compareStages(t *testing.T, got *voting.Outcome, want []oracle.Stage) []string {
	t.Helper()
	equal(t, "stages", number(len(got.Stages)), number(len(want)))
	var selected []string
	for i, stage := range want {
		selected = append(selected, stage.Elected...)
		if i >= len(got.Stages) {
			continue
		}
		trace := got.Stages[i]
		equal(t, "exhausted", trace.Exhausted, stage.Exhausted.RatString())
		equal(t, "elected", strings.Join(trace.Elected, " "), strings.Join(stage.Elected, " "))
		equal(t, "eliminated", trace.Eliminated, stage.Out)
		equal(t, "surplus of", trace.Surplus, stage.Surplus)
		if stage.Factor != nil {
			equal(t, "transfer value", trace.TransferValue, stage.Factor.RatString())
		}
		equal(t, "tied for going out", tiedAt(got, i+1), tiedText(stage.Tied))
		equal(t, "standings", number(len(trace.Standings)), number(len(stage.Votes)))
		for _, standing := range trace.Standings {
			equal(t, "votes", standing.Votes, stage.Votes[standing.Project].RatString())
		}
	}
	return selected
}

// tiedAt are those that were tied for going out at a stage.
func tiedAt(o *voting.Outcome, stage int) string {
	for _, tie := range o.Ties {
		if tie.Stage == stage && tie.Out != "" {
			return strings.Join(tie.Among, " ")
		}
	}
	return ""
}

func tiedText(projects []string) string {
	if len(projects) < 2 {
		return ""
	}
	return strings.Join(projects, " ")
}

func number(n int) string { return big.NewInt(int64(n)).String() }

// comparePairs compares the matrix and the ranking, and returns its first
// places.
func comparePairs(t *testing.T, got *voting.Outcome, race oracle.Race, ranking []string) []string {
	t.Helper()
	if valid(race) == 0 {
		if got.Pairwise != nil {
			t.Error("a comparison without ballots")
		}
		return nil
	}
	c := got.Pairwise
	equal(t, "ranking", strings.Join(c.Ranking, " "), strings.Join(ranking, " "))
	for i, a := range c.Ranking {
		for j, b := range c.Ranking {
			if i != j && c.Wins[i][j] != int64(race.Prefer(a, b)) {
				t.Errorf("%d ballots put %s before %s, want %d", c.Wins[i][j], a, b, race.Prefer(a, b))
			}
		}
	}
	return ranking[:min(int64(len(ranking)), race.Places)]
}

func compareLocks(t *testing.T, got *voting.Outcome, locked map[[2]string]bool) {
	t.Helper()
	if got.Pairwise == nil {
		return
	}
	kept := 0
	for i, lock := range got.Pairwise.Locks {
		if locked[[2]string{lock.Winner, lock.Loser}] == lock.Skipped {
			t.Errorf("%+v", lock)
		}
		if !lock.Skipped {
			kept++
		}
		if i > 0 && got.Pairwise.Locks[i-1].For < lock.For {
			t.Errorf("%+v is behind a weaker one", lock)
		}
	}
	equal(t, "locked pairs", number(kept), number(len(locked)))
}

func comparePaths(t *testing.T, got *voting.Outcome, race oracle.Race) {
	t.Helper()
	if got.Pairwise == nil {
		return
	}
	links := race.Links()
	for i, a := range got.Pairwise.Ranking {
		for j, b := range got.Pairwise.Ranking {
			path := got.Pairwise.Paths[i][j]
			if want := race.Strongest(links, a, b); i != j && (path.For != int64(want.For) || path.Against != int64(want.Against)) {
				t.Errorf("path from %s to %s: %+v, want %+v", a, b, path, want)
			}
		}
	}
}
