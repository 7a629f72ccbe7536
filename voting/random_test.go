package voting_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/internal/oracle"
)

// generator is splitmix64: the same numbers on every machine.
type generator uint64

func (g *generator) next() uint64 {
	*g += 0x9e3779b97f4a7c15
	z := uint64(*g)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number from 0 to n-1.
func (g *generator) below(n int) int { return int(g.next() % uint64(n)) }

// below64 is below for large numbers.
func (g *generator) below64(n int64) int64 { return int64(g.next() % uint64(n)) }

// election is a small random election. Costs are few and small, so that ties
// and equalities are frequent.
type election struct {
	inst    voting.Instance
	form    voting.Form
	ballots []voting.Ballot
}

var kinds = []voting.Kind{
	voting.KindApproval, voting.KindKnapsack, voting.KindPoints, voting.KindQuadratic, voting.KindScore, voting.KindRanking,
}

func hasPoints(kind voting.Kind) bool {
	return kind == voting.KindPoints || kind == voting.KindQuadratic || kind == voting.KindScore
}

func randomElection(seed uint64) election {
	g := generator(seed)
	e := election{form: voting.Form{Kind: kinds[g.below(len(kinds))], Imported: true}}
	e.inst.Budget = int64(g.below(40))
	for i := range 1 + g.below(6) {
		e.inst.Projects = append(e.inst.Projects, voting.Project{ID: fmt.Sprint(7 + i), Cost: int64(g.below(13))})
	}
	for range 1 + g.below(14) {
		e.ballots = append(e.ballots, randomBallot(&g, e))
	}
	return e
}

func randomBallot(g *generator, e election) voting.Ballot {
	var b voting.Ballot
	for range g.below(len(e.inst.Projects) + 1) {
		choice := voting.Choice{Project: e.inst.Projects[g.below(len(e.inst.Projects))].ID}
		if hasPoints(e.form.Kind) {
			choice.Points = int64(g.below(5))
		}
		b = append(b, choice)
	}
	return b
}

func (e election) profile(t *testing.T) *voting.Profile {
	t.Helper()
	p := voting.NewProfile(e.inst, e.form)
	for _, b := range e.ballots {
		if err := p.Add(b, 1); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func mustTally(t *testing.T, p *voting.Profile, s voting.Settings) *voting.Outcome {
	t.Helper()
	o, err := voting.Tally(p, s)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// allSettings returns all settings that can be used for ballots of the kind, by
// the rules that share out a budget.
func allSettings(kind voting.Kind) []voting.Settings {
	satisfactions := []voting.Satisfaction{voting.SatisfactionCost, voting.SatisfactionCardinality}
	switch {
	case hasPoints(kind):
		satisfactions = append(satisfactions, voting.SatisfactionPoints)
	case kind == voting.KindRanking:
		satisfactions = append(satisfactions, voting.SatisfactionBorda, voting.SatisfactionBordaFromOne)
	}
	var all []voting.Settings
	for _, satisfaction := range satisfactions {
		for _, ties := range [][]voting.TieBreak{voting.TieOrder(), {voting.TieCost, voting.TieID}, {voting.TieLot}} {
			for _, rule := range voting.Rules() {
				if rule.Places || rule.Satisfactions != nil && !slices.Contains(rule.Satisfactions, satisfaction) {
					continue
				}
				for _, completion := range rule.Completions {
					s := voting.Settings{
						Rule: rule.Name, Satisfaction: satisfaction, Completion: completion, Ties: ties, Seed: "dice",
					}
					if raises(completion) {
						s.Increment = 1
					}
					if s.Validate(voting.Form{Kind: kind}) == nil {
						all = append(all, s)
					}
				}
			}
		}
	}
	return all
}

func raises(c voting.Completion) bool {
	return c == voting.CompletionAdd1 || c == voting.CompletionAdd1Greedy || c == voting.CompletionOverspend
}

// twin translates an election for the oracle.
func (e election) twin(s voting.Settings) oracle.Election {
	o := oracle.Election{Budget: e.inst.Budget}
	cost := map[string]int64{}
	for _, p := range e.inst.Projects {
		o.Projects = append(o.Projects, oracle.Project{ID: p.ID, Cost: p.Cost})
		cost[p.ID] = p.Cost
	}
	for _, b := range e.ballots {
		o.Voters = append(o.Voters, satisfactionOf(b, s.Satisfaction, cost))
	}
	o.Before = before(s, cost, o.Voters)
	return o
}

// satisfactionOf is the twin's own reading of a ballot.
func satisfactionOf(b voting.Ballot, s voting.Satisfaction, cost map[string]int64) oracle.Voter {
	points, order := map[string]int64{}, []string{}
	for _, c := range b {
		if _, again := points[c.Project]; !again {
			order = append(order, c.Project)
		}
		points[c.Project] = c.Points
	}
	v := oracle.Voter{}
	for position, project := range order {
		switch s {
		case voting.SatisfactionCost:
			v[project] = cost[project]
		case voting.SatisfactionCardinality:
			v[project] = 1
		case voting.SatisfactionPoints:
			v[project] = points[project]
		case voting.SatisfactionBorda:
			v[project] = int64(len(order) - position - 1)
		case voting.SatisfactionBordaFromOne:
			v[project] = int64(len(order) - position)
		}
	}
	return v
}

// before is the twin's own tie-break.
func before(s voting.Settings, cost map[string]int64, voters []oracle.Voter) func(a, b string) bool {
	number := map[string]int{}
	for _, v := range voters {
		for project, satisfaction := range v {
			if satisfaction > 0 {
				number[project]++
			}
		}
	}
	lot := func(id string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s.Seed+id))) }
	return func(a, b string) bool {
		for _, criterion := range s.Ties {
			switch {
			case criterion == voting.TieSupporters && number[a] != number[b]:
				return number[a] > number[b]
			case criterion == voting.TieCost && cost[a] != cost[b]:
				return cost[a] < cost[b]
			case criterion == voting.TieLot && a != b:
				return lot(a) < lot(b)
			case criterion == voting.TieID && a != b:
				return a < b
			}
		}
		return false
	}
}
