package voting

import (
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
// It may begin with one share or with all shares from a lowest to a highest.
// That works since equal shares is monotone as long as the same projects are
// bought in the same order: who begins with more finds lower prices and has more
// left after each of them. So the poorest and the richest beginning enclose all
// between, and a third number says how steeply they rise between (see [bid]).
//
// Amounts are whole multiples of 2^-shift minor units.
type estimate struct {
	*electorate
	shift    uint
	accounts []account // by group
	// bids are the last known prices, by project. Prices only rise, so they are
	// lower bounds of the prices now.
	bids []bid
	// least is scratch: for each run, the least money of those who can pay.
	least []int64
	// work counts the supporters that were looked at.
	work int64
}

// account is what each voter of a group has left: at least low at the poorest
// beginning, at most high at the richest. From a beginning to a higher one that
// is t of the way from the poorest to the richest further on, it rises by t*rise
// or more. The three are read together, so they stand together.
type account struct{ low, high, rise, times int64 }

// quote is the price of one level at one bound: need/levels. No levels: it is
// more than the supporters have.
type quote struct{ need, levels int64 }

const (
	// roomBits is the width of the largest sum of money.
	roomBits = 62
	// largest is more than anybody has.
	largest = 1<<63 - 1
)

// newEstimate returns an estimate that has not begun, nil if the sums of
// satisfaction are too large for it.
func newEstimate(e *electorate) *estimate {
	if !e.narrow() {
		return nil
	}
	return &estimate{electorate: e, accounts: make([]account, len(e.times)), bids: make([]bid, len(e.candidates))}
}

// width returns the finest unit of money that can be used if nobody begins with
// more than a share, as a shift; it is not positive if there is none.
func (e *electorate) width(share *big.Rat) int { return roomBits - roomFor(e, share) }

// begin gives everybody the same share, from low to high.
func (e *estimate) begin(shift uint, low, high *big.Rat) {
	e.shift, e.work = shift, 0
	first := account{low: shifted(low, shift, false), high: shifted(high, shift, true)}
	first.rise = shifted(new(big.Rat).Sub(high, low), shift, false)
	for group, times := range e.times {
		first.times = int64(times)
		e.accounts[group] = first
	}
	for i := range e.candidates {
		all := quote{e.candidates[i].Cost << shift, e.candidates[i].levels}
		e.bids[i] = bid{low: all, high: all}
	}
}

// roomFor returns how many bits the money of all voters and each cost take.
func roomFor(e *electorate, share *big.Rat) int {
	all := new(big.Int).Mul(big.NewInt(int64(e.total)), ceiling(share))
	var cost big.Int
	for i := range e.candidates {
		if cost.SetInt64(e.candidates[i].Cost); cost.Cmp(all) > 0 {
			all.Set(&cost)
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

// The prices at which the supporters of a project raise exactly its cost are
// found as in [purses.priceOf]; the last known prices are the first guess.

// lowest finds the price if all have as much as they may.
func (e *estimate) lowest(project int) *bid {
	b := &e.bids[project]
	b.rise = e.settle(&e.candidates[project], &b.high, richest)
	return b
}

// highest finds the price if all have as little as they may.
func (e *estimate) highest(project int) *bid {
	b := &e.bids[project]
	e.settle(&e.candidates[project], &b.low, poorest)
	return b
}

// settle takes all money of those who cannot pay the last known price, divides
// the rest among the others, and repeats until all others can pay.
func (e *estimate) settle(c *candidate, price *quote, gather func([]account, run, int64) poor) (rise int64) {
	e.least = slices.Grow(e.least[:0], len(c.runs))[:len(c.runs)]
	for settled := false; !settled; settled = e.settled(c.runs, *price) {
		guess := *price
		*price, rise = quote{c.Cost << e.shift, c.levels}, 0
		for i, r := range c.runs {
			all := gather(e.accounts, r, guess.times(r.level, true))
			price.need -= all.money
			price.levels -= all.voters * r.level
			rise += all.rise
			e.least[i] = all.least
			e.work += int64(len(r.groups))
		}
	}
	return rise
}

// settled tells whether all who were not gathered can pay the price.
func (e *estimate) settled(runs []run, price quote) bool {
	for i, r := range runs {
		if price.levels > 0 && e.least[i] < price.times(r.level, true) {
			return false
		}
	}
	return true
}

// poor is those in a run who have less than the price, and the least that one of
// the others has: as soon as the price passes that, there is one more.
type poor struct{ money, voters, rise, least int64 }

// poorest gathers who has less than a price if all have as little as they may.
// It and richest are where most time is spent: a mask is all ones for who has
// less, so that no branch has to be guessed, and what somebody lacks is a very
// large number without sign.
func poorest(accounts []account, r run, price int64) (p poor) {
	spare := uint64(largest)
	for _, group := range r.groups[:r.single] {
		money := accounts[group].low
		rest := money - price
		spare = min(spare, uint64(rest))
		p.money += money & (rest >> 63)
		p.voters -= rest >> 63
	}
	for _, group := range r.groups[r.single:] {
		a := &accounts[group]
		rest := a.low - price
		spare = min(spare, uint64(rest))
		voters := a.times & (rest >> 63)
		p.money += a.low * voters
		p.voters += voters
	}
	p.least = plus(price, spare)
	return p
}

// richest gathers who has less than a price if all have as much as they may.
func richest(accounts []account, r run, price int64) (p poor) {
	spare := uint64(largest)
	for _, group := range r.groups[:r.single] {
		a := &accounts[group]
		rest := a.high - price
		spare = min(spare, uint64(rest))
		p.money += a.high & (rest >> 63)
		p.rise += a.rise & (rest >> 63)
		p.voters -= rest >> 63
	}
	for _, group := range r.groups[r.single:] {
		a := &accounts[group]
		rest := a.high - price
		spare = min(spare, uint64(rest))
		voters := a.times & (rest >> 63)
		p.money += a.high * voters
		p.rise += a.rise * voters
		p.voters += voters
	}
	p.least = plus(price, spare)
	return p
}

// plus returns the sum, at most the largest number there is.
func plus(amount int64, spare uint64) int64 {
	return int64(min(uint64(amount)+spare, largest))
}

// times returns the price of so many levels, rounded; the largest number there
// is if it is more, which no voter has.
func (q quote) times(level int64, up bool) int64 {
	high, low := bits.Mul64(uint64(q.need), uint64(level))
	if high >= uint64(q.levels) {
		return largest
	}
	result, rest := bits.Div64(high, low, uint64(q.levels))
	if up && rest > 0 {
		result++
	}
	return int64(min(result, largest))
}

// pay takes the last known price of a project from its supporters. Those who
// cannot pay it between them, which is so only at the lower bound, give all.
func (e *estimate) pay(project int) {
	b := &e.bids[project]
	for _, r := range e.candidates[project].runs {
		e.work += int64(len(r.groups))
		b.charge(e.accounts, r)
	}
}

// charge takes the price from supporters with one level. Money rises by what it
// did before and by what the price falls, if somebody surely can pay it; who has
// less has nothing left, and who may have less has nothing left somewhere.
func (b *bid) charge(accounts []account, r run) {
	low, high := b.low.times(r.level, true), b.high.times(r.level, false)
	fall := quote{b.rise, b.high.levels}.times(r.level, false)
	for _, group := range r.groups {
		a := &accounts[group]
		poorest, richest := a.low-low, a.high-high
		rich := ^(poorest >> 63)
		a.low = poorest & rich
		a.rise = (a.rise + fall) & rich
		a.high = richest &^ (richest >> 63)
	}
}

// begun returns an estimate in which everybody has a share, nil if the numbers
// are too large for it.
func begun(e *electorate, share *big.Rat) *estimate {
	width := e.width(share)
	if width < 1 || !e.narrow() {
		return nil
	}
	est := newEstimate(e)
	est.begin(uint(width), share, share)
	return est
}
