package voting

import "slices"

// rankedPairs is the rule of Tideman, "Independence of clones as a criterion
// for voting rules" (Social Choice and Welfare 4, 1987): the pairs that a
// majority decided are looked at from the strongest down, measured by winning
// votes, and each is locked unless those locked before already put its loser
// before its winner. The ranking follows the locked pairs.
//
// Of pairs that are exactly equally strong, those whose loser comes last by the
// tie-break are looked at first, so that a loss of the first is the one to be
// passed over. That pairs follow one fixed order of the projects is the idea of
// Zavist and Tideman, "Complete independence of clones in the ranked pairs rule"
// (Social Choice and Welfare 6, 1989). The order of pairs with the same loser
// changes nothing. Projects that the locked pairs leave level follow the
// tie-break too.
func rankedPairs(c *count) {
	p := newPairs(c)
	if p.valid == 0 {
		return // nothing to compare
	}
	l := &locking{pairs: p, above: newRelation(len(c.candidates)), order: p.byTies()}
	majorities := l.majorities()
	for start := 0; start < len(majorities); {
		end := start + 1
		for end < len(majorities) && majorities[end].compare(majorities[start].Strength) == 0 {
			end++
		}
		l.lockEqual(majorities[start:end])
		start = end
	}
	p.publish(p.rank(l.above.has)).Locks = l.locks
}

// majorityPair is a pair that a majority decided.
type majorityPair struct {
	Strength
	winner, loser int
}

// locking is the state of ranked pairs.
type locking struct {
	*pairs
	order []int     // all projects in the order of the tie-break
	above *relation // that follows from the locked pairs
	locks []Lock
}

// majorities returns the pairs that a majority decided, the strongest first.
func (l *locking) majorities() []majorityPair {
	var all []majorityPair
	for i := len(l.order) - 1; i >= 0; i-- {
		loser := l.order[i]
		for _, winner := range l.order {
			if s := l.strength(winner, loser); s.For > 0 {
				all = append(all, majorityPair{s, winner, loser})
			}
		}
	}
	// Stable, so that equal ones stay in the order of their losers.
	slices.SortStableFunc(all, func(x, y majorityPair) int { return y.compare(x.Strength) })
	return all
}

// lockEqual locks pairs that are equally strong.
func (l *locking) lockEqual(equal []majorityPair) {
	open := slices.DeleteFunc(slices.Clone(equal), func(m majorityPair) bool { return l.above.has(m.loser, m.winner) })
	var together *relation
	if len(open) > 1 {
		together = l.above.with(open)
	}
	for _, m := range equal {
		skipped := l.above.has(m.loser, m.winner)
		l.locks = append(l.locks, Lock{l.candidates[m.winner].ID, l.candidates[m.loser].ID, m.Strength, skipped})
		if !skipped {
			l.above.add(m.winner, m.loser)
		}
	}
	if together != nil {
		l.noteCycles(open, together)
	}
}

// noteCycles records the ties among equally strong pairs that could not all be
// locked: those that lie on a cycle when all are taken together. Every cycle
// that hangs together is one tie, among the losers of its pairs.
func (l *locking) noteCycles(open []majorityPair, together *relation) {
	cyclic := slices.DeleteFunc(open, func(m majorityPair) bool { return !together.has(m.loser, m.winner) })
	for len(cyclic) > 0 {
		one, tied := cyclic[0].loser, map[int]bool{}
		cyclic = slices.DeleteFunc(cyclic, func(m majorityPair) bool {
			here := together.has(one, m.loser) && together.has(m.loser, one)
			if here {
				tied[m.loser] = true
			}
			return here
		})
		l.noteTie(slices.DeleteFunc(slices.Clone(l.order), func(p int) bool { return !tied[p] }))
	}
}

// relation tells which projects are above which, directly or by way of others.
type relation struct {
	rows [][]uint64 // one bit for each project that is below
}

func newRelation(size int) *relation {
	r := &relation{rows: make([][]uint64, size)}
	for i := range r.rows {
		r.rows[i] = make([]uint64, (size+63)/64)
	}
	return r
}

func (r *relation) has(above, below int) bool { return r.rows[above][below/64]>>(below%64)&1 == 1 }

// add puts one project above another, and with it all that are above it, and
// with the other all that are below that.
func (r *relation) add(above, below int) {
	for i := range r.rows {
		if i != above && !r.has(i, above) {
			continue
		}
		for word, bits := range r.rows[below] {
			r.rows[i][word] |= bits
		}
		r.rows[i][below/64] |= 1 << (below % 64)
	}
}

// with returns what follows if all of the pairs are taken as well, cycles or
// not.
func (r *relation) with(all []majorityPair) *relation {
	more := &relation{rows: make([][]uint64, len(r.rows))}
	for i := range r.rows {
		more.rows[i] = slices.Clone(r.rows[i])
	}
	for _, m := range all {
		more.add(m.winner, m.loser)
	}
	return more
}
