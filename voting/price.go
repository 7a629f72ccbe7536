package voting

import (
	"math/big"
	"slices"
)

// price is what one level of satisfaction from a project costs each supporter
// who can pay it: need / (denominator of the purses * levels). Supporters with
// less pay all they have.
type price struct {
	need   *big.Int
	levels int64
}

// priceOf returns the price at which the supporters raise exactly the cost.
// They must have enough between them.
//
// The textbook sorts supporters by money for each level. Without sorting: begin
// with the price if all could pay, let those who cannot give all they have,
// divide the rest among the others, and repeat until all others can pay. The
// price only rises on the way and never above the solution, so whoever could
// not pay once could not pay at the solution either. A voter who has exactly
// the price can pay it.
func (p *purses) priceOf(c *candidate, buckets []bucket) price {
	at := price{need: new(big.Int).Mul(big.NewInt(c.Cost), p.denominator), levels: c.levels}
	open := slices.Clone(buckets)
	for {
		before := len(open)
		open = p.collect(&at, open)
		if len(open) == before {
			return at
		}
	}
}

// collect takes all money of those who cannot pay the price, and returns the
// others.
func (p *purses) collect(at *price, open []bucket) []bucket {
	var limit, voters, given big.Int
	level, kept := int64(0), open[:0]
	for _, b := range open {
		if b.level != level {
			level = b.level
			at.full(level, &limit)
		}
		if p.value[b.class].Cmp(&limit) >= 0 {
			kept = append(kept, b)
			continue
		}
		given.Mul(&p.value[b.class], voters.SetInt64(b.voters))
		at.need.Sub(at.need, &given)
		at.levels -= b.voters * b.level
	}
	return kept
}

// full sets limit to the least whole numerator that can pay the price for a
// level: need * level / levels, rounded up.
func (at *price) full(level int64, limit *big.Int) {
	var rest big.Int
	limit.Mul(at.need, big.NewInt(level))
	limit.QuoRem(limit, big.NewInt(at.levels), &rest)
	if rest.Sign() > 0 {
		limit.Add(limit, big.NewInt(1))
	}
}

// rho is the price of one unit of satisfaction, in minor units.
func (p *purses) rho(c *candidate, at price) *big.Rat {
	below := new(big.Int).Mul(p.denominator, big.NewInt(at.levels))
	below.Mul(below, big.NewInt(c.unit))
	return new(big.Rat).SetFrac(at.need, below)
}

// pay makes the supporters pay for the project, and returns who paid what.
func (p *purses) pay(e *electorate, project int, at price) []Payment {
	if at.need.Sign() == 0 {
		return nil // it costs nothing
	}
	c := &e.candidates[project]
	// Make the price of one level a whole number over the common denominator.
	var common, factor, unit big.Int
	levels := big.NewInt(at.levels)
	common.GCD(nil, nil, at.need, levels)
	unit.Quo(at.need, &common)
	p.scale(factor.Quo(levels, &common))

	buckets := p.buckets(e, c)
	payments := p.payments(buckets, &unit)
	for _, sameLevel := range c.byLevel() {
		p.charge(e, sameLevel, &unit)
	}
	p.settle(&unit)
	p.release(buckets)
	return payments
}

// charge takes the payments of supporters with one level out of their purses.
func (p *purses) charge(e *electorate, supporters []supporter, unit *big.Int) {
	level := supporters[0].level
	var full big.Int
	full.Mul(unit, big.NewInt(level))
	var from []int32
	for _, s := range supporters {
		class := p.classOf[s.group]
		if p.moveTo[class] == 0 {
			p.moveTo[class] = 1 + p.after(class, &full)
			from = append(from, class)
		}
		if p.value[class].Cmp(&full) >= 0 {
			p.spend(&e.groups[s.group], level)
		} else {
			p.empty(&e.groups[s.group], &p.value[class])
		}
		p.move(s.group, p.moveTo[class]-1)
	}
	for _, class := range from {
		p.moveTo[class] = 0
	}
}

// after returns the class of those who were in class and have paid full, or all
// they had if that is less.
func (p *purses) after(class int32, full *big.Int) int32 {
	if p.value[class].Cmp(full) <= 0 {
		return emptyPurse
	}
	var rest big.Int
	rest.Sub(&p.value[class], full)
	return p.newClass(&rest)
}

// spend notes that voters have paid the full price for a level. Whole levels
// are summed up first, in settle they become money.
func (p *purses) spend(v *voters, level int64) {
	for _, m := range v.supports {
		p.spent[m.project] += int64(v.times) * level
	}
}

// empty notes that voters have paid all they had.
func (p *purses) empty(v *voters, had *big.Int) {
	if had.Sign() == 0 {
		return
	}
	var given big.Int
	given.Mul(had, big.NewInt(int64(v.times)))
	for _, m := range v.supports {
		p.money[m.project].Sub(&p.money[m.project], &given)
	}
}

// settle takes the full payments out of what the supporters of each project
// have between them.
func (p *purses) settle(unit *big.Int) {
	var paid, levels big.Int
	for i, spent := range p.spent {
		if spent != 0 {
			paid.Mul(unit, levels.SetInt64(spent))
			p.money[i].Sub(&p.money[i], &paid)
			p.spent[i] = 0
		}
	}
}

// holding is a number of voters with an amount over the common denominator.
type holding struct {
	amount big.Int
	voters int
}

// payments lists who pays what for a project, with unit the price of a level.
func (p *purses) payments(buckets []bucket, unit *big.Int) []Payment {
	var paid []holding
	var full big.Int
	for _, b := range buckets {
		full.Mul(unit, big.NewInt(b.level))
		h := holding{voters: int(b.voters)}
		if p.value[b.class].Cmp(&full) < 0 {
			h.amount.Set(&p.value[b.class])
		} else {
			h.amount.Set(&full)
		}
		if h.amount.Sign() > 0 {
			paid = append(paid, h)
		}
	}
	var list []Payment
	for _, h := range merge(paid) {
		list = append(list, Payment{Voters: h.voters, Amount: fraction(&h.amount, p.denominator)})
	}
	return list
}

// list returns what all voters have.
func (p *purses) list(e *electorate) []Purse {
	held := make([]holding, len(p.value))
	for group, class := range p.classOf {
		held[class].amount.Set(&p.value[class])
		held[class].voters += e.groups[group].times
	}
	var list []Purse
	for _, h := range merge(held) {
		list = append(list, Purse{Voters: h.voters, Amount: fraction(&h.amount, p.denominator)})
	}
	return list
}

// merge sorts holdings by amount and adds up equal ones. Those of nobody are
// left out.
func merge(all []holding) []holding {
	all = slices.DeleteFunc(all, func(h holding) bool { return h.voters == 0 })
	slices.SortFunc(all, func(a, b holding) int { return a.amount.Cmp(&b.amount) })
	merged := all[:0]
	for _, h := range all {
		if last := len(merged) - 1; last >= 0 && merged[last].amount.Cmp(&h.amount) == 0 {
			merged[last].voters += h.voters
			continue
		}
		merged = append(merged, h)
	}
	return merged
}
