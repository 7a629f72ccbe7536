package voting

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"
)

// estimate encloses the money that every voter has left between two bounds of
// fixed width, so that most comparisons of equal shares need no exact numbers:
// only where two enclosures overlap must exact ones be made (a filter, as in
// exact geometry; Brönnimann, Burnikel and Pion, "Interval arithmetic yields
// efficient dynamic filters for computational geometry", 2001).
//
// It may begin with one share or with all shares between two. That works since
// equal shares is monotone as long as the same projects are bought in the same
// order: who begins with more finds lower prices and has more left after each
// of them. So the poorest and the richest beginning enclose all between.
//
// Amounts are whole multiples of 2^-shift minor units.
type estimate struct {
	*electorate
	shift   uint
	low     side
	high    side
	scratch []int32
}

// side is one of the bounds.
type side struct {
	upper bool
	money []int64 // group -> of each of its voters
	// least[p] is what somebody must have to pay the last known price of one
	// level of project p. Prices never fall.
	least []int64
}

// quote is the price of one level at one bound: need/levels.
type quote struct{ need, levels int64 }

// roomBits is the width of the largest sum of money.
const roomBits = 62

// newEstimate begins with shares from low to high. It returns nil if the
// numbers are too large for it.
func newEstimate(e *electorate, low, high *big.Rat) *estimate {
	width := roomBits - roomFor(e, high)
	if width < 1 || !e.narrow() {
		return nil
	}
	est := &estimate{electorate: e, shift: uint(width), high: side{upper: true}}
	est.low.fill(e, shifted(low, est.shift, false))
	est.high.fill(e, shifted(high, est.shift, true))
	return est
}

// roomFor returns how many bits the money of all voters and each cost take.
func roomFor(e *electorate, share *big.Rat) int {
	all := new(big.Int).Mul(big.NewInt(int64(e.total)), ceiling(share))
	for i := range e.candidates {
		if cost := big.NewInt(e.candidates[i].Cost); cost.Cmp(all) > 0 {
			all = cost
		}
	}
	return all.BitLen() + 1
}

// narrow tells whether all sums of satisfaction have a fixed width.
func (e *electorate) narrow() bool {
	return !slices.ContainsFunc(e.candidates, func(c candidate) bool {
		return c.satisfaction().BitLen() > roomBits
	})
}

func ceiling(r *big.Rat) *big.Int {
	whole, rest := new(big.Int).QuoRem(r.Num(), r.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		whole.Add(whole, big.NewInt(1))
	}
	return whole
}

// shifted returns amount * 2^shift, rounded.
func shifted(amount *big.Rat, shift uint, up bool) int64 {
	scaled := new(big.Rat).SetFrac(new(big.Int).Lsh(amount.Num(), shift), amount.Denom())
	if up {
		return ceiling(scaled).Int64()
	}
	return new(big.Int).Quo(scaled.Num(), scaled.Denom()).Int64()
}

// fill gives everybody the same money.
func (s *side) fill(e *electorate, money int64) {
	s.money = slices.Grow(s.money[:0], len(e.times))[:len(e.times)]
	for i := range s.money {
		s.money[i] = money
	}
	s.least = make([]int64, len(e.candidates))
}

// price returns the price at which the supporters of a project raise exactly
// its cost, and whether they can. See [purses.priceOf].
func (e *estimate) price(s *side, project int) (quote, bool) {
	c := &e.candidates[project]
	at := quote{c.Cost << e.shift, c.levels}
	if c.level == nil {
		at, s.least[project] = e.settle(s, c.supporters, at, s.least[project])
		return at, at.levels > 0
	}
	open := e.positions(c)
	for before := -1; len(open) != before && at.levels > 0; {
		before = len(open)
		open, at = e.collectLevels(s, c, open, at)
	}
	return at, at.levels > 0
}

// settle finds the price among supporters with one level each, of whom nobody
// with less than least can pay it. It returns also what one needs to pay it.
func (e *estimate) settle(s *side, open []int32, at quote, least int64) (quote, int64) {
	for next := ceil(at.need, at.levels); ; next = ceil(at.need, at.levels) {
		least = max(least, next)
		open, at = e.collect(s, open, at, least)
		if at.levels == 0 || ceil(at.need, at.levels) <= least {
			return at, least
		}
	}
}

// collect takes all money of those who have less than least, and returns the
// others.
func (e *estimate) collect(s *side, open []int32, at quote, least int64) ([]int32, quote) {
	kept := e.room(len(open))
	number := 0
	for _, group := range open {
		money := s.money[group]
		kept[number] = group
		if money >= least {
			number++
			continue
		}
		times := int64(e.times[group])
		at.need -= money * times
		at.levels -= times
	}
	return kept[:number], at
}

// room returns scratch space. Its own content may be read while it is written
// from the start.
func (e *estimate) room(size int) []int32 {
	if len(e.scratch) < size {
		e.scratch = make([]int32, size)
	}
	return e.scratch[:size]
}

// positions numbers the supporters of a project whose levels differ.
func (e *estimate) positions(c *candidate) []int32 {
	all := e.room(len(c.supporters))
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// collectLevels is collect where levels differ; open are positions.
func (e *estimate) collectLevels(s *side, c *candidate, open []int32, at quote) ([]int32, quote) {
	price, number := at, 0
	level, limit := int32(0), int64(0)
	for _, position := range open {
		if c.level[position] != level {
			level = c.level[position]
			limit = price.times(int64(level), true)
		}
		group := c.supporters[position]
		if s.money[group] >= limit {
			open[number] = position
			number++
			continue
		}
		times := int64(e.times[group])
		at.need -= s.money[group] * times
		at.levels -= times * int64(level)
	}
	return open[:number], at
}

// times returns the price of so many levels, which must not be more than those
// of the quote, rounded.
func (q quote) times(level int64, up bool) int64 {
	high, low := bits.Mul64(uint64(q.need), uint64(level))
	result, rest := bits.Div64(high, low, uint64(q.levels))
	if up && rest > 0 {
		result++
	}
	return int64(result)
}

func ceil(a, b int64) int64 { return (a + b - 1) / b }

// pay takes the price of a project from its supporters on both sides.
func (e *estimate) pay(project int) {
	for _, s := range []*side{&e.low, &e.high} {
		at, can := e.price(s, project)
		for _, run := range e.candidates[project].byLevel() {
			s.charge(run, at, can)
		}
	}
}

// charge takes the price from supporters. If they cannot pay it between them,
// which is so only at the lower bound, it takes all.
func (s *side) charge(r run, at quote, can bool) {
	var full int64
	if can {
		full = at.times(r.level, !s.upper)
	}
	for _, group := range r.groups {
		if money := s.money[group]; can && money > full {
			s.money[group] = money - full
		} else {
			s.money[group] = 0
		}
	}
}

// ratio is a bound of a rho: price over satisfaction, infinite if over is 0.
type ratio struct{ price, over uint64 }

func (e *estimate) ratio(project int, q quote) ratio {
	return ratio{uint64(q.need), uint64(q.levels) * uint64(e.candidates[project].unit)}
}

func (a ratio) compare(b ratio) int {
	if a.over == 0 || b.over == 0 {
		return cmp.Compare(b.over, a.over) // infinite ones are last and equal
	}
	aHigh, aLow := bits.Mul64(a.price, b.over)
	bHigh, bLow := bits.Mul64(b.price, a.over)
	if aHigh != bHigh {
		return cmp.Compare(aHigh, bHigh)
	}
	return cmp.Compare(aLow, bLow)
}
