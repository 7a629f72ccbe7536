package voting

import (
	"math/big"
	"slices"
)

// bosEqualShares is the Method of Equal Shares with Bounded Overspending:
// Papasotiropoulos, Pishbin, Skibski, Skowron and Wąs (2024, arXiv 2409.15005),
// section 5, with these choices where several are possible.
//
// Each of n voters begins with budget/n. A project p that is not selected and
// fits into what is left of the budget can be had for (alpha, rho), with alpha
// above 0 and at most 1, if its supporters raise the share alpha of its cost
// when each pays alpha*rho for a unit of satisfaction or all he has:
//
//	sum over supporters i of min(b_i, alpha*rho*s_i(p)) = alpha*cost(p)
//
// In each round that project is selected which has the smallest rho/alpha, ties
// by the declared tie-break; if it has that for several alpha, the greatest of
// them counts. Then its supporters pay for all of it as far as they can, each
// min(b_i, rho*s_i(p)). What they lack is taken from the budget all the same. So
// alpha = 1 is equal shares, and the lower alpha is, the worse is the place of a
// project in the order.
//
// The method ends when each project that is not selected either does not fit any
// more or has no supporter with money. Projects that cost nothing and give
// satisfaction have rho 0 and alpha 1.
func bosEqualShares(c *count) {
	if c.total == 0 {
		return // nobody to share the budget among
	}
	o := newOverspending(c)
	for o.drop(); len(o.open) > 0; o.drop() {
		o.play(o.offers())
		if o.wallets.denominator.BitLen() > maxOverspendBits {
			c.err = &LimitError{Rule: RuleBOSEqualShares, Projects: len(c.candidates)}
			return
		}
	}
	c.recordPurses(o.wallets)
	c.wallets = o.wallets
}

// overspending is the state of the method.
type overspending struct {
	*count
	wallets *wallets
	// open are the projects that can still be had.
	open []int
	// ratio[p] is the last known rho/alpha of project p. Money only shrinks, so
	// it never falls, and an old one is a lower bound.
	ratio []*big.Rat
}

// bosOffer is a project with the best way to have it.
type bosOffer struct {
	project int
	overspent
}

func newOverspending(c *count) *overspending {
	o := &overspending{count: c, wallets: newWallets(c), ratio: make([]*big.Rat, len(c.candidates))}
	c.outcome.Share = fraction(big.NewInt(c.left), &o.wallets.denominator)
	for i := range c.candidates {
		candidate := &c.candidates[i]
		if !c.available(i) {
			continue
		}
		if candidate.number == 0 {
			c.outcome.Items[i].Unaffordable = &Unaffordable{Money: "0", MoneyAtEnd: "0"}
			continue
		}
		o.open = append(o.open, i)
		o.ratio[i] = new(big.Rat).SetFrac(big.NewInt(candidate.Cost), candidate.satisfaction())
	}
	return o
}

// drop takes out for good the projects that do not fit any more, and those whose
// supporters have nothing left.
func (o *overspending) drop() {
	o.open = slices.DeleteFunc(o.open, func(p int) bool {
		candidate, item := &o.candidates[p], &o.outcome.Items[p]
		switch {
		case !o.available(p): // barred by a constraint
		case candidate.Cost > o.left:
			item.Unfit = &Unfit{Round: o.round() - 1, Left: o.left}
		case candidate.Cost > 0 && o.wallets.broke(candidate.supporters):
			item.Unaffordable = &Unaffordable{Round: o.round() - 1, Money: "0", MoneyAtEnd: "0"}
		default:
			return false
		}
		return true
	})
}

// offers returns at least the two best open projects, if there are two, and all
// that are exactly as good as one of them, best first. Projects are visited by
// their last known ratio, as by equal shares.
func (o *overspending) offers() []bosOffer {
	slices.SortStableFunc(o.open, func(a, b int) int { return o.ratio[a].Cmp(o.ratio[b]) })
	var found []bosOffer
	for _, p := range o.open {
		if len(found) > 1 && o.ratio[p].Cmp(found[1].ratio) > 0 {
			break
		}
		offer := o.evaluate(p)
		at, _ := slices.BinarySearchFunc(found, offer, o.compare)
		found = slices.Insert(found, at, offer)
	}
	return found
}

// compare puts the lower ratio first, and among equals obeys the tie-break.
func (o *overspending) compare(a, b bosOffer) int {
	if byRatio := a.ratio.Cmp(b.ratio); byRatio != 0 {
		return byRatio
	}
	byTie, _ := o.ties.compare(a.project, b.project)
	return byTie
}

// evaluate finds the best way to have a project that is open.
func (o *overspending) evaluate(project int) bosOffer {
	candidate := &o.candidates[project]
	offer := bosOffer{project, free()}
	if candidate.Cost > 0 {
		payers, _ := o.wallets.payers(candidate.runs)
		offer.overspent, _ = overspend(o.over(candidate.Cost), payers)
		offer.ratio.Quo(offer.ratio, new(big.Rat).SetInt(o.over(candidate.unit)))
	}
	o.ratio[project] = offer.ratio
	return offer
}

// over multiplies with the common denominator.
func (o *overspending) over(n int64) *big.Int {
	return new(big.Int).Mul(big.NewInt(n), &o.wallets.denominator)
}

// free is how a project that costs nothing is paid.
func free() overspent {
	return overspent{price: [2]*big.Int{new(big.Int), big.NewInt(1)}, alpha: big.NewRat(1, 1), ratio: new(big.Rat)}
}

// play selects the first of the offers and makes its supporters pay.
func (o *overspending) play(offers []bosOffer) {
	best := offers[0]
	var tied []int
	for _, offer := range offers {
		if offer.ratio.Cmp(best.ratio) == 0 {
			tied = append(tied, offer.project)
		}
	}
	o.noteTie(tied)
	round := o.choose(best.project)
	round.Rho = new(big.Rat).Mul(best.ratio, best.alpha).RatString()
	round.Alpha = best.alpha.RatString()
	if len(offers) > 1 {
		round.RunnerUp = o.candidates[offers[1].project].ID
		round.RunnerUpValue = offers[1].ratio.RatString()
	}
	price := o.wallets.prepare(best.price[0], best.price[1])
	paid := o.wallets.pay(o.candidates[best.project].runs, atMost(price))
	round.Payments, round.Remainder = o.wallets.sum(paid)
	o.record(o.wallets, paid...)
	o.open = slices.DeleteFunc(o.open, func(p int) bool { return p == best.project })
}
