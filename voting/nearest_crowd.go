package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// recruit looks for the fewest further supporters with whom a target wins the
// round: for each number those who would pay most.
func (a *auction) recruit(t *target) {
	c := &a.s.candidates[t.project]
	raised, need := a.raised(c), c.Cost<<a.shift
	missing := need - raised - int64(c.number) + 1
	low, high := max(1, t.least), min(t.spare, t.more-1)
	if low > high || missing/(1+a.dearest(c.unit)) > int64(high) {
		return
	}
	a.gather()
	a.leaveOut(t, 1)
	defer a.leaveOut(t, -1)
	low = max(low, a.fewest(c.unit, missing, 1))
	sure := max(low, a.fewest(c.unit, need-raised+1, 0))
	if sure == low && low <= high {
		t.more = low
	} else if low <= high {
		t.resolve(low, min(high, sure), func(more int) bool {
			buckets, levels := a.crowd.take(more)
			return a.winsExactly(t, a.altered(t, c.Cost, more, levels), buckets)
		})
	}
}

// resolve is recruit within bounds.
func (t *target) resolve(low, high int, wins func(more int) bool) {
	least, spare := t.least, t.spare
	t.least, t.spare = low, high
	t.recruit(wins)
	t.least, t.spare = least, spare
}

// dearest is at least what a voter pays at the price of the winner.
func (a *auction) dearest(unit int64) int64 {
	return min(a.rich, a.full(unit, a.crowd.highest))
}

// fewest is how many further supporters it takes to raise so much, if each pays
// so much more than surely; more than there are if all do not suffice.
func (a *auction) fewest(unit, missing, each int64) int {
	limit, number := int64(1)<<roomBits, int64(0)
	if a.crowd.uniform {
		limit = a.full(unit, a.crowd.highest)
	}
	for _, position := range a.crowd.order {
		p := &a.crowd.all[position]
		voters, pays := p.voters-p.taken, each+min(limit, p.pays)
		if missing <= 0 || pays == 0 {
			break
		}
		if pays > (missing-1)/max(1, voters) {
			voters = min(voters, (missing-1)/pays+1)
		}
		missing -= voters * pays
		number += voters
	}
	if missing > 0 {
		return a.total + 1
	}
	return int(number)
}

// crowd is all voters of a round, by what they would pay for a project that they
// do not support yet.
type crowd struct {
	// highest is the highest level of satisfaction that somebody would have, and
	// uniform tells that all would have it.
	highest int64
	uniform bool
	// all is made when first needed in a round. order are positions in it, of
	// those first who would pay most.
	all   []party
	of    []int32 // group -> position, -1 if it can support nothing further
	order []int32
}

// party is voters with equal money and an equal level of satisfaction.
type party struct {
	kin
	// pays is what each surely has or, where levels differ, would pay at the
	// price of the winner; in parts as [auction.floor], and exactly in money,
	// over some common denominator, nil if not known yet.
	pays  int64
	money *big.Int
	// voters are all of them, taken those who support the target at hand.
	voters, taken int64
}

// survey learns the levels of satisfaction by group.
func (w *crowd) survey(gain []int64) {
	w.uniform = true
	for _, level := range gain {
		w.uniform = w.uniform && level == gain[0]
		w.highest = max(w.highest, level)
	}
}

// kin is what the voters of a party have in common.
type kin struct {
	class int32
	level int64
}

// gather sorts the voters into parties.
func (a *auction) gather() {
	w := &a.crowd
	if w.all != nil {
		return
	}
	w.of = slices.Grow(w.of[:0], len(a.times))[:len(a.times)]
	known := map[kin]int32{}
	for group, class := range a.s.purses.classOf {
		w.of[group] = -1
		if a.gain[group] > 0 {
			w.of[group] = w.join(known, kin{class, a.gain[group]}, int64(a.times[group]))
		}
	}
	w.order = w.order[:0]
	for i := range w.all {
		a.bound(&w.all[i])
		w.order = append(w.order, int32(i))
	}
	slices.SortFunc(w.order, func(x, y int32) int { return a.compare(&w.all[x], &w.all[y]) })
}

// join adds voters to their party.
func (w *crowd) join(known map[kin]int32, k kin, voters int64) int32 {
	position, found := known[k]
	if !found {
		position = int32(len(w.all))
		known[k] = position
		w.all = append(w.all, party{kin: k})
	}
	w.all[position].voters += voters
	return position
}

// bound enters what each of a party surely pays. Levels differ only by measures
// whose unit is one.
func (a *auction) bound(p *party) {
	p.pays = a.floor[p.class]
	if !a.crowd.uniform {
		p.pays = min(p.pays, a.full(1, p.level))
	}
}

// compare puts those first who would pay more. If all have one level these are
// those with more money, whatever the price.
func (a *auction) compare(p, q *party) int {
	if p.pays != q.pays || p == q {
		return cmp.Compare(q.pays, p.pays)
	}
	return a.exactly(q).Cmp(a.exactly(p))
}

// exactly is what each of a party would pay; see party.
func (a *auction) exactly(p *party) *big.Int {
	if p.money != nil {
		return p.money
	}
	p.money = new(big.Int).Set(&a.s.purses.value[p.class])
	if a.crowd.uniform || a.rho == nil {
		return p.money
	}
	p.money.Mul(p.money, a.rho.Denom())
	full := new(big.Int).Mul(a.rho.Num(), &a.s.purses.denominator)
	if full.Mul(full, big.NewInt(p.level)).Cmp(p.money) < 0 {
		p.money = full
	}
	return p.money
}

// leaveOut marks those who support a target already, or takes the mark away.
func (a *auction) leaveOut(t *target, sign int64) {
	for _, group := range a.choosers.candidates[t.project].supporters {
		if at := a.crowd.of[group]; at >= 0 {
			a.crowd.all[at].taken += sign * int64(a.times[group])
		}
	}
}

// take returns so many voters, of those who would pay most, and the sum of their
// levels.
func (w *crowd) take(number int) (buckets []bucket, levels int64) {
	left := int64(number)
	for _, position := range w.order {
		p := &w.all[position]
		if voters := min(left, p.voters-p.taken); voters > 0 {
			buckets = append(buckets, bucket{p.class, p.level, voters})
			levels += voters * p.level
			left -= voters
		}
	}
	return buckets, levels
}
