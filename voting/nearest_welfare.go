package voting

import "slices"

// dearer looks for the highest cost at which a target is part of the greatest
// welfare.
//
// At any cost from low to high it brings at most what it does at high, and the
// others at most what they do with low taken from the budget. If both together
// are less than what the others bring alone, no cost from low to high will do;
// if not, the two halves are looked at.
type dearer struct {
	*recounts
	at      int      // position of the target among the parcels
	others  []parcel // by id, the target without profit
	budget  int64
	without wide
}

// searchWelfare is searchCost for max-welfare.
func (n *nearest) searchWelfare(t *target, r *recounts) {
	c := n.count(n.electorate)
	c.decide()
	byID, parcels := c.parcels()
	d := &dearer{recounts: r, at: slices.Index(byID, t.project), others: parcels, budget: c.left}
	d.others[d.at].profit = wide{}
	d.without = d.best(0)
	if cost, found := d.highest(0, min(c.left, n.candidates[t.project].Cost-1)); found {
		t.cost = cost
	} else if r.spent {
		t.costSearch = SearchLimit
	}
}

// highest returns the highest cost from low to high that will do.
func (d *dearer) highest(low, high int64) (int64, bool) {
	if low > high || d.hopeless(low, high) || d.spent {
		return 0, false
	}
	if low == high {
		return low, d.selects(d.with(d.target, d.altered(d.target, low, 0, 0)))
	}
	middle := low + (high-low)/2
	if cost, found := d.highest(middle+1, high); found || d.spent {
		return cost, found
	}
	return d.highest(low, middle)
}

// hopeless tells that no cost from low to high will do.
func (d *dearer) hopeless(low, high int64) bool {
	as := d.altered(d.target, high, 0, 0)
	return newWide(as.unit, as.levels).plus(d.best(low)).compare(d.without) < 0
}

// best is what the others bring with so much of the budget taken.
func (d *dearer) best(taken int64) wide {
	if !d.allowed() {
		return wide{}
	}
	found, ok := pack(d.others, d.budget-taken, true, &d.packing)
	d.spent = d.spent || !ok
	return found.profit
}
