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
	s := newShares(c)
	c.outcome.Share = fraction(big.NewInt(c.budget), s.purses.denominator)
	for s.drop(); len(s.open) > 0; s.drop() {
		s.play(s.offers())
	}
	s.finish()
}

// shares is the state of the method.
type shares struct {
	*count
	purses *purses
	// open are the projects that can still be paid.
	open []int
	// rho[p] is the last known rho of project p. Money only shrinks, so rho
	// never falls, and an old one is a lower bound.
	rho []*big.Rat
}

// offer is a project that can be paid, with its price.
type offer struct {
	project int
	price   price
	rho     *big.Rat
}

func newShares(c *count) *shares {
	s := &shares{count: c, purses: newPurses(c.electorate), rho: make([]*big.Rat, len(c.candidates))}
	for i := range c.candidates {
		candidate := &c.candidates[i]
		if candidate.number == 0 {
			c.outcome.Items[i].Unaffordable = &Unaffordable{Money: "0", MoneyAtEnd: "0"}
			continue
		}
		s.open = append(s.open, i)
		s.rho[i] = new(big.Rat).SetFrac(big.NewInt(candidate.Cost), candidate.satisfaction())
	}
	return s
}

// drop takes out for good the projects whose supporters cannot pay any more.
func (s *shares) drop() {
	var needed big.Int
	s.open = slices.DeleteFunc(s.open, func(p int) bool {
		needed.Mul(s.purses.denominator, big.NewInt(s.candidates[p].Cost))
		if s.purses.money[p].Cmp(&needed) >= 0 {
			return false
		}
		s.outcome.Items[p].Unaffordable = &Unaffordable{
			Round: s.round() - 1, Money: fraction(&s.purses.money[p], s.purses.denominator),
		}
		return true
	})
}

// offers returns at least the two best open projects, if there are two, and all
// that are exactly as good as one of them, best first.
//
// Projects are visited by their last known rho, and the rest is not looked at
// as soon as that is above the second best: it could only have grown.
func (s *shares) offers() []offer {
	slices.SortStableFunc(s.open, func(a, b int) int { return s.rho[a].Cmp(s.rho[b]) })
	var found []offer
	for _, p := range s.open {
		if len(found) > 1 && s.rho[p].Cmp(found[1].rho) > 0 {
			break
		}
		o := s.evaluate(p)
		at, _ := slices.BinarySearchFunc(found, o, s.compare)
		found = slices.Insert(found, at, o)
	}
	return found
}

// compare puts the lower rho first, and among equals obeys the tie-break.
func (s *shares) compare(a, b offer) int {
	if byRho := a.rho.Cmp(b.rho); byRho != 0 {
		return byRho
	}
	byTie, _ := s.ties.compare(a.project, b.project)
	return byTie
}

// evaluate finds the rho of a project that can be paid.
func (s *shares) evaluate(project int) offer {
	c := &s.candidates[project]
	at := s.purses.priceOf(c, s.purses.buckets(s.electorate, c))
	s.rho[project] = s.purses.rho(c, at)
	return offer{project, at, s.rho[project]}
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
	round.Payments = s.purses.pay(s.electorate, best.project, best.price)
	s.open = slices.DeleteFunc(s.open, func(p int) bool { return p == best.project })
}

// finish records what is left at the end.
func (s *shares) finish() {
	s.outcome.Purses = s.purses.list(s.electorate)
	s.wallets = walletsOf(s.purses, s.electorate)
	for i := range s.outcome.Items {
		if out := s.outcome.Items[i].Unaffordable; out != nil && s.candidates[i].number > 0 {
			out.MoneyAtEnd = fraction(&s.purses.money[i], s.purses.denominator)
		}
	}
}
