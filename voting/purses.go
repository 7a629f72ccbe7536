package voting

import (
	"math/big"
	"slices"
)

// purses hold exactly what the voters have left. Voters with equal money share
// a class, so that the arithmetic is on classes and not on voters; and all
// classes have one common denominator, so that sums need no greatest common
// divisor.
type purses struct {
	*electorate
	denominator big.Int
	classOf     []int32   // group -> class
	value       []big.Int // class -> money of each of its voters, over denominator
	members     []int     // class -> number of groups; -1 if the class is free
	free        []int32   // classes without members
	// Scratch, all zero between uses.
	weight []int64 // class -> voters
	moveTo []int32 // class -> new class plus one
}

// Classes that are always there.
const (
	fullPurse  int32 = iota // the untouched share
	emptyPurse              // nothing left
)

// newPurses gives every voter the same share.
func newPurses(e *electorate, share *big.Rat) *purses {
	p := &purses{
		electorate: e,
		classOf:    make([]int32, len(e.times)), // all fullPurse
		value:      make([]big.Int, 2),
		members:    []int{1 + len(e.times), 1}, // one more, so that they stay
		weight:     make([]int64, 2),
		moveTo:     make([]int32, 2),
	}
	p.denominator.Set(share.Denom())
	p.value[fullPurse].Set(share.Num())
	return p
}

// scale multiplies numerators and the denominator.
func (p *purses) scale(factor *big.Int) {
	if factor.IsInt64() && factor.Int64() == 1 {
		return
	}
	p.denominator.Mul(&p.denominator, factor)
	for i := range p.value {
		if p.members[i] > 0 {
			p.value[i].Mul(&p.value[i], factor)
		}
	}
}

// newClass returns a class with the value and no members.
func (p *purses) newClass(value *big.Int) int32 {
	last := len(p.free) - 1
	if last < 0 {
		p.value = append(p.value, big.Int{})
		p.members = append(p.members, 0)
		p.weight = append(p.weight, 0)
		p.moveTo = append(p.moveTo, 0)
		class := int32(len(p.value) - 1)
		p.value[class].Set(value)
		return class
	}
	class := p.free[last]
	p.free = p.free[:last]
	p.members[class] = 0
	p.value[class].Set(value)
	return class
}

// move puts a group into another class.
func (p *purses) move(group, class int32) {
	p.members[p.classOf[group]]--
	p.members[class]++
	p.classOf[group] = class
}

// release frees those of the classes that have no members left.
func (p *purses) release(buckets []bucket) {
	for _, b := range buckets {
		if p.members[b.class] == 0 { // -1 if it stood in another bucket too
			p.members[b.class] = -1
			p.free = append(p.free, b.class)
		}
	}
}

// bucket is the supporters of one project with equal money and equal level.
type bucket struct {
	class  int32
	level  int64
	voters int64
}

// buckets sorts the supporters of a project into buckets, by level.
func (p *purses) buckets(c *candidate) []bucket {
	var all []bucket
	for _, r := range c.runs {
		first := len(all)
		for _, group := range r.groups {
			class := p.classOf[group]
			if p.weight[class] == 0 {
				all = append(all, bucket{class: class, level: r.level})
			}
			p.weight[class] += int64(p.times[group])
		}
		for i := first; i < len(all); i++ {
			all[i].voters = p.weight[all[i].class]
			p.weight[all[i].class] = 0
		}
	}
	return all
}

// money is what the voters in the buckets have between them, over denominator.
func (p *purses) money(buckets []bucket) *big.Int {
	var sum, part, voters big.Int
	for _, b := range buckets {
		part.Mul(&p.value[b.class], voters.SetInt64(b.voters))
		sum.Add(&sum, &part)
	}
	return &sum
}

// covers tells whether so much money, over denominator, pays for a cost.
func (p *purses) covers(money *big.Int, cost int64) bool {
	needed := new(big.Int).Mul(&p.denominator, big.NewInt(cost))
	return money.Cmp(needed) >= 0
}

// holding is a number of voters with an amount over the common denominator.
type holding struct {
	amount big.Int
	voters int
}

// list returns what all voters have.
func (p *purses) list() []Payment {
	held := make([]holding, len(p.value))
	for group, class := range p.classOf {
		held[class].voters += int(p.times[group])
	}
	for class := range held {
		held[class].amount.Set(&p.value[class])
	}
	return p.written(held)
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
