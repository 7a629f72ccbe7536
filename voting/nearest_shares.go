package voting

import "math/big"

// auction follows equal shares.
//
// In a round, the supporters of a target could have had it before the winner if
// what they raise at the price of the winner, the sum of min(money, rho *
// satisfaction), passes the cost. Where they raise exactly the cost, exact
// prices and the tie-break tell. At the end of the rule there is no winner, and
// whatever can be paid would have been selected.
func (n *nearest) auction(c *count) {
	if c.total == 0 {
		return // nobody to share the budget among
	}
	a := newAuction(n, newShares(c, big.NewRat(c.left, int64(c.total))))
	for a.s.drop(); len(a.s.race.open) > 0; a.s.drop() {
		offers := a.s.offers()
		a.winner, a.rho = offers[0].project, offers[0].rho
		a.visit()
		a.s.play(offers)
		a.refresh(a.winner)
	}
	a.rho = nil
	a.visit()
	a.s.finish()
}

// auction is the state of equal shares, with bounds that make most exact
// numbers needless.
type auction struct {
	*nearest
	s *shares
	// most is the money of all voters together, in minor units.
	most int64
	// shift and floor say what each voter of a class surely has: floor[class]
	// times 2^-shift minor units, and less than one such part more.
	shift uint
	floor []int64
	fresh []bool // scratch: classes seen
	rich  int64  // what each voter began with, in such parts
	// winner of the round, and its rho; nil at the end.
	winner int
	rho    *big.Rat
	crowd  crowd
}

func newAuction(n *nearest, s *shares) *auction {
	a := &auction{nearest: n, s: s, most: s.left, floor: make([]int64, 2), fresh: make([]bool, 2)}
	a.shift = uint(max(0, roomBits-1-big.NewInt(a.most).BitLen()))
	a.floor[fullPurse] = a.floored(&s.purses.value[fullPurse])
	a.rich = a.floor[fullPurse]
	a.crowd.survey(n.gain)
	return a
}

// floored returns an amount over the common denominator in parts of 2^-shift.
func (a *auction) floored(amount *big.Int) int64 {
	var parts big.Int
	parts.Lsh(amount, a.shift)
	return parts.Quo(&parts, &a.s.purses.denominator).Int64()
}

// refresh follows what the supporters of a selected project paid. Nobody else is
// in a new class.
func (a *auction) refresh(winner int) {
	purses := a.s.purses
	for len(a.floor) < len(purses.value) {
		a.floor, a.fresh = append(a.floor, 0), append(a.fresh, false)
	}
	supporters := a.candidates[winner].supporters
	for _, group := range supporters {
		if class := purses.classOf[group]; !a.fresh[class] {
			a.fresh[class] = true
			a.floor[class] = a.floored(&purses.value[class])
		}
	}
	for _, group := range supporters {
		a.fresh[purses.classOf[group]] = false
	}
}

// visit looks for changes with which a target wins the round.
func (a *auction) visit() {
	a.crowd.all = nil
	for _, t := range a.targets {
		c := &a.s.candidates[t.project]
		room := min(a.most, a.s.gate.room(t.project))
		t.lower(min(c.Cost-1, room), func(cost int64) bool { return a.wins(t, a.altered(t, cost, 0, 0)) })
		if c.Cost <= room && c.unit > 0 {
			a.recruit(t)
		}
	}
}

// wins tells whether a target with another cost, of most at most, wins the round.
func (a *auction) wins(t *target, as candidate) bool {
	if as.levels == 0 {
		return false
	}
	raised, need := a.raised(&as), as.Cost<<a.shift
	if raised > need {
		return true
	}
	if raised+int64(as.number) <= need {
		return false
	}
	return a.winsExactly(t, as, nil)
}

// raised is what supporters surely raise at the price of the winner. They raise
// less than one part each more.
func (a *auction) raised(c *candidate) int64 {
	var sum int64
	for _, r := range c.runs {
		full := a.full(c.unit, r.level)
		for _, group := range r.groups {
			sum += min(full, a.floor[a.s.purses.classOf[group]]) * int64(a.times[group])
		}
	}
	return sum
}

// full is the price of the winner for so much satisfaction, rounded down; if it
// is more than there is, any number that is more.
func (a *auction) full(unit, level int64) int64 {
	const unpayable = 1 << roomBits
	if a.rho == nil {
		return unpayable
	}
	var price, factor big.Int
	price.Mul(a.rho.Num(), factor.SetInt64(unit))
	price.Mul(&price, factor.SetInt64(level))
	price.Lsh(&price, a.shift)
	price.Quo(&price, a.rho.Denom())
	if price.BitLen() > roomBits {
		return unpayable
	}
	return price.Int64()
}

// winsExactly is wins with exact numbers. more are further supporters.
func (a *auction) winsExactly(t *target, as candidate, more []bucket) bool {
	purses := a.s.purses
	buckets := append(purses.buckets(&as), more...)
	if as.levels == 0 || !purses.covers(purses.money(buckets), as.Cost) {
		return false
	}
	if a.rho == nil {
		return true
	}
	order := purses.rho(&as, purses.priceOf(&as, buckets)).Cmp(a.rho)
	return order < 0 || order == 0 && a.first(a.s.ties, t, as, a.winner)
}
