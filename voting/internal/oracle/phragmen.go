package oracle

import "math/big"

// Load is one round of Phragmén's rule: the load of the supporters afterwards,
// nil if there are none, and all projects that would have had the same.
type Load struct {
	Project string
	Load    *big.Rat
	Tied    []string
}

// Phragmen selects, again and again, the project p with the smallest load
// (sum of the loads of its supporters + cost) / supporters, which they all carry
// then, until one of those with the smallest load does not fit into left.
// Projects that cost more than the budget, and those in taken, are not looked at.
func Phragmen(e Election, taken map[string]bool, left int64) []Load {
	loads := make([]*big.Rat, len(e.Voters))
	for i := range loads {
		loads[i] = new(big.Rat)
	}
	done := map[string]bool{}
	for id := range taken {
		done[id] = true
	}
	var rounds []Load
	for {
		best := Load{}
		for _, p := range e.Projects {
			if done[p.ID] || p.Cost > e.Budget {
				continue
			}
			load := e.loadOf(p, loads)
			switch {
			case len(best.Tied) == 0 || less(load, best.Load):
				best = Load{Load: load, Tied: []string{p.ID}}
			case !less(best.Load, load):
				best.Tied = append(best.Tied, p.ID)
			}
		}
		for _, id := range best.Tied {
			if e.cost(id) > left {
				return rounds
			}
		}
		if len(best.Tied) == 0 {
			return rounds
		}
		best.Project = e.first(best.Tied)
		done[best.Project] = true
		left -= e.cost(best.Project)
		for i, v := range e.Voters {
			if _, supports := v[best.Project]; supports {
				loads[i] = best.Load
			}
		}
		rounds = append(rounds, best)
	}
}

func (e Election) loadOf(p Project, loads []*big.Rat) *big.Rat {
	sum, supporters := big.NewRat(p.Cost, 1), int64(0)
	for i, v := range e.Voters {
		if _, supports := v[p.ID]; supports {
			sum.Add(sum, loads[i])
			supporters++
		}
	}
	if supporters == 0 {
		return nil
	}
	return sum.Quo(sum, big.NewRat(supporters, 1))
}

// less compares loads, nil being greater than all others.
func less(a, b *big.Rat) bool {
	if a == nil || b == nil {
		return b == nil && a != nil
	}
	return a.Cmp(b) < 0
}
