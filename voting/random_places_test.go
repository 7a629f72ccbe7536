package voting_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/internal/oracle"
)

// randomRace is a small random election to places: every cost is 1. There are
// few voters, so that ties are frequent.
func randomRace(seed uint64) election {
	g := generator(^seed)
	e := election{form: voting.Form{Kind: voting.KindRanking, Imported: true}}
	if g.below(3) == 0 {
		e.form.Kind = kinds[g.below(len(kinds))]
	}
	if e.form.Kind == voting.KindApproval && g.below(2) == 0 {
		e.form.Max = 1
	}
	e.inst.Budget = 1
	if g.below(2) == 0 {
		e.inst.Budget = int64(g.below(5))
	}
	for i := range 1 + g.below(6) {
		e.inst.Projects = append(e.inst.Projects, voting.Project{ID: fmt.Sprint(7 + i), Cost: 1})
	}
	long := g.below(2) * 9 // ballots that rank nearly all, or only some
	for range g.below(6 + 5*g.below(5)) {
		b := randomBallot(&g, e)
		for range long {
			b = append(b, randomBallot(&g, e)...)
		}
		e.ballots = append(e.ballots, b)
	}
	return e
}

func ruleInfo(t *testing.T, name string) voting.RuleInfo {
	t.Helper()
	rules := voting.Rules()
	i := slices.IndexFunc(rules, func(r voting.RuleInfo) bool { return r.Name == name })
	if i < 0 {
		t.Fatalf("there is no rule %s", name)
	}
	return rules[i]
}

// placeSettings returns all settings of rules for places that can be used for
// the election.
func placeSettings(e election) []voting.Settings {
	var all []voting.Settings
	for _, rule := range voting.Rules() {
		if !rule.Places || (rule.Name == voting.RuleIRV && e.inst.Budget != 1) {
			continue
		}
		for _, satisfaction := range rule.Satisfactions {
			for _, ties := range [][]voting.TieBreak{voting.TieOrder(), {voting.TieID}, {voting.TieLot}} {
				s := voting.Settings{Rule: rule.Name, Satisfaction: satisfaction, Completion: voting.CompletionNone, Ties: ties, Seed: "dice"}
				if s.Validate(e.form) == nil {
					all = append(all, s)
				}
			}
		}
	}
	return all
}

// race translates an election to places for the oracle.
func (e election) race(s voting.Settings) oracle.Race {
	r := oracle.Race{Places: e.inst.Budget, Before: e.twin(s).Before}
	for _, p := range e.inst.Projects {
		r.Projects = append(r.Projects, p.ID)
	}
	for _, b := range e.ballots {
		r.Ballots = append(r.Ballots, once(b))
	}
	return r
}

// once lists the projects on a ballot, each in its first position.
func once(b voting.Ballot) []string {
	var list []string
	for _, c := range b {
		if !slices.Contains(list, c.Project) {
			list = append(list, c.Project)
		}
	}
	return list
}
