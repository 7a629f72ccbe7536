package voting

import (
	"cmp"
	"slices"
)

// pairs counts, for every two projects, the ballots that put the one first. A
// project that is not on a ballot stands there below all that are, and level
// with the others that are not.
type pairs struct {
	*count
	// wins[a][b] is the number of ballots that put a before b.
	wins  [][]int64
	valid int64 // number of ballots that rank something
}

func newPairs(c *count) *pairs {
	p := &pairs{count: c, wins: table[int64](len(c.candidates))}
	ranked := make([]int64, len(c.candidates)) // ballots that a project is on
	all := ranking(c)
	p.valid = votes(all)
	for _, ballot := range all {
		for i, upper := range ballot.order {
			ranked[upper] += ballot.times
			for _, lower := range ballot.order[i+1:] {
				p.wins[upper][lower] += ballot.times
			}
		}
	}
	p.addUnranked(ranked)
	return p
}

// addUnranked adds the ballots that a project is on and another is not: all that
// it is on without those that have both, whichever is first.
func (p *pairs) addUnranked(ranked []int64) {
	for a := range p.wins {
		for b := range a {
			both := p.wins[a][b] + p.wins[b][a]
			p.wins[a][b] += ranked[a] - both
			p.wins[b][a] += ranked[b] - both
		}
	}
}

// strength of a pair is that of its majority, zero if it has none. It counts
// winning votes: first the ballots for it, then, of equal ones, fewer against.
func (p *pairs) strength(a, b int) Strength {
	if p.wins[a][b] <= p.wins[b][a] {
		return Strength{}
	}
	return Strength{For: p.wins[a][b], Against: p.wins[b][a]}
}

// compare is positive if s is stronger than t.
func (s Strength) compare(t Strength) int {
	return cmp.Or(cmp.Compare(s.For, t.For), cmp.Compare(t.Against, s.Against))
}

// rank selects projects place by place, and goes on without selecting when all
// places are filled, so that every project has its place in the ranking. The
// next is one that no remaining project is above; of several the first by the
// tie-break. It returns the ranking.
func (p *pairs) rank(above func(a, b int) bool) []int {
	var order, last []int
	for rest := p.byTies(); len(rest) > 0; {
		open := unbeaten(rest, above)
		if p.left > 0 {
			if len(last) == 0 || !slices.Equal(last[1:], open) {
				p.noteTie(open) // and not again if only its first was taken
			}
			p.choose(open[0])
		}
		order, last = append(order, open[0]), open
		rest = slices.DeleteFunc(rest, func(q int) bool { return q == open[0] })
	}
	return order
}

// byTies returns all projects in the order of the tie-break.
func (p *pairs) byTies() []int {
	all := make([]int, len(p.candidates))
	for i := range all {
		all[i] = i
	}
	slices.SortFunc(all, func(a, b int) int {
		byTie, _ := p.ties.compare(a, b)
		return byTie
	})
	return all
}

// unbeaten returns the projects that none of the others is above.
func unbeaten(projects []int, above func(a, b int) bool) []int {
	var open []int
	for _, q := range projects {
		if !slices.ContainsFunc(projects, func(other int) bool { return above(other, q) }) {
			open = append(open, q)
		}
	}
	return open
}

// publish writes the ranking and the counts into the outcome.
func (p *pairs) publish(order []int) *Pairwise {
	c := &Pairwise{Wins: inOrder(p.wins, order)}
	for _, project := range order {
		c.Ranking = append(c.Ranking, p.candidates[project].ID)
	}
	p.outcome.Pairwise = c
	return c
}

// table is a square of zeros.
func table[T any](size int) [][]T {
	rows := make([][]T, size)
	for i := range rows {
		rows[i] = make([]T, size)
	}
	return rows
}

// inOrder returns a table with rows and columns in another order.
func inOrder[T any](square [][]T, order []int) [][]T {
	ordered := table[T](len(order))
	for i, row := range order {
		for j, column := range order {
			ordered[i][j] = square[row][column]
		}
	}
	return ordered
}
