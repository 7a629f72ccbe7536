package voting

import (
	"math/big"
	"slices"
)

// race is a run of equal shares, or of all such runs that begin with a share
// between two, as far as they do the same. It finds out who can win a round and
// leaves the exact numbers to others.
type race struct {
	*electorate
	ties *tieBreaker
	// est is nil if the numbers are too large for it: then nothing is excluded.
	est *estimate
	// open are the projects that may still be bought, by bound.
	open []int
	// bound[p] is below the rho of project p now and later: money only shrinks,
	// so rho never falls.
	bound []ratio
	gate  *admission
}

// contender is a project that may win, with bounds of its rho.
type contender struct {
	project   int
	low, high ratio
}

func newRace(c *count, low, high *big.Rat) *race {
	e := c.electorate
	e.index()
	r := &race{electorate: e, ties: c.ties, gate: c.gate.fork(), est: newEstimate(e, low, high), bound: make([]ratio, len(e.candidates))}
	for i := range e.candidates {
		p := &e.candidates[i]
		if p.number == 0 || !c.available(i) {
			continue
		}
		r.open = append(r.open, i)
		if r.est != nil {
			r.bound[i] = r.est.ratio(i, quote{p.Cost << r.est.shift, p.levels})
		}
	}
	r.sort()
	return r
}

func (r *race) sort() {
	slices.SortStableFunc(r.open, func(a, b int) int { return r.bound[a].compare(r.bound[b]) })
}

// contenders returns all open projects that may be among the best few, or
// exactly as good as one of them. It takes out those that surely cannot be paid
// any more.
//
// Projects are visited by their last known bound, and the rest is not looked at
// as soon as that is above the best few: it could only have grown.
func (r *race) contenders(few int) []contender {
	if r.est == nil {
		return everybody(r.open)
	}
	var found []contender
	best := leaders{few: few}
	gone := false
	for _, p := range r.open {
		if best.excludes(r.bound[p]) {
			break
		}
		low, can := r.est.price(&r.est.high, p) // most money, lowest price
		if !can {
			r.bound[p] = ratio{1, 0}
			gone = true
			continue
		}
		r.bound[p] = r.est.ratio(p, low)
		if best.excludes(r.bound[p]) {
			continue
		}
		c := contender{project: p, low: r.bound[p]}
		if high, can := r.est.price(&r.est.low, p); can {
			c.high = r.est.ratio(p, high)
		}
		best.add(c.high)
		found = append(found, c)
	}
	if gone {
		r.open = slices.DeleteFunc(r.open, func(p int) bool { return r.bound[p].over == 0 })
	}
	r.sort()
	return slices.DeleteFunc(found, func(c contender) bool { return best.excludes(c.low) })
}

// everybody may win, with rho between zero and infinitely much.
func everybody(open []int) []contender {
	all := make([]contender, len(open))
	for i, p := range open {
		all[i] = contender{project: p, low: ratio{0, 1}}
	}
	return all
}

// leaders are the lowest upper bounds of rho, ascending.
type leaders struct {
	few  int
	high []ratio
}

func (l *leaders) add(high ratio) {
	at, _ := slices.BinarySearchFunc(l.high, high, ratio.compare)
	l.high = slices.Insert(l.high, at, high)
	l.high = l.high[:min(l.few, len(l.high))]
}

// excludes tells whether a rho that is not below low is above all leaders.
func (l *leaders) excludes(low ratio) bool {
	return len(l.high) == l.few && low.compare(l.high[l.few-1]) > 0
}

// buy makes the supporters of a project pay, and closes it and what it bars.
func (r *race) buy(project int) {
	if r.est != nil {
		r.est.pay(project)
	}
	r.gate.take(project)
	r.open = slices.DeleteFunc(r.open, func(p int) bool { return p == project || r.gate.barred(p) != nil })
}

func (r *race) remove(project int) {
	r.open = slices.DeleteFunc(r.open, func(p int) bool { return p == project })
}

// clear returns the contender that surely wins, and whether there is one: it
// can be paid, and no other can have a lower rho, or the same and the better
// place in the tie-break.
func (r *race) clear(among []contender) (project int, sure bool) {
	best := slices.MinFunc(among, func(a, b contender) int { return r.before(a.high, a.project, b.high, b.project) })
	if best.high.over == 0 {
		return 0, false
	}
	for _, c := range among {
		if c.project != best.project && r.before(best.high, best.project, c.low, c.project) > 0 {
			return 0, false
		}
	}
	return best.project, true
}

// before compares two rhos, and the projects if the rhos are equal.
func (r *race) before(a ratio, first int, b ratio, second int) int {
	if order := a.compare(b); order != 0 || first == second {
		return order
	}
	order, _ := r.ties.compare(first, second)
	return order
}
