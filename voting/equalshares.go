package voting

import (
	"math/big"
	"slices"
)

// equalShares is the Method of Equal Shares: every voter has the same share of
// the budget, and round by round the project is selected that its supporters
// can pay at the lowest price for one unit of satisfaction (rho). The total of
// all shares is the budget, so nothing else keeps the cost within it.
func equalShares(c *count) {
	if c.total == 0 {
		return // nobody to share the budget among
	}
	if l := c.ladder(); l != nil {
		c.climb(l)
		return
	}
	c.shareOut(big.NewRat(c.left, int64(c.total)))
}

// shareOut carries out equal shares from a share, and writes the trace.
func (c *count) shareOut(share *big.Rat) {
	s := newShares(c, share)
	c.outcome.Share = share.RatString()
	for s.drop(); len(s.race.open) > 0; s.drop() {
		s.play(s.offers())
	}
	s.finish()
}

// shares is the state of the method with its exact numbers.
type shares struct {
	*count
	race   *race
	purses *purses
	// atLeast[p] is what the supporters of project p surely have between them,
	// in minor units.
	atLeast []int64
}

// offer is a project that can be paid, with its price.
type offer struct {
	project int
	buckets []bucket
	price   price
	rho     *big.Rat
}

func newShares(c *count, share *big.Rat) *shares {
	c.index()
	s := &shares{
		count: c, race: newRace(c, begun(c.electorate, share)), purses: newPurses(c.electorate, share),
		atLeast: make([]int64, len(c.candidates)),
	}
	for i := range c.candidates {
		s.atLeast[i] = -1 // not known yet
		if c.candidates[i].number == 0 {
			c.outcome.Items[i].Unaffordable = &Unaffordable{Money: "0", MoneyAtEnd: "0"}
		}
	}
	return s
}

// drop takes out for good the projects whose supporters cannot pay any more.
func (s *shares) drop() {
	for _, p := range slices.Clone(s.race.open) {
		if !s.available(p) {
			s.race.remove(p)
			continue
		}
		if s.atLeast[p] < s.candidates[p].Cost && !s.canPay(p) {
			s.race.remove(p)
		}
	}
}

// canPay counts the money of the supporters. If it is not enough, it records
// that.
func (s *shares) canPay(project int) bool {
	c := &s.candidates[project]
	if sum, known := s.sumAtLeast(project); known && sum >= c.Cost {
		s.atLeast[project] = sum
		return true
	}
	money := s.purses.money(s.purses.buckets(c))
	if s.purses.covers(money, c.Cost) {
		s.atLeast[project] = c.Cost
		return true
	}
	s.outcome.Items[project].Unaffordable = &Unaffordable{
		Round: s.round() - 1, Money: fraction(money, &s.purses.denominator),
	}
	return false
}

// sumAtLeast adds up lower bounds, if there are any.
func (s *shares) sumAtLeast(project int) (int64, bool) {
	if s.race.est == nil {
		return 0, false
	}
	var sum int64
	for _, group := range s.candidates[project].supporters {
		sum += s.race.est.accounts[group].low * int64(s.times[group])
	}
	return sum >> s.race.est.shift, true
}

// offers returns at least the two best open projects, if there are two, and all
// that are exactly as good as one of them, best first.
func (s *shares) offers() []offer {
	var found []offer
	for _, c := range s.race.contenders(2) {
		found = append(found, s.evaluate(c.project))
	}
	slices.SortFunc(found, func(a, b offer) int {
		if byRho := a.rho.Cmp(b.rho); byRho != 0 {
			return byRho
		}
		byTie, _ := s.ties.compare(a.project, b.project)
		return byTie
	})
	return found
}

// evaluate finds the rho of a project that can be paid.
func (s *shares) evaluate(project int) offer {
	c := &s.candidates[project]
	buckets := s.purses.buckets(c)
	at := s.purses.priceOf(c, buckets)
	return offer{project, buckets, at, s.purses.rho(c, at)}
}

// play selects the first of the offers and makes its supporters pay.
func (s *shares) play(offers []offer) {
	best := offers[0]
	var tied []int
	for _, o := range offers {
		if o.rho.Cmp(best.rho) == 0 {
			tied = append(tied, o.project)
		}
	}
	s.noteTie(tied)
	round := s.choose(best.project)
	round.Rho = best.rho.RatString()
	if len(offers) > 1 {
		round.RunnerUp = s.candidates[offers[1].project].ID
		round.RunnerUpValue = offers[1].rho.RatString()
	}
	unit := s.purses.whole(best.price)
	round.Payments, round.Remainder = s.purses.payments(best.buckets, unit)
	if s.accounts != nil {
		s.accounts.Rounds = append(s.accounts.Rounds, s.purses.each(best.buckets, unit))
	}
	s.purses.take(&s.candidates[best.project], best.buckets, unit)
	s.race.buy(best.project)
	s.spend(best.project)
}

// spend lowers what supporters surely have: nobody pays more than the cost.
func (s *shares) spend(project int) {
	for _, p := range s.race.open {
		s.atLeast[p] = max(0, s.atLeast[p]-s.candidates[project].Cost)
	}
}

// finish records what is left at the end.
func (s *shares) finish() {
	if s.accounts != nil {
		s.accounts.Purses = s.purses.list()
	}
	s.wallets = walletsOf(s.purses)
	for i := range s.outcome.Items {
		if out := s.outcome.Items[i].Unaffordable; out != nil && s.candidates[i].number > 0 {
			money := s.purses.money(s.purses.buckets(&s.candidates[i]))
			out.MoneyAtEnd = fraction(money, &s.purses.denominator)
		}
	}
}
