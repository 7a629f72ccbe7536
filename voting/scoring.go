package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// The scoring rules give every project a number, its score, and fill the places
// from the highest score down. A project with a score of 0 has no support and
// is not selected, even if places stay empty.

// plurality counts the ballots that put a project first. On ballots without an
// order the first is the only one; one that names several, as imported ballots
// may, puts none of them first.
func plurality(c *count) {
	firsts := make([]int64, len(c.candidates))
	for _, p := range preferences(c) {
		if len(p.order) == 1 || (len(p.order) > 1 && c.outcome.Ballots == KindRanking) {
			firsts[p.order[0]] += p.times
		}
	}
	c.fill(func(project int) *big.Int { return big.NewInt(firsts[project]) })
}

// bySatisfaction takes the satisfaction of all voters as the score. It is
// approval voting where each approved project counts as one, score voting where
// the points count, and the Borda rule where the place on the ballot counts.
//
// On a ballot that does not rank all projects both Borda conventions count from
// the last ranked one, so a ballot that ranks fewer gives less: the count that
// Emerson, "The original Borda count and partial voting" (Social Choice and
// Welfare 40, 2013), takes for the original one.
func bySatisfaction(c *count) {
	c.fill(func(project int) *big.Int { return c.candidates[project].satisfaction() })
}

// scored is a project with its score.
type scored struct {
	project int
	score   *big.Int
}

// fill selects the projects with the highest scores, as many as there are
// places.
func (c *count) fill(score func(project int) *big.Int) {
	order := c.byScore(score)
	for i, at := range order {
		if c.left == 0 {
			return
		}
		if i == 0 || order[i-1].score.Cmp(at.score) != 0 {
			c.noteTie(sameScore(order[i:]))
		}
		round := c.choose(at.project)
		round.Score = at.score.String()
		if i+1 < len(order) {
			round.RunnerUp = c.candidates[order[i+1].project].ID
			round.RunnerUpValue = order[i+1].score.String()
		}
	}
}

// byScore enters all scores and orders the projects that have any.
func (c *count) byScore(score func(project int) *big.Int) []scored {
	var order []scored
	for i := range c.candidates {
		s := score(i)
		c.outcome.Items[i].Score = s.String()
		if s.Sign() > 0 {
			order = append(order, scored{i, s})
		}
	}
	slices.SortFunc(order, func(a, b scored) int {
		byTie, _ := c.ties.compare(a.project, b.project)
		return cmp.Or(b.score.Cmp(a.score), byTie)
	})
	return order
}

// sameScore returns those at the beginning that have the score of the first.
func sameScore(order []scored) []int {
	var projects []int
	for _, s := range order {
		if s.score.Cmp(order[0].score) != 0 {
			break
		}
		projects = append(projects, s.project)
	}
	return projects
}
