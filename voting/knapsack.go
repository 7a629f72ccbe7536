package voting

import (
	"cmp"
	"slices"
)

// Limits on the work that goes into one knapsack problem, counted in words of 64
// bits that partial sets take. They bound time to a few seconds, and memory to
// some 200 MB, on any machine alike.
const (
	maxPackingLayer = 1 << 23 // at one time
	maxPackingWork  = 1 << 29 // in all
	// maxForcedWork is for all those problems together that only explain.
	maxForcedWork = 1 << 24
)

// parcel is something that can be packed once or not at all.
type parcel struct {
	profit wide
	cost   int64
}

// packing is a set of parcels with its sums.
type packing struct {
	profit wide
	cost   int64
	chosen []bool // by position in the problem
}

// before tells whether p is better than q by profit and then by cost.
func (p partial) before(q partial) int {
	if byProfit := q.profit.compare(p.profit); byProfit != 0 {
		return byProfit
	}
	return cmp.Compare(p.cost, q.cost)
}

// pack solves the 0/1 knapsack problem. Of all sets that cost at most budget it
// returns the one with the greatest profit; among those the one with the lowest
// cost; and among those the one that, written as a list of positions in
// ascending order, comes first. Parcels without profit are never packed, and
// those with profit and no cost always. So the answer is unique.
//
// With sums only, the last criterion is left open and chosen is nil: that is
// much less work.
//
// work is what may be spent; what has been spent is taken from it. It returns
// false if it does not suffice, and then no packing.
func pack(parcels []parcel, budget int64, sumsOnly bool, work *int64) (packing, bool) {
	var free packing
	k := &packer{budget: budget, work: work}
	for i, p := range parcels {
		switch {
		case p.profit == wide{}:
		case p.cost == 0:
			free.profit = free.profit.plus(p.profit)
		case p.cost <= budget:
			k.order = append(k.order, i)
		}
	}
	if !k.solve(parcels, sumsOnly) {
		return packing{}, false
	}
	free.cost = k.best.cost
	free.profit = free.profit.plus(k.best.profit)
	if !sumsOnly {
		free.chosen = k.chosen(parcels)
	}
	return free, true
}

// packer solves a knapsack problem with dynamic programming by lists (Nemhauser
// and Ullmann 1969) over an expanding core (Pisinger, "A Minimal Algorithm for
// the 0-1 Knapsack Problem", Operations Research 45, 1997).
//
// Parcels are put in order of profit for cost. From the top as many as fit are
// packed; then, alternately below and above that break, one parcel after the
// other is freed: it may now be put in or taken out. A layer is all partial sets
// that this makes, less those that
//
//   - are dominated: another costs no more and brings no less. If both are equal
//     in both, the first of them in the order of lists is kept; whatever is
//     done to the rest of the parcels, that order stays.
//   - are hopeless: not even with fractions of parcels could they become as good
//     as the best set known.
//
// Neither can throw away the answer. All comparisons are exact.
type packer struct {
	budget int64
	order  []int    // position in the problem, by profit for cost
	sorted []parcel // in that order
	place  []int    // by the same index, place among the positions in order
	// words is the length of a set, 0 if only sums are asked for. Sets are bits,
	// the first position being the highest bit: the first list is the greatest.
	words int
	// slack is by how much a set must be cheaper to be worth while if it has the
	// same profit: 0 if equal ones matter.
	slack int64
	// Parcels up to lower are all packed and those from upper on are not, in
	// every partial set; the ones between are free.
	lower, upper int
	packed       []int64 // cost of parcels 0 to i-1
	unpacked     []wide  // profit of parcels from i on
	best         partial
	bestSet      []uint64
	layer, next  layer
	work         *int64
}

// partial is the sums of a set of parcels. It may cost more than the budget as
// long as something can still be taken out.
type partial struct {
	profit wide
	cost   int64
}

// layer is partial sets with cost and profit both strictly ascending.
type layer struct {
	sums []partial
	sets []uint64 // words for each
}

