package oracle

import (
	"math/big"
	"sort"
	"strings"
)

// MaxWelfare looks at all sets of projects and returns the one with the greatest
// total satisfaction of those that fit in the budget; among equal ones that with
// the lowest cost; and among those the one whose sorted ids come first as a
// list. Projects that give nobody satisfaction are left out. The ids are sorted.
func MaxWelfare(e Election) (ids []string, welfare *big.Int) {
	var projects []Project
	var totals []*big.Int
	for _, p := range e.Projects {
		if total := e.total(p); total.Sign() > 0 {
			projects, totals = append(projects, p), append(totals, total.Num())
		}
	}
	welfare = new(big.Int)
	var lowest int64
	for set := range 1 << len(projects) {
		var cost int64
		var list []string
		sum := new(big.Int)
		for i, p := range projects {
			if set>>i&1 == 1 {
				cost += p.Cost
				sum.Add(sum, totals[i])
				list = append(list, p.ID)
			}
		}
		sort.Strings(list)
		order := sum.Cmp(welfare)
		if cost <= e.Budget && (order > 0 || order == 0 && (cost < lowest || cost == lowest && listBefore(list, ids))) {
			ids, welfare, lowest = list, sum, cost
		}
	}
	return ids, welfare
}

// listBefore compares lists of ids as sequences.
func listBefore(a, b []string) bool {
	for i := range min(len(a), len(b)) {
		if c := strings.Compare(a[i], b[i]); c != 0 {
			return c < 0
		}
	}
	return len(a) < len(b)
}
