package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// Finding is what a check found.
type Finding string

// The findings.
const (
	// FindingHolds: what was checked is so.
	FindingHolds Finding = "holds"
	// FindingFails: it is not, and witnesses say where.
	FindingFails Finding = "fails"
	// FindingUnknown: the outcome does not say enough to check it.
	FindingUnknown Finding = "unknown"
)

// PriceCheck says whether the payments of a count form a price system, so that
// the outcome is priceable (Peters and Skowron, EC 2020; with costs Brill et al.,
// AAAI 2023):
//
//  1. every voter begins with the same share, and pays no more than it;
//  2. a voter pays only for selected projects that give the voter satisfaction;
//  3. the payments for a selected project are exactly its cost;
//  4. the supporters of a project that is not selected have no more left
//     between them than it costs.
//
// The payments are replayed from the share and the prices of the count, which
// sees to the first two. They fail the third if a completion selects projects
// that nobody pays for; the outcome may then be priceable all the same, by
// other payments. For a rule without payments the finding is unknown.
type PriceCheck struct {
	Finding Finding `json:"finding"`
	// Share is what every voter begins with, exact in minor units.
	Share string `json:"share,omitempty"`
	// Gaps are the projects where the third or fourth condition fails, by id.
	Gaps []PriceGap `json:"gaps"`
}

// PriceGap is a project where payments are no price system.
type PriceGap struct {
	Project string `json:"project"`
	// Selected tells the condition that fails: the third if it was selected,
	// else the fourth.
	Selected bool  `json:"selected"`
	Cost     int64 `json:"cost"`
	// Amount is what was paid for a selected project, and what the supporters
	// of another have left between them; exact, in minor units.
	Amount string `json:"amount"`
}

// prices checks the payments of a trace, which is nil if there are none.
func (r *reading) prices(t *trace, selected []bool) PriceCheck {
	if t == nil {
		return PriceCheck{Finding: FindingUnknown, Gaps: []PriceGap{}}
	}
	c := PriceCheck{Finding: FindingHolds, Share: t.text(t.share), Gaps: []PriceGap{}}
	amounts := r.amounts(t, selected)
	for project, p := range r.inst.Projects {
		cost := new(big.Int).Mul(big.NewInt(p.Cost), t.denominator)
		order := amounts[project].Cmp(cost)
		if order > 0 || order < 0 && selected[project] {
			c.Finding = FindingFails
			c.Gaps = append(c.Gaps, PriceGap{p.ID, selected[project], p.Cost, t.text(amounts[project])})
		}
	}
	slices.SortFunc(c.Gaps, func(a, b PriceGap) int { return cmp.Compare(a.Project, b.Project) })
	return c
}

// amounts sums up what was paid for each selected project, and what supporters
// of each other project have left.
func (r *reading) amounts(t *trace, selected []bool) []*big.Int {
	amounts := make([]*big.Int, len(selected))
	for i := range amounts {
		amounts[i] = new(big.Int)
	}
	var all big.Int
	for _, s := range r.sheets {
		debits, left := t.replay(s)
		times := big.NewInt(int64(s.times))
		for _, d := range debits {
			amounts[d.project].Add(amounts[d.project], all.Mul(d.amount, times))
		}
		for _, c := range s.choices {
			if !selected[c.project] && c.satisfaction > 0 {
				amounts[c.project].Add(amounts[c.project], all.Mul(left, times))
			}
		}
	}
	return amounts
}