// solve finds best and bestSet, false if that is too much work.
func (k *packer) solve(parcels []parcel, sumsOnly bool) bool {
	k.slack = 1
	if !sumsOnly {
		k.slack, k.words = 0, (len(k.order)+63)/64
	}
	k.arrange(parcels)
	k.start()
	for k.lower >= 0 || k.upper < len(k.sorted) {
		if len(k.layer.sums) == 0 {
			return true
		}
		k.expand()
		size := int64(len(k.layer.sums) * (3 + k.words))
		if *k.work -= size + 16; size > maxPackingLayer || *k.work < 0 {
			return false
		}
	}
	return true
}

// arrange puts the parcels in order.
func (k *packer) arrange(parcels []parcel) {
	positions := slices.Clone(k.order)
	slices.SortFunc(k.order, func(a, b int) int {
		x, y := &parcels[a], &parcels[b]
		return cmp.Or(compareProducts(y.profit, x.cost, x.profit, y.cost), cmp.Compare(x.cost, y.cost), cmp.Compare(a, b))
	})
	n := len(k.order)
	k.packed, k.unpacked = make([]int64, n+1), make([]wide, n+1)
	for _, position := range k.order {
		place, _ := slices.BinarySearch(positions, position)
		k.place = append(k.place, place)
		k.sorted = append(k.sorted, parcels[position])
	}
	for i := n - 1; i >= 0; i-- {
		k.unpacked[i] = k.unpacked[i+1].plus(k.sorted[i].profit)
	}
}

// start packs up to the break for the first layer, and goes on with what still
// fits for the first best set.
func (k *packer) start() {
	set := make([]uint64, k.words)
	for k.upper < len(k.sorted) && k.sorted[k.upper].cost <= k.budget-k.best.cost {
		k.put(k.upper, set)
		k.upper++
		k.packed[k.upper] = k.best.cost
	}
	k.lower = k.upper - 1
	k.layer = layer{sums: []partial{k.best}, sets: slices.Clone(set)}
	for i := k.upper; i < len(k.sorted); i++ {
		if k.sorted[i].cost <= k.budget-k.best.cost {
			k.put(i, set)
		}
	}
	k.bestSet = set
}

// put adds a parcel to the best set.
func (k *packer) put(i int, set []uint64) {
	k.best = k.with(k.best, i)
	if k.words > 0 {
		set[k.place[i]/64] ^= k.bit(i)
	}
}

// bit is the bit of a parcel in its word.
func (k *packer) bit(i int) uint64 { return 1 << (63 - k.place[i]%64) }

func (k *packer) with(p partial, i int) partial {
	return partial{p.profit.plus(k.sorted[i].profit), p.cost + k.sorted[i].cost}
}

func (k *packer) without(p partial, i int) partial {
	return partial{p.profit.minus(k.sorted[i].profit), p.cost - k.sorted[i].cost}
}

// expand frees one more parcel, above and below the break in turn.
func (k *packer) expand() {
	freed, change := 0, k.with
	if above := k.upper < len(k.sorted); above && (k.lower < 0 || (k.upper+k.lower)%2 == 1) {
		freed = k.upper
		k.upper++
	} else {
		freed, change = k.lower, k.without
		k.lower--
	}
	changed := make([]partial, len(k.layer.sums))
	for i, p := range k.layer.sums {
		changed[i] = change(p, freed)
		if changed[i].cost <= k.budget {
			k.improve(changed[i], i, freed)
		}
	}
	k.merge(changed, freed)
}

// improve makes the set at position i of the layer, with the freed parcel
// changed, the best one if it is.
func (k *packer) improve(p partial, i, freed int) {
	order := p.before(k.best)
	if order > 0 || (order == 0 && (k.words == 0 || k.compareSets(k.bestSet, i, freed) <= 0)) {
		return
	}
	k.best = p
	if k.words > 0 {
		copy(k.bestSet, k.set(i))
		k.bestSet[k.place[freed]/64] ^= k.bit(freed)
	}
}

