package voting

import (
	"cmp"
	"slices"
)

// maxWelfare selects the set of projects with the greatest total satisfaction
// that fits in the budget: Talmon and Faliszewski (AAAI 2019), section 2.
//
// Among sets with the greatest satisfaction it takes one with the lowest cost,
// and among those the one whose ids, sorted as text, come first as a list. The
// declared tie-break plays no part in that: it orders projects, not sets.
// Projects that give no satisfaction are never selected, even if they cost
// nothing.
//
// Selected projects stand in the order of the greedy rule: by satisfaction for
// cost, those without cost first, equal ones by the tie-break.
func maxWelfare(c *count) {
	byID, parcels := c.parcels()
	work := int64(maxPackingWork)
	best, ok := pack(parcels, c.left, false, &work)
	if !ok {
		c.err = &LimitError{Rule: RuleMaxWelfare, Projects: len(parcels)}
		return
	}
	c.outcome.Welfare = best.profit.String()
	c.force(byID, parcels, best)
	in := make([]bool, len(byID))
	for i, project := range byID {
		in[project] = best.chosen[i]
	}
	for _, r := range c.byDensity() {
		if in[r.project] {
			c.choose(r.project).Density = densityText(r.density)
		}
	}
}

// parcels returns all projects by id, first their positions, then what they
// bring and cost.
func (c *count) parcels() ([]int, []parcel) {
	byID := make([]int, len(c.candidates))
	for i := range byID {
		byID[i] = i
	}
	slices.SortFunc(byID, func(a, b int) int { return cmp.Compare(c.candidates[a].ID, c.candidates[b].ID) })
	parcels := make([]parcel, len(byID))
	for i, project := range byID {
		candidate := &c.candidates[project]
		parcels[i] = parcel{newWide(candidate.unit, candidate.levels), candidate.Cost}
		if !c.available(project) {
			parcels[i].profit = wide{}
		}
	}
	return byID, parcels
}

// force finds for each project that is not in the best set what the best set
// with it would be, as long as there is work left to be done.
func (c *count) force(byID []int, parcels []parcel, best packing) {
	work := int64(maxForcedWork)
	for i, project := range byID {
		p := parcels[i]
		if best.chosen[i] || p.profit == (wide{}) || p.cost > c.left {
			continue
		}
		parcels[i].profit = wide{} // is in, and not to be chosen again
		rest, ok := pack(parcels, c.left-p.cost, true, &work)
		parcels[i] = p
		if !ok {
			return
		}
		c.outcome.Items[project].Forced = &Forced{
			Welfare: rest.profit.plus(p.profit).String(), Cost: rest.cost + p.cost,
		}
	}
}
