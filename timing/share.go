package timing

import (
	"cmp"
	"math/big"
	"slices"
)

// lengthen gives items that stand in their order the minutes that are left, from
// now on.
func lengthen(room Room, order []placed, now int) []Slot {
	stretches := room.Stretches()
	var slots []Slot
	for len(order) > 0 {
		n := 1
		for n < len(order) && order[n].stretch == order[0].stretch {
			n++
		}
		stretch := stretches[order[0].stretch]
		stretch.Start = max(stretch.Start, now)
		slots = append(slots, fill(stretch, order[:n])...)
		order = order[n:]
	}
	return slots
}

// fill shares a stretch among its items. Where that would move one of them out of
// the time in which it can be held, those that are bound to a time keep the one
// that they have, and each part before and after is shared for itself.
func fill(s Stretch, order []placed) []Slot {
	if slots := shareOut(s, order); inTime(slots, order) {
		return slots
	}
	var slots []Slot
	for len(order) > 0 {
		n := 1
		for n < len(order) && !order[n].item.bound() {
			n++
		}
		part := Stretch{Start: order[0].start, End: s.End}
		if n < len(order) {
			part.End = order[n].start
		}
		slots = append(slots, shareOut(part, order[:n])...)
		order = order[n:]
	}
	return slots
}

func inTime(slots []Slot, order []placed) bool {
	for i, p := range order {
		if slots[i].Start < p.item.From || p.item.Until > 0 && slots[i].End() > p.item.Until {
			return false
		}
	}
	return true
}

// shareOut fills a stretch with items from its beginning on, without gaps.
func shareOut(s Stretch, order []placed) []Slot {
	rest := s.Minutes()
	claims := make([]claim, len(order))
	for i, p := range order {
		rest -= p.item.Least
		claims[i] = claim{most: p.item.Wished - p.item.Least, support: p.item.Support, rank: p.item.Rank}
	}
	if first := order[0]; first.item.Until > 0 && first.start == s.Start {
		claims[0].most = min(claims[0].most, first.item.Until-first.start-first.item.Least)
	}
	slots := make([]Slot, len(order))
	now := s.Start
	for i, extra := range divide(claims, rest) {
		item := order[i].item
		slots[i] = Slot{Key: item.Key, Start: now, Minutes: item.Least + extra, Share: Share{
			Least: item.Least, Extra: extra, Wished: item.Wished, Rest: rest, Support: item.Support, Among: len(order),
		}}
		now = slots[i].End()
	}
	return slots
}

// A claim is how many minutes somebody would take of a rest, and by what right.
type claim struct {
	most    int
	support int64
	rank    int
}

// divide shares rest among claims in proportion to their support, up to the most
// of each, in whole minutes. The shares stand in the order of the claims.
func divide(claims []claim, rest int) []int {
	shares := make([]int, len(claims))
	open := make([]int, 0, len(claims)) // those that can take more
	for i, c := range claims {
		if c.most > 0 {
			open = append(open, i)
		}
	}
	for rest > 0 && len(open) > 0 {
		weights, sum := weigh(claims, open)
		var still []int
		satisfied := 0
		for n, i := range open {
			if product(rest, weights[n]).Cmp(product(claims[i].most, sum)) >= 0 {
				shares[i] = claims[i].most
				satisfied += claims[i].most
				continue
			}
			still = append(still, i)
		}
		if satisfied == 0 {
			apportion(claims, open, weights, sum, rest, shares)
			return shares
		}
		rest, open = rest-satisfied, still
	}
	return shares
}

// weigh returns the weight of each claim and their sum. Where nobody has any
// support all are alike.
func weigh(claims []claim, open []int) ([]*big.Int, *big.Int) {
	weights, sum := make([]*big.Int, len(open)), new(big.Int)
	for n, i := range open {
		weights[n] = big.NewInt(claims[i].support)
		sum.Add(sum, weights[n])
	}
	if sum.Sign() == 0 {
		for n := range open {
			weights[n] = big.NewInt(1)
		}
		sum.SetInt64(int64(len(open)))
	}
	return weights, sum
}

// apportion divides rest by weights, none of which reaches its most, by the
// largest remainder.
func apportion(claims []claim, open []int, weights []*big.Int, sum *big.Int, rest int, shares []int) {
	remainders := make(map[int]*big.Int, len(open))
	over := rest
	for n, i := range open {
		quotient, remainder := new(big.Int).QuoRem(product(rest, weights[n]), sum, new(big.Int))
		shares[i] = int(quotient.Int64())
		over -= shares[i]
		remainders[i] = remainder
	}
	slices.SortFunc(open, func(a, b int) int {
		return cmp.Or(remainders[b].Cmp(remainders[a]), cmp.Compare(claims[a].rank, claims[b].rank))
	})
	for _, i := range open[:over] {
		shares[i]++
	}
}

func product(n int, x *big.Int) *big.Int { return new(big.Int).Mul(big.NewInt(int64(n)), x) }
