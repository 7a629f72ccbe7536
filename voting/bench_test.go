package voting_test

import (
	"fmt"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
)

// city is a made-up election of the size of a large city: 90,000 ballots of
// five out of 150 projects, the first ones more popular.
func city(b *testing.B) *voting.Profile {
	b.Helper()
	g := generator(1)
	inst := voting.Instance{Budget: 6_000_000}
	for i := range 150 {
		inst.Projects = append(inst.Projects, voting.Project{ID: fmt.Sprint("L", i), Cost: int64(20_000 + g.below(400_000))})
	}
	p := voting.NewProfile(inst, voting.Form{Kind: voting.KindApproval, Imported: true})
	for range 90_000 {
		var ballot voting.Ballot
		for range 5 {
			popular := 1 + g.below(len(inst.Projects))
			ballot = append(ballot, voting.Choice{Project: inst.Projects[g.below(popular)].ID})
		}
		if err := p.Add(ballot, 1); err != nil {
			b.Fatal(err)
		}
	}
	return p
}

func BenchmarkTally(b *testing.B) {
	p := city(b)
	for _, rule := range voting.Rules() {
		if rule.Places {
			continue
		}
		b.Run(rule.Name, func(b *testing.B) {
			s := settings(rule.Name, voting.SatisfactionCost, rule.Completions[len(rule.Completions)-1])
			for b.Loop() {
				if _, err := voting.Tally(p, s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNearest(b *testing.B) {
	p := city(b)
	for _, rule := range []string{voting.RuleEqualShares, voting.RuleGreedy, voting.RulePhragmen} {
		b.Run(rule, func(b *testing.B) {
			for b.Loop() {
				if _, err := voting.Nearest(p, settings(rule, voting.SatisfactionCost, voting.CompletionNone)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
