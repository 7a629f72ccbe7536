package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// Representation says whether a group of voters is owed a project that was not
// selected: EJR+ up to one project, after Brill and Peters (EC 2023).
//
// Let n voters have the budget B, u(i,q) be the satisfaction of voter i with
// project q, and c(q) its cost. Take a project p that is not selected and a
// group S of voters, all with u(i,p) > 0. Alone, they could pay for p at the
// price r = c(p) / sum of u(i,p) over S for one unit of satisfaction. The group
// is owed p if for every member
//
//	u(i,p) * r + sum over selected q of u(i,q) * price(q)  <=  B / n,
//
// where price(q) is r for EJR+, and for strong EJR+ the lower of r and
// c(q) / sum of u(j,q) over S. EJR+ up to one project holds if no group is owed
// anything. As a price of the strong form is never above r, it implies the other.
//
// With approval ballots that is, by cost, that in every group S of supporters of
// p somebody has c(W_i) + c(p) > |S| B/n, and by number |W_i| + 1 > |S| B/(n c(p)),
// with W_i the selected projects on the ballot; with all costs equal, it is EJR+.
//
// Equal shares always satisfies the strong form. Proof, as that of EJR up to one
// in Peters, Pierczyński and Skowron (NeurIPS 2021): Suppose S is
// owed p. Then no member ever pays more than price(q) for a unit of a project q.
// For as long as that was so, each member i had at least u(i,p) r +
// u(i,q) price(q) left when q was bought. So S could have paid for p at the
// price r, and its supporters of q alone for q, if price(q) is theirs; and the
// method buys at the lowest price there is. At the end all members then have
// u(i,p) r left and can pay for p, but the method stops only when nobody can.
// More selected projects and larger shares do no harm, so it also holds after a
// completion that only adds projects or money.
//
// The check takes polynomial time: if a member has too much, then also in every
// smaller group, where prices are higher. So one begins with all supporters and
// takes out whoever has too much, until nobody is left or all are owed. What is
// left is the largest group.
type Representation struct {
	// Finding is FindingHolds if no group is owed anything, else FindingFails.
	Finding Finding `json:"finding"`
	// Owed are the projects that are owed to groups, by id.
	Owed []Owed `json:"owed"`
}

// Owed is a project that is owed to a group of voters.
type Owed struct {
	Project string `json:"project"`
	Cost    int64  `json:"cost"`
	// Voters is the number of voters in the largest group that is owed it, and
	// Supporters that of all supporters.
	Voters     int `json:"voters"`
	Supporters int `json:"supporters"`
	// Share is what each of them has, B/n, and Most the largest amount that one
	// of them would need for this project and all selected ones of the ballot.
	// Both are exact, in minor units; Most is at most Share.
	Share string `json:"share"`
	Most  string `json:"most"`
}

// represent checks all projects that are not selected. If strong, each selected
// project has its own price.
func (r *reading) represent(selected []bool, strong bool) Representation {
	found := Representation{Finding: FindingHolds, Owed: []Owed{}}
	for project := range r.inst.Projects {
		if selected[project] {
			continue
		}
		if owed, is := r.owed(project, selected, strong); is {
			found.Finding = FindingFails
			found.Owed = append(found.Owed, owed)
		}
	}
	slices.SortFunc(found.Owed, func(a, b Owed) int { return cmp.Compare(a.Project, b.Project) })
	return found
}

// owed looks for the largest group that is owed a project.
func (r *reading) owed(project int, selected []bool, strong bool) (Owed, bool) {
	group := r.supporting(project)
	supporters := voices(group)
	for len(group) > 0 {
		b := r.newBill(project, group, selected, strong)
		rest := slices.DeleteFunc(slices.Clone(group), func(s sheet) bool { return b.of(s).Cmp(b.limit) > 0 })
		if len(rest) == len(group) {
			p := r.inst.Projects[project]
			return Owed{
				Project: p.ID, Cost: p.Cost, Voters: voices(group), Supporters: supporters,
				Share: part(r.inst.Budget, int64(r.voters)), Most: b.most(group),
			}, true
		}
		group = rest
	}
	return Owed{}, false
}

// supporting are the sheets that take satisfaction from a project.
func (r *reading) supporting(project int) []sheet {
	var group []sheet
	for _, s := range r.sheets {
		if s.of(project) > 0 {
			group = append(group, s)
		}
	}
	return group
}

// voices is the number of voters of sheets.
func voices(group []sheet) int {
	n := 0
	for _, s := range group {
		n += s.times
	}
	return n
}

// bill is what members of a group would have to pay for a project and for all
// that is selected, as whole numbers over one denominator.
type bill struct {
	denominator *big.Int
	price       []*big.Int // by project, nil if it is not on the bill
	limit       *big.Int   // the share of a voter, rounded down
}

func (r *reading) newBill(project int, group []sheet, selected []bool, strong bool) *bill {
	prices := make([]*big.Rat, len(selected))
	alone := r.alone(project, group, selected)
	b := &bill{denominator: big.NewInt(1), price: make([]*big.Int, len(selected))}
	for q, price := range alone {
		if price == nil {
			continue
		}
		prices[q] = alone[project]
		if strong && price.Cmp(prices[q]) < 0 {
			prices[q] = price
		}
		b.denominator = leastMultiple(b.denominator, prices[q].Denom())
	}
	b.set(prices)
	b.limit = new(big.Int).Mul(big.NewInt(r.inst.Budget), b.denominator)
	b.limit.Quo(b.limit, big.NewInt(int64(r.voters)))
	return b
}

// set writes prices over the denominator, which covers them.
func (b *bill) set(prices []*big.Rat) {
	for q, price := range prices {
		if price != nil {
			b.price[q] = over(price, b.denominator)
		}
	}
}

// alone returns the prices at which the group alone could pay for the project,
// and those of its members who support a selected project for that one.
func (r *reading) alone(project int, group []sheet, selected []bool) []*big.Rat {
	sums := make([]big.Int, len(selected))
	var all, times big.Int
	for _, s := range group {
		times.SetInt64(int64(s.times))
		for _, c := range s.choices {
			if selected[c.project] || int(c.project) == project {
				sums[c.project].Add(&sums[c.project], all.Mul(&times, big.NewInt(c.satisfaction)))
			}
		}
	}
	prices := make([]*big.Rat, len(selected))
	for q := range sums {
		if sums[q].Sign() > 0 {
			prices[q] = new(big.Rat).SetFrac(big.NewInt(r.inst.Projects[q].Cost), &sums[q])
		}
	}
	return prices
}

// of is the bill of one voter.
func (b *bill) of(s sheet) *big.Int {
	var sum, amount big.Int
	for _, c := range s.choices {
		if price := b.price[c.project]; price != nil {
			sum.Add(&sum, amount.Mul(price, big.NewInt(c.satisfaction)))
		}
	}
	return &sum
}

// most is the largest bill in a group.
func (b *bill) most(group []sheet) string {
	most := new(big.Int)
	for _, s := range group {
		if sum := b.of(s); sum.Cmp(most) > 0 {
			most = sum
		}
	}
	return fraction(most, b.denominator)
}
