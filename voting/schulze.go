package voting

// strongestPaths is the rule of Schulze, "A new monotonic, clone-independent,
// reversal symmetric, and Condorcet-consistent single-winner election method"
// (Social Choice and Welfare 36, 2011), section 2: a project is above another
// if its strongest path to it, over pairs that a majority decided, is stronger
// than the strongest path back. A path is as strong as its weakest step, a step
// is measured by winning votes.
//
// The ranking is read from the top: the next place goes to a project that none
// of the remaining ones is above. All that fit that condition have equally
// strong paths to each other, and the tie-break decides.
func strongestPaths(c *count) {
	p := newPairs(c)
	if p.valid == 0 {
		return // nothing to compare
	}
	paths := p.paths()
	order := p.rank(func(a, b int) bool { return paths[a][b].compare(paths[b][a]) > 0 })
	p.publish(order).Paths = inOrder(paths, order)
}

// paths finds the strongest paths between all projects, by letting them pass
// through one project more at a time (Floyd and Warshall).
func (p *pairs) paths() [][]Strength {
	paths := table[Strength](len(p.candidates))
	for a := range paths {
		for b := range paths {
			paths[a][b] = p.strength(a, b)
		}
	}
	for through := range paths {
		for a := range paths {
			if first := paths[a][through]; first.For > 0 && a != through {
				widen(paths[a], first, paths[through], a)
			}
		}
	}
	return paths
}

// widen replaces the paths from one project by those that begin with a path to
// another one, where they are stronger.
func widen(from []Strength, first Strength, rest []Strength, self int) {
	for b := range from {
		// A project has no path to itself.
		if b != self && first.compare(from[b]) > 0 && rest[b].compare(from[b]) > 0 {
			from[b] = weaker(first, rest[b])
		}
	}
}

func weaker(s, t Strength) Strength {
	if s.compare(t) <= 0 {
		return s
	}
	return t
}
