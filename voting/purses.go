package voting

import "math/big"

// purses hold what the voters have left. Voters with equal money share a class,
// so that the arithmetic is on classes and not on voters; and all classes have
// one common denominator, so that sums need no greatest common divisor.
type purses struct {
	denominator *big.Int
	classOf     []int32   // group -> class
	value       []big.Int // class -> money of each of its voters, over denominator
	members     []int     // class -> number of groups; -1 if the class is free
	free        []int32   // classes without members
	// money[p] is what the supporters of project p have between them, over
	// denominator. It is kept up to date with every payment.
	money []big.Int
	// Scratch, all zero between uses.
	weight []int64 // class -> voters
	moveTo []int32 // class -> new class plus one
	spent  []int64 // project -> levels paid in full by its supporters
}

// Classes that are always there.
const (
	fullPurse  int32 = iota // the untouched share
	emptyPurse              // nothing left
)

// newPurses gives every voter the same share of the budget.
func newPurses(e *electorate) *purses {
	p := &purses{
		denominator: big.NewInt(int64(e.total)),
		classOf:     make([]int32, len(e.groups)), // all fullPurse
		value:       make([]big.Int, 2),
		members:     []int{1 + len(e.groups), 1}, // one more, so that they stay
		money:       make([]big.Int, len(e.candidates)),
		weight:      make([]int64, 2),
		moveTo:      make([]int32, 2),
		spent:       make([]int64, len(e.candidates)),
	}
	p.value[fullPurse].SetInt64(e.budget)
	for i, c := range e.candidates {
		p.money[i].Mul(big.NewInt(e.budget), big.NewInt(int64(c.number)))
	}
	return p
}

// scale multiplies numerators and the denominator.
func (p *purses) scale(factor *big.Int) {
	if factor.IsInt64() && factor.Int64() == 1 {
		return
	}
	p.denominator.Mul(p.denominator, factor)
	for i := range p.value {
		if p.members[i] > 0 {
			p.value[i].Mul(&p.value[i], factor)
		}
	}
	for i := range p.money {
		p.money[i].Mul(&p.money[i], factor)
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

// buckets sorts the supporters of a candidate into buckets, by level.
func (p *purses) buckets(e *electorate, c *candidate) []bucket {
	var all []bucket
	for _, sameLevel := range c.byLevel() {
		first := len(all)
		for _, s := range sameLevel {
			class := p.classOf[s.group]
			if p.weight[class] == 0 {
				all = append(all, bucket{class: class, level: s.level})
			}
			p.weight[class] += int64(e.groups[s.group].times)
		}
		for i := first; i < len(all); i++ {
			all[i].voters = p.weight[all[i].class]
			p.weight[all[i].class] = 0
		}
	}
	return all
}
