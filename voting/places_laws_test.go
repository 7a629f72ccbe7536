package voting_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// fuzzRaces checks what must hold for every election to places, by the rules
// named.
func fuzzRaces(f *testing.F, check law, rules ...string) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		e := randomRace(seed)
		for _, s := range placeSettings(e) {
			if len(rules) > 0 && !slices.Contains(rules, s.Rule) {
				continue
			}
			check(t, e, s, mustTally(t, e.profile(t), s))
			if t.Failed() {
				t.Fatalf("%+v, %+v", s, e)
			}
		}
	})
}

// An outcome without ties does not depend on how ties are decided, so none that
// mattered was kept quiet.
func FuzzTiesAreDeclared(f *testing.F) {
	fuzzRaces(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		for _, tie := range o.Ties {
			if len(tie.Among) < 2 || tie.Out != "" && tie.Out != tie.Among[len(tie.Among)-1] {
				t.Errorf("tie %+v", tie)
			}
		}
		if len(o.Ties) > 0 {
			return
		}
		for _, seed := range []string{"a", "b", "c", "d"} {
			s.Ties, s.Seed = []voting.TieBreak{voting.TieLot}, seed
			same(t, "selected by another lot", mustTally(t, e.profile(t), s).Selected, o.Selected)
		}
	})
}

// prefer counts the ballots that put a before b.
func (e election) prefer(a, b string) int {
	return e.race(voting.Settings{}).Prefer(a, b)
}

// beatsAll tells whether a project wins against (or loses to) each other one.
func (e election) beatsAll(project string, loses bool) bool {
	for _, other := range e.inst.Projects {
		more, fewer := e.prefer(project, other.ID), e.prefer(other.ID, project)
		if loses {
			more, fewer = fewer, more
		}
		if other.ID != project && more <= fewer {
			return false
		}
	}
	return true
}

// Whoever wins against each other project comes first, and whoever loses to
// each other one does not (Condorcet winner and loser).
func FuzzCondorcet(f *testing.F) {
	fuzzRaces(f, func(t *testing.T, e election, _ voting.Settings, o *voting.Outcome) {
		if o.Pairwise == nil {
			return
		}
		first := o.Pairwise.Ranking[0]
		for _, p := range e.inst.Projects {
			if e.beatsAll(p.ID, false) && first != p.ID {
				t.Errorf("%s wins all comparisons, and %s is first", p.ID, first)
			}
		}
		if len(e.inst.Projects) > 1 && e.beatsAll(first, true) {
			t.Errorf("%s loses all comparisons, and is first", first)
		}
	}, voting.RuleRankedPairs, voting.RuleSchulze)
}

// Whoever stands first on more than half of the ballots is chosen first.
func FuzzMajority(f *testing.F) {
	fuzzRaces(f, func(t *testing.T, e election, _ voting.Settings, o *voting.Outcome) {
		firsts, ranked := map[string]int{}, 0
		for _, b := range e.ballots {
			if len(b) > 0 {
				firsts[b[0].Project]++
				ranked++
			}
		}
		for project, n := range firsts {
			if 2*n > ranked && e.inst.Budget > 0 && o.Selected[0] != project {
				t.Errorf("%s has %d of %d, and %s is chosen", project, n, ranked, o.Selected)
			}
		}
	}, voting.RuleIRV, voting.RuleSTV, voting.RuleRankedPairs, voting.RuleSchulze)
}

// At each stage all votes are with somebody or exhausted, and in the end all
// places are filled.
func FuzzStages(f *testing.F) {
	fuzzRaces(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		ranked := valid(e.race(s))
		for _, stage := range o.Stages {
			sum := rational(t, stage.Exhausted)
			for _, standing := range stage.Standings {
				sum.Add(sum, rational(t, standing.Votes))
			}
			equal(t, "votes in all", sum.RatString(), big.NewRat(int64(ranked), 1).RatString())
		}
		want := min(o.Budget, int64(len(o.Items)))
		if ranked == 0 {
			want = 0
		}
		same(t, "number of selected", int64(len(o.Selected)), want)
	}, voting.RuleIRV, voting.RuleSTV)
}

// Voters who all rank the same projects above all others, and who have the
// quota k times, see k of them elected, if there are so many (Droop's
// proportionality for solid coalitions).
func FuzzSolidCoalitions(f *testing.F) {
	fuzzRaces(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		if len(o.Stages) == 0 {
			return
		}
		for set := 1; set < 1<<len(e.inst.Projects); set++ {
			var coalition []string
			for i, p := range e.inst.Projects {
				if set>>i&1 == 1 {
					coalition = append(coalition, p.ID)
				}
			}
			due := min(e.solid(coalition)/int(o.Stages[0].Quota), len(coalition))
			if got := len(both(coalition, o.Selected)); got < due {
				t.Errorf("%d of %v are elected, want %d", got, coalition, due)
			}
		}
	}, voting.RuleIRV, voting.RuleSTV)
}

// solid counts the ballots that rank all of the projects above all others.
func (e election) solid(coalition []string) int {
	n := 0
	for _, b := range e.ballots {
		if list := once(b); len(list) >= len(coalition) && len(both(list[:len(coalition)], coalition)) == len(coalition) {
			n++
		}
	}
	return n
}

func both(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(p string) bool { return !slices.Contains(b, p) })
}

// Ranking one more project at the end of a ballot does no harm to those that
// stand on it. By a tie-break that looks at the ballots it might.
func FuzzLaterNoHarm(f *testing.F) {
	fuzzRaces(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		if s.Ties[0] == voting.TieSupporters {
			return
		}
		for i, b := range e.ballots {
			list := once(b)
			missing := slices.IndexFunc(e.inst.Projects, func(p voting.Project) bool { return !slices.Contains(list, p.ID) })
			if missing < 0 || len(list) == 0 {
				continue
			}
			longer := e
			longer.ballots = slices.Clone(e.ballots)
			longer.ballots[i] = choices(append(list, e.inst.Projects[missing].ID)...)
			again := mustTally(t, longer.profile(t), s)
			same(t, "elected of those on the ballot", sorted(both(again.Selected, list)), sorted(both(o.Selected, list)))
		}
	}, voting.RuleIRV, voting.RuleSTV)
}

// Whoever is first stays first when a voter ranks it one place higher, if no
// tie is decided.
func FuzzMonotone(f *testing.F) {
	fuzzRaces(f, func(t *testing.T, e election, s voting.Settings, o *voting.Outcome) {
		if e.form.Kind != voting.KindRanking || len(o.Selected) == 0 || len(o.Ties) > 0 {
			return
		}
		for i, b := range e.ballots {
			list := once(b)
			at := slices.Index(list, o.Selected[0])
			if at < 1 {
				continue
			}
			list[at-1], list[at] = list[at], list[at-1]
			higher := e
			higher.ballots = slices.Clone(e.ballots)
			higher.ballots[i] = choices(list...)
			if again := mustTally(t, higher.profile(t), s); len(again.Ties) == 0 {
				equal(t, "first", again.Selected[0], o.Selected[0])
			}
		}
	}, voting.RulePlurality, voting.RuleBorda, voting.RuleRankedPairs, voting.RuleSchulze)
}