func (k *packer) set(i int) []uint64 { return k.layer.sets[i*k.words : (i+1)*k.words] }

// compareSets tells whether the set at position i of the layer, with the freed
// parcel changed, comes before the other: more than 0 if so.
func (k *packer) compareSets(other []uint64, i, freed int) int {
	for w, word := range k.set(i) {
		if w == k.place[freed]/64 {
			word ^= k.bit(freed)
		}
		if word != other[w] {
			return cmp.Compare(word, other[w])
		}
	}
	return 0
}

// merge makes the next layer: the sets with the freed parcel as it was, and
// those with it changed.
func (k *packer) merge(changed []partial, freed int) {
	same := k.layer.sums
	k.next.sums, k.next.sets = k.next.sums[:0], k.next.sets[:0]
	for i, j := 0, 0; i < len(same) || j < len(changed); {
		if j == len(changed) || (i < len(same) && k.keepFirst(same[i], changed[j], i, j, freed)) {
			k.add(same[i], i, -1)
			i++
		} else {
			k.add(changed[j], j, freed)
			j++
		}
	}
	k.layer, k.next = k.next, k.layer
}

// keepFirst tells whether same, at position i, comes before changed, at position
// j: the cheaper first, then the one that dominates.
func (k *packer) keepFirst(same, changed partial, i, j, freed int) bool {
	if same.cost != changed.cost {
		return same.cost < changed.cost
	}
	if byProfit := same.profit.compare(changed.profit); byProfit != 0 {
		return byProfit > 0
	}
	return k.words == 0 || k.compareSets(k.set(i), j, freed) < 0
}

// add puts a partial set into the next layer if it is worth while. It was made
// from the one at position i by changing a parcel, -1 for none.
func (k *packer) add(p partial, i, changed int) {
	last := len(k.next.sums) - 1
	if (last >= 0 && p.profit.compare(k.next.sums[last].profit) <= 0) || !k.hopeful(p) {
		return
	}
	k.next.sums = append(k.next.sums, p)
	if k.words == 0 {
		return
	}
	k.next.sets = append(k.next.sets, k.set(i)...)
	if changed >= 0 {
		k.next.sets[(last+1)*k.words+k.place[changed]/64] ^= k.bit(changed)
	}
}

// hopeful tells whether a partial set may become better than the best one, or
// equal to it in profit and as cheap.
func (k *packer) hopeful(p partial) bool {
	return k.reaches(p, k.best.profit.plus(wide{lo: 1}), k.budget) || k.reaches(p, k.best.profit, k.best.cost-k.slack)
}

// reaches tells whether a partial set could come to the profit for at most the
// cost if fractions of parcels could be added or taken out. As no parcel above
// the break is better than the next one there, nor one below it worse than the
// last one, it is enough to look at these two.
func (k *packer) reaches(p partial, profit wide, cost int64) bool {
	enough := p.profit.compare(profit) >= 0
	switch {
	case p.cost <= cost && enough:
		return true
	case p.cost <= cost:
		if p.profit.plus(k.unpacked[k.upper]).compare(profit) < 0 {
			return false
		}
		next := &k.sorted[k.upper]
		return compareProducts(profit.minus(p.profit), next.cost, next.profit, cost-p.cost) <= 0
	case !enough || p.cost-cost > k.packed[k.lower+1]:
		return false
	default:
		last := &k.sorted[k.lower]
		return compareProducts(last.profit, p.cost-cost, p.profit.minus(profit), last.cost) <= 0
	}
}

// chosen translates the best set.
func (k *packer) chosen(parcels []parcel) []bool {
	chosen := make([]bool, len(parcels))
	for i, p := range parcels {
		chosen[i] = p.cost == 0 && p.profit != wide{}
	}
	for i, position := range k.order {
		if k.bestSet[k.place[i]/64]&k.bit(i) != 0 {
			chosen[position] = true
		}
	}
	return chosen
}
