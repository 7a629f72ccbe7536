package oracle

import "sort"

// Link is how many voters put one project before another, and the other before
// the one. Between projects that are level, or the wrong way round, there is
// none.
type Link struct{ For, Against int }

// Stronger compares by the votes of the winning side, then by those against it.
func (l Link) Stronger(m Link) bool {
	return l.For > m.For || (l.For == m.For && l.Against < m.Against)
}

// Prefer counts the ballots that put a before b: a is on them, and b is behind
// or not there.
func (r Race) Prefer(a, b string) int {
	n := 0
	for _, ballot := range r.Ballots {
		for _, p := range ballot {
			if p == b {
				break
			}
			if p == a {
				n++
			}
		}
	}
	return n
}

func (r Race) link(a, b string) Link {
	if r.Prefer(a, b) <= r.Prefer(b, a) {
		return Link{}
	}
	return Link{r.Prefer(a, b), r.Prefer(b, a)}
}

// Links are all links of a race.
type Links map[[2]string]Link

// Links counts each pair once.
func (r Race) Links() Links {
	all := Links{}
	for _, a := range r.Projects {
		for _, b := range r.Projects {
			all[[2]string{a, b}] = r.link(a, b)
		}
	}
	return all
}

// Strongest is the strongest of all simple paths from a to b, each as strong as
// its weakest link.
func (r Race) Strongest(links Links, a, b string) Link {
	return r.strongest(links, a, b, map[string]bool{a: true})
}

func (r Race) strongest(links Links, from, to string, seen map[string]bool) Link {
	best := links[[2]string{from, to}]
	for _, next := range r.Projects {
		if seen[next] || next == to {
			continue
		}
		seen[next] = true
		path := r.strongest(links, next, to, seen)
		if first := links[[2]string{from, next}]; path.Stronger(first) {
			path = first
		}
		if path.Stronger(best) {
			best = path
		}
		delete(seen, next)
	}
	return best
}

// Schulze ranks by strongest paths.
func (r Race) Schulze() []string {
	links := r.Links()
	return r.fromTop(func(a, b string) bool { return r.Strongest(links, a, b).Stronger(r.Strongest(links, b, a)) })
}

// RankedPairs ranks by the locked pairs, and returns these as well.
func (r Race) RankedPairs() (ranking []string, locked map[[2]string]bool) {
	links := r.Links()
	var pairs [][2]string
	for _, a := range r.Projects {
		for _, b := range r.Projects {
			if links[[2]string{a, b}].For > 0 {
				pairs = append(pairs, [2]string{a, b})
			}
		}
	}
	sort.SliceStable(pairs, func(i, j int) bool {
		x, y := links[pairs[i]], links[pairs[j]]
		if x != y {
			return x.Stronger(y)
		}
		return r.Before(pairs[j][1], pairs[i][1]) // whoever comes last loses first
	})
	locked = map[[2]string]bool{}
	for _, p := range pairs {
		if !r.leads(locked, p[1], p[0]) {
			locked[p] = true
		}
	}
	return r.fromTop(func(a, b string) bool { return r.leads(locked, a, b) }), locked
}

// leads walks along locked pairs, which have no cycle.
func (r Race) leads(locked map[[2]string]bool, from, to string) bool {
	if locked[[2]string{from, to}] {
		return true
	}
	for _, p := range r.Projects {
		if locked[[2]string{from, p}] && r.leads(locked, p, to) {
			return true
		}
	}
	return false
}

// fromTop takes again and again a project that no other one left is above.
func (r Race) fromTop(above func(a, b string) bool) []string {
	rest, ranking := append([]string{}, r.Projects...), []string{}
	for len(rest) > 0 {
		best := -1
		for i, p := range rest {
			beaten := false
			for _, q := range rest {
				beaten = beaten || above(q, p)
			}
			if !beaten && (best < 0 || r.Before(p, rest[best])) {
				best = i
			}
		}
		ranking = append(ranking, rest[best])
		rest = append(rest[:best], rest[best+1:]...)
	}
	return ranking
}
