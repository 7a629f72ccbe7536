package voting

import "slices"

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
	bound []line
	gate  *admission
}

// contender is a project that may win, with bounds of its rho.
type contender struct {
	project   int
	low, high line
}

// newRace begins with what the estimate began with.
func newRace(c *count, est *estimate) *race {
	e := c.electorate
	r := &race{electorate: e, ties: c.ties, gate: c.gate.fork(), est: est, bound: make([]line, len(e.candidates))}
	for i := range e.candidates {
		if e.candidates[i].number == 0 || !c.available(i) {
			continue
		}
		r.open = append(r.open, i)
		if est != nil {
			r.bound[i] = est.bids[i].below(e.candidates[i].unit)
		}
	}
	slices.SortStableFunc(r.open, func(a, b int) int { return r.bound[a].richest.compare(r.bound[b].richest) })
	return r
}

// sort restores the order of the open projects, of which few have moved.
func (r *race) sort() {
	for i := range r.open {
		for j := i; j > 0 && r.bound[r.open[j]].richest.compare(r.bound[r.open[j-1]].richest) < 0; j-- {
			r.open[j], r.open[j-1] = r.open[j-1], r.open[j]
		}
	}
}

// contenders returns all open projects that may be among the best few, or
// exactly as good as one of them. It takes out those that surely cannot be paid
// any more.
//
// Projects are visited by their last known bound, and those above the best few
// are not looked at: they could only have grown.
func (r *race) contenders(few int) []contender {
	if r.est == nil {
		return everybody(r.open)
	}
	r.sort()
	var found []contender
	best := leaders{few: few}
	gone := false
	for _, p := range r.open {
		if best.excludes(r.bound[p]) {
			continue
		}
		b, unit := r.est.lowest(p), r.candidates[p].unit
		r.bound[p] = b.below(unit)
		if b.high.levels == 0 {
			gone = true
			continue
		}
		if best.excludes(r.bound[p]) {
			continue
		}
		c := contender{project: p, low: r.bound[p], high: r.est.highest(p).above(unit)}
		best.add(c.high)
		found = append(found, c)
	}
	if gone {
		r.open = slices.DeleteFunc(r.open, func(p int) bool { return r.est.bids[p].high.levels == 0 })
	}
	return slices.DeleteFunc(found, func(c contender) bool { return best.excludes(c.low) })
}

// everybody may win, with rho between zero and infinitely much.
func everybody(open []int) []contender {
	all := make([]contender, len(open))
	for i, p := range open {
		all[i] = contender{project: p, low: line{ratio{0, 1}, ratio{0, 1}}}
	}
	return all
}

// leaders are upper bounds of the rhos that begin lowest, ascending.
type leaders struct {
	few  int
	high []line
}

func (l *leaders) add(high line) {
	at, _ := slices.BinarySearchFunc(l.high, high, func(a, b line) int { return a.poorest.compare(b.poorest) })
	if at < l.few {
		l.high = slices.Insert(l.high, at, high)
		l.high = l.high[:min(l.few, len(l.high))]
	}
}

// excludes tells whether a rho that is not below low is above all leaders.
func (l *leaders) excludes(low line) bool {
	if len(l.high) < l.few {
		return false
	}
	for _, high := range l.high {
		if !low.over(high) {
			return false
		}
	}
	return true
}

// buy makes the supporters of a project pay, and closes it and what it bars. Its
// price must be known.
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
//
// Bounds are straight lines, so it is enough to compare them at both ends.
func (r *race) clear(among []contender) (project int, sure bool) {
	best := r.first(among)
	if best.high.poorest.over == 0 {
		return 0, false
	}
	for _, c := range among {
		if c.project != best.project && !r.beats(best, c) {
			return 0, false
		}
	}
	return best.project, true
}

// first returns the contender that would win at the poorest beginning.
func (r *race) first(among []contender) contender {
	return slices.MinFunc(among, func(a, b contender) int {
		return r.before(a.high.poorest, a.project, b.high.poorest, b.project)
	})
}

// beats tells whether one contender surely wins against another.
func (r *race) beats(a, b contender) bool {
	if r.alike(a.project, b.project) {
		return r.before(ratio{0, 1}, a.project, ratio{0, 1}, b.project) < 0
	}
	return r.before(a.high.poorest, a.project, b.low.poorest, b.project) < 0 &&
		r.before(a.high.richest, a.project, b.low.richest, b.project) < 0
}

// before compares two rhos, and the projects if the rhos are equal.
func (r *race) before(a ratio, first int, b ratio, second int) int {
	if order := a.compare(b); order != 0 || first == second {
		return order
	}
	order, _ := r.ties.compare(first, second)
	return order
}

// alike tells whether two projects have the same rho whatever happens, as they
// have the same cost and the same supporters. No interval could tell them apart.
func (r *race) alike(a, b int) bool {
	x, y := &r.candidates[a], &r.candidates[b]
	return x.Cost == y.Cost && slices.Equal(x.supporters, y.supporters) && slices.Equal(x.level, y.level)
}
