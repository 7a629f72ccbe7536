package voting

import (
	"math/big"
	"slices"
)

// outsidePart is what those who do not support a project pay for it at most, as
// numerator and denominator over the common denominator of the money.
type outsidePart struct{ numerator, below *big.Int }

// leastPart returns the smallest x such that supporters who give all they have,
// and others who give x each or all they have, raise the cost. given is what the
// supporters have, and all money must suffice. cost, given and money are over
// the common denominator.
func leastPart(cost, given *big.Int, others []payer) outsidePart {
	need, voters := new(big.Int).Sub(cost, given), int64(0)
	for _, p := range others {
		voters += p.voters
	}
	if need.Sign() <= 0 {
		return outsidePart{new(big.Int), big.NewInt(1)}
	}
	open := slices.Clone(others)
	var have, number big.Int
	for {
		before := len(open)
		limit := new(big.Int).Set(need)
		below := voters
		open = slices.DeleteFunc(open, func(p payer) bool {
			if have.Mul(p.money, number.SetInt64(below)).Cmp(limit) >= 0 {
				return false
			}
			need.Sub(need, have.Mul(p.money, number.SetInt64(p.voters)))
			voters -= p.voters
			return true
		})
		if len(open) == before {
			return outsidePart{need, big.NewInt(voters)}
		}
	}
}

// perturb is the completion by perturbation: Peters, Pierczyński and Skowron
// (NeurIPS 2021), in the limit.
//
// Imagine that each project gives every voter who does not support it a
// satisfaction of epsilon, the same for all projects and by whatever
// satisfaction support is counted, and go on with equal shares. What nobody's
// supporters can pay alone costs the other voters rho*epsilon each. As epsilon
// goes to 0, rho grows beyond all bounds, so supporters give all they have,
// and rho*epsilon becomes the x for which
//
//	sum over supporters of b_i + sum over others of min(b_i, x) = cost(p)
//
// In each round the project with the smallest x is selected, ties by the declared
// tie-break; for the limit this is exact, as for any small epsilon two projects
// have the same rho if they have the same x. It ends when no project is left that
// all voters together can pay. All money of the voters is what is left of the
// budget, so that is when nothing fits any more.
func perturb(c *count) {
	if c.wallets == nil {
		return // nobody to pay
	}
	p := &perturbation{count: c, least: make([]*big.Rat, len(c.candidates))}
	for i := range c.candidates {
		if c.available(i) {
			p.open = append(p.open, i)
			p.least[i] = new(big.Rat)
		}
	}
	for p.drop(); len(p.open) > 0; p.drop() {
		p.play(p.offers())
	}
	c.recordPurses(c.wallets)
}

// perturbation is the state of the completion.
type perturbation struct {
	*count
	// open are the projects that fit.
	open []int
	// least[p] is the last known x of project p. Money only shrinks, so it never
	// falls, and an old one is a lower bound.
	least []*big.Rat
}

// outsideOffer is a project with what others must pay for it.
type outsideOffer struct {
	project int
	part    outsidePart
	x       *big.Rat
}

// drop takes out for good the projects that do not fit any more.
func (p *perturbation) drop() {
	p.open = slices.DeleteFunc(p.open, func(project int) bool {
		if !p.available(project) {
			return true // barred by a constraint
		}
		if p.candidates[project].Cost <= p.left {
			return false
		}
		p.outcome.Items[project].Unfit = &Unfit{Round: p.round() - 1, Left: p.left}
		return true
	})
}

// offers returns at least the two best open projects, if there are two, and all
// that are exactly as good as one of them, best first. Projects are visited by
// their last known x, as by equal shares.
func (p *perturbation) offers() []outsideOffer {
	slices.SortStableFunc(p.open, func(a, b int) int { return p.least[a].Cmp(p.least[b]) })
	voters := p.wallets.voters()
	var found []outsideOffer
	for _, project := range p.open {
		if len(found) > 1 && p.least[project].Cmp(found[1].x) > 0 {
			break
		}
		o := p.evaluate(project, voters)
		at, _ := slices.BinarySearchFunc(found, o, p.compare)
		found = slices.Insert(found, at, o)
	}
	return found
}

// compare puts the lower x first, and among equals obeys the tie-break.
func (p *perturbation) compare(a, b outsideOffer) int {
	if byX := a.x.Cmp(b.x); byX != 0 {
		return byX
	}
	byTie, _ := p.ties.compare(a.project, b.project)
	return byTie
}

// evaluate finds what those who do not support the project must pay.
func (p *perturbation) evaluate(project int, voters []int64) outsideOffer {
	c := &p.candidates[project]
	supporters, _ := p.wallets.payers(c.runs)
	cost := new(big.Int).Mul(big.NewInt(c.Cost), &p.wallets.denominator)
	o := outsideOffer{project: project}
	o.part = leastPart(cost, p.wallets.money(supporters), p.wallets.others(c.supporters, voters))
	o.x = new(big.Rat).SetFrac(o.part.numerator, new(big.Int).Mul(o.part.below, &p.wallets.denominator))
	p.least[project] = o.x
	return o
}

// play selects the first of the offers and makes all pay.
func (p *perturbation) play(offers []outsideOffer) {
	best := offers[0]
	var tied []int
	for _, o := range offers {
		if o.x.Cmp(best.x) == 0 {
			tied = append(tied, o.project)
		}
	}
	p.noteTie(tied)
	round := p.choose(best.project)
	round.Part = best.x.RatString()
	if len(offers) > 1 {
		round.RunnerUp, round.RunnerUpValue = p.candidates[offers[1].project].ID, offers[1].x.RatString()
	}
	p.charge(round, best)
	p.open = slices.DeleteFunc(p.open, func(project int) bool { return project == best.project })
}

// charge takes all from the supporters, and the part from the others. What costs
// nothing takes nothing from anybody.
func (p *perturbation) charge(round *Round, o outsideOffer) {
	c := &p.candidates[o.project]
	if c.Cost == 0 {
		p.record(p.wallets)
		return
	}
	limit := p.wallets.prepare(o.part.numerator, o.part.below)
	others := p.wallets.outsiders(c.supporters)
	all := p.wallets.pay(c.runs, everything)
	rest := p.wallets.pay(others, atMost(limit))
	_, round.Remainder = p.wallets.sum(all)
	round.OthersPaid, round.OthersRemainder = p.wallets.sum(rest)
	p.record(p.wallets, slices.Concat(all, rest)...)
}
