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
	at := price{need: new(big.Int).Mul(big.NewInt(c.Cost), &p.denominator), levels: c.levels}
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
	below := new(big.Int).Mul(&p.denominator, big.NewInt(at.levels))
	below.Mul(below, big.NewInt(c.unit))
	return new(big.Rat).SetFrac(at.need, below)
}

// whole makes the price of one level a whole number over the common
// denominator, and returns it.
func (p *purses) whole(at price) *big.Int {
	if at.need.Sign() == 0 {
		return new(big.Int) // it costs nothing
	}
	var common, factor, unit big.Int
	levels := big.NewInt(at.levels)
	common.GCD(nil, nil, at.need, levels)
	unit.Quo(at.need, &common)
	p.scale(factor.Quo(levels, &common))
	return &unit
}

// take takes the payments for a project out of the purses of its supporters,
// with unit the price of a level.
func (p *purses) take(c *candidate, buckets []bucket, unit *big.Int) {
	if unit.Sign() == 0 {
		return
	}
	for _, r := range c.runs {
		p.charge(r, unit)
	}
	p.release(buckets)
}

// charge takes the payments of supporters with one level.
func (p *purses) charge(r run, unit *big.Int) {
	var full big.Int
	full.Mul(unit, big.NewInt(r.level))
	var from []int32
	for _, group := range r.groups {
		class := p.classOf[group]
		if p.moveTo[class] == 0 {
			p.moveTo[class] = 1 + p.after(class, &full)
			from = append(from, class)
		}
		p.move(group, p.moveTo[class]-1)
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

// payments sums up who pays what for a project, with unit the price of a level.
func (p *purses) payments(buckets []bucket, unit *big.Int) ([]Payment, *Remainder) {
	if unit.Sign() == 0 {
		return nil, nil
	}
	var list []Payment
	var full, together, most, part, voters big.Int
	level, number := int64(0), 0
	for _, b := range buckets {
		if b.level != level {
			level = b.level
			full.Mul(unit, big.NewInt(level))
			list = append(list, Payment{Amount: fraction(&full, &p.denominator)})
		}
		value := &p.value[b.class]
		if value.Cmp(&full) >= 0 {
			list[len(list)-1].Voters += int(b.voters)
		} else if value.Sign() > 0 {
			number += int(b.voters)
			if value.Cmp(&most) > 0 {
				most.Set(value)
			}
			together.Add(&together, part.Mul(value, voters.SetInt64(b.voters)))
		}
	}
	list = slices.DeleteFunc(list, func(p Payment) bool { return p.Voters == 0 })
	if number == 0 {
		return list, nil
	}
	return list, &Remainder{
		Voters: number, Together: fraction(&together, &p.denominator), Most: fraction(&most, &p.denominator),
	}
}

// each lists what each supporter pays for a project, with unit the price of a
// level.
func (p *purses) each(buckets []bucket, unit *big.Int) []Payment {
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
	return p.written(paid)
}

// written puts holdings into words: ascending, equal ones added up.
func (p *purses) written(all []holding) []Payment {
	var list []Payment
	for _, h := range merge(all) {
		list = append(list, Payment{Voters: h.voters, Amount: fraction(&h.amount, &p.denominator)})
	}
	return list
}
