package oracle

import (
	"math/big"
	"sort"
)

// Race is an election to places: one list of projects for each voter, from the
// best down.
type Race struct {
	Projects []string
	Ballots  [][]string
	Places   int64
	Before   func(a, b string) bool
}

// Highest takes, place by place, the project with the highest total that is not
// taken yet, as long as there is one above 0.
func Highest(e Election) []string {
	var selected []string
	taken := map[string]bool{}
	for place := int64(0); place < e.Budget; place++ {
		best := ""
		for _, p := range e.Projects {
			if taken[p.ID] || e.total(p).Sign() == 0 {
				continue
			}
			if best == "" || e.higher(p.ID, best) {
				best = p.ID
			}
		}
		if best == "" {
			break
		}
		taken[best] = true
		selected = append(selected, best)
	}
	return selected
}

func (e Election) higher(a, b string) bool {
	if c := e.total(Project{ID: a}).Cmp(e.total(Project{ID: b})); c != 0 {
		return c > 0
	}
	return e.Before(a, b)
}

// Stage is what a count by stages has at one moment.
type Stage struct {
	Votes     map[string]*big.Rat // of all that did not go out
	Exhausted *big.Rat
	Elected   []string
	Surplus   string
	Factor    *big.Rat
	Out       string
	Tied      []string // all that had as few votes as the one that goes out
}

// Runoff takes out the project that is first on the fewest ballots until one is
// left. Nobody stops it when there is a majority.
func Runoff(r Race) string {
	in := map[string]bool{}
	for _, p := range r.Projects {
		in[p] = true
	}
	for len(in) > 1 {
		firsts := map[string]int{}
		for _, b := range r.Ballots {
			firsts[topOf(b, in)]++
		}
		last := ""
		for p := range in {
			if last == "" || firsts[p] < firsts[last] || (firsts[p] == firsts[last] && r.Before(last, p)) {
				last = p
			}
		}
		delete(in, last)
	}
	for p := range in {
		return p
	}
	return ""
}

// topOf is the first project on a ballot that is in, empty if none is.
func topOf(ballot []string, in map[string]bool) string {
	for _, p := range ballot {
		if in[p] {
			return p
		}
	}
	return ""
}

// paper is the ballot of one voter. Rest are the projects behind the one that
// holds it.
type paper struct {
	holder string
	rest   []string
	value  *big.Rat
}

// transferable is a count by stages, with every paper for itself.
type transferable struct {
	Race
	papers  []*paper
	in      map[string]bool // neither elected nor out
	out     map[string]bool
	pending map[string]bool // elected with a surplus to move
	left    int64
	quota   *big.Rat
}

// Transferable is the single transferable vote, recounted at every stage from
// the papers. Papers of projects whose surplus has moved stay with nobody: such
// a project has exactly the quota.
func Transferable(r Race) []Stage {
	t := &transferable{Race: r, in: map[string]bool{}, out: map[string]bool{}, pending: map[string]bool{}, left: r.Places}
	for _, p := range r.Projects {
		t.in[p] = true
	}
	for _, b := range r.Ballots {
		if len(b) > 0 {
			t.papers = append(t.papers, &paper{b[0], b[1:], big.NewRat(1, 1)})
		}
	}
	t.quota = big.NewRat(int64(len(t.papers))/(r.Places+1)+1, 1)
	var stages []Stage
	for len(t.papers) > 0 && t.left > 0 && len(t.in) > 0 {
		stages = append(stages, t.stage(stages))
	}
	return stages
}

// count adds up what everybody holds.
func (t *transferable) count(past []Stage) Stage {
	s := Stage{Votes: map[string]*big.Rat{}, Exhausted: big.NewRat(int64(len(t.papers)), 1)}
	for _, p := range t.Projects {
		if t.out[p] {
			continue
		}
		sum := new(big.Rat)
		for _, paper := range t.papers {
			if paper.holder == p {
				sum.Add(sum, paper.value)
			}
		}
		for _, before := range past {
			if before.Surplus == p {
				sum = t.quota
			}
		}
		s.Votes[p] = sum
		s.Exhausted = new(big.Rat).Sub(s.Exhausted, sum)
	}
	return s
}

func (t *transferable) stage(past []Stage) Stage {
	s := t.count(past)
	for _, p := range t.sorted(t.in, s.Votes) {
		if s.Votes[p].Cmp(t.quota) >= 0 || int64(len(t.in)) <= t.left {
			s.Elected = append(s.Elected, p)
			delete(t.in, p)
			t.left--
			if s.Votes[p].Cmp(t.quota) > 0 {
				t.pending[p] = true
			}
		}
	}
	switch {
	case t.left == 0 || len(t.in) == 0:
	case len(t.pending) > 0:
		s.Surplus = t.sorted(t.pending, s.Votes)[0]
		delete(t.pending, s.Surplus)
		surplus := new(big.Rat).Sub(s.Votes[s.Surplus], t.quota)
		s.Factor = surplus.Quo(surplus, s.Votes[s.Surplus])
		t.pass(s.Surplus, s.Factor)
	default:
		all := t.sorted(t.in, s.Votes)
		s.Out = all[len(all)-1]
		for _, p := range all {
			if s.Votes[p].Cmp(s.Votes[s.Out]) == 0 {
				s.Tied = append(s.Tied, p)
			}
		}
		delete(t.in, s.Out)
		t.out[s.Out] = true
		t.pass(s.Out, big.NewRat(1, 1))
	}
	return s
}

// pass gives each paper of a project to the next one on it that is in.
func (t *transferable) pass(from string, factor *big.Rat) {
	for _, p := range t.papers {
		if p.holder != from {
			continue
		}
		p.value = new(big.Rat).Mul(p.value, factor)
		for p.holder = "nobody"; len(p.rest) > 0 && p.holder == "nobody"; p.rest = p.rest[1:] {
			if t.in[p.rest[0]] {
				p.holder = p.rest[0]
			}
		}
	}
}

func (t *transferable) sorted(set map[string]bool, votes map[string]*big.Rat) []string {
	var list []string
	for p := range set {
		list = append(list, p)
	}
	sort.Slice(list, func(a, b int) bool {
		if c := votes[list[a]].Cmp(votes[list[b]]); c != 0 {
			return c > 0
		}
		return t.Before(list[a], list[b])
	})
	return list
}
