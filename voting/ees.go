package voting

import (
	"math/big"
	"slices"
)

// equalPayers returns the largest number of payers who can pay equal parts of the
// cost, with most of them to begin with; 0 if there is no such number. cost is
// over the common denominator of their money.
//
// If some number of them can, so can all who have the equal part of that number:
// they are as many or more, and pay less. So those who cannot pay an equal part
// are left out, and the part of the others becomes greater, until all can.
func equalPayers(cost *big.Int, payers []payer, most int64) int64 {
	var money, number big.Int
	for most > 0 {
		number.SetInt64(most)
		var able int64
		for _, p := range payers {
			if money.Mul(p.money, &number).Cmp(cost) >= 0 {
				able += p.voters
			}
		}
		if able >= most {
			return most
		}
		most = able
	}
	return 0
}

// exactEqualShares is the rule Exact Equal Shares for uniform utilities: Kraiczy,
// Robinson and Elkind, "Streamlining Equal Shares" (2025, arXiv 2502.11797),
// algorithm 1.
//
// Each of n voters begins with budget/n. A project p can be paid by a set V of
// its supporters if each of them has at least cost(p)/|V|. In each round that
// project is selected, with the V that can pay it, for which the satisfaction
// of the payers for each unit of money, |V|*u(p)/cost(p), is greatest; ties by
// the declared tie-break. Each in V pays exactly cost(p)/|V|, and the other
// supporters pay nothing. The rule ends when no project can be paid.
//
// For one project the greatest V is best, and it is unique: all who have at
// least the part of that many. u(p) must be the same for all supporters, so
// satisfaction is by cost or cardinality: u(p) is cost(p) or 1. Projects that
// cost nothing are paid by all supporters with nothing, before all others.
func exactEqualShares(c *count) {
	if c.total == 0 {
		return // nobody to share the budget among
	}
	x := newExactShares(c)
	for x.drop(); len(x.open) > 0; x.drop() {
		x.play()
	}
	x.finish()
	c.wallets = x.wallets
}

// exactShares is the state of the rule.
type exactShares struct {
	*count
	wallets *wallets
	// open are the projects that can still be paid.
	open []int
	// payers[p] is the number of supporters who can pay project p. It never
	// grows.
	payers []int64
}

func newExactShares(c *count) *exactShares {
	x := &exactShares{count: c, wallets: newWallets(c), payers: make([]int64, len(c.candidates))}
	c.outcome.Share = fraction(big.NewInt(c.left), &x.wallets.denominator)
	for i := range c.candidates {
		if !c.available(i) {
			continue
		}
		if c.candidates[i].number == 0 {
			c.outcome.Items[i].Unaffordable = &Unaffordable{Money: "0", MoneyAtEnd: "0"}
			continue
		}
		x.open = append(x.open, i)
		x.payers[i] = int64(c.candidates[i].number)
	}
	return x
}

// drop finds who can pay each open project, and takes out for good those that
// cannot be paid any more.
func (x *exactShares) drop() {
	x.open = slices.DeleteFunc(x.open, func(p int) bool {
		if !x.available(p) {
			return true // barred by a constraint
		}
		candidate := &x.candidates[p]
		payers, _ := x.wallets.payers(candidate.runs)
		cost := new(big.Int).Mul(big.NewInt(candidate.Cost), &x.wallets.denominator)
		x.payers[p] = equalPayers(cost, payers, x.payers[p])
		if x.payers[p] > 0 {
			return false
		}
		x.outcome.Items[p].Unaffordable = &Unaffordable{
			Round: x.round() - 1, Money: fraction(x.wallets.money(payers), &x.wallets.denominator),
		}
		return true
	})
}

// compare puts first what gives its payers more for their money.
func (x *exactShares) compare(a, b int) int {
	p, q := &x.candidates[a], &x.candidates[b]
	return compareProducts(newWide(x.payers[b], q.unit), p.Cost, newWide(x.payers[a], p.unit), q.Cost)
}

// play selects the best open project and makes its payers pay.
func (x *exactShares) play() {
	slices.SortFunc(x.open, func(a, b int) int {
		if order := x.compare(a, b); order != 0 {
			return order
		}
		byTie, _ := x.ties.compare(a, b)
		return byTie
	})
	best, tied := x.open[0], 1
	for tied < len(x.open) && x.compare(best, x.open[tied]) == 0 {
		tied++
	}
	x.noteTie(x.open[:tied])
	round := x.choose(best)
	round.Rho = x.rho(best).RatString()
	if len(x.open) > 1 {
		round.RunnerUp, round.RunnerUpValue = x.candidates[x.open[1]].ID, x.rho(x.open[1]).RatString()
	}
	round.Payments, _ = x.wallets.sum(x.charge(best))
	x.open = x.open[1:]
}

// rho is what each payer pays for one unit of satisfaction.
func (x *exactShares) rho(project int) *big.Rat {
	c := &x.candidates[project]
	given := new(big.Int).Mul(big.NewInt(x.payers[project]), big.NewInt(c.unit))
	return new(big.Rat).SetFrac(big.NewInt(c.Cost), given)
}

// charge takes an equal part from each who has it.
func (x *exactShares) charge(project int) []receipt {
	c, nothing := &x.candidates[project], new(big.Int)
	cost := new(big.Int).Mul(big.NewInt(c.Cost), &x.wallets.denominator)
	part := x.wallets.prepare(cost, big.NewInt(x.payers[project]))
	paid := x.wallets.pay(c.runs, func(p payer) (*big.Int, bool) {
		if p.money.Cmp(part) < 0 {
			return nothing, false
		}
		return part, false
	})
	x.record(x.wallets, paid...)
	return paid
}

// finish records what is left at the end.
func (x *exactShares) finish() {
	x.recordPurses(x.wallets)
	for i := range x.outcome.Items {
		if out := x.outcome.Items[i].Unaffordable; out != nil && x.candidates[i].number > 0 {
			payers, _ := x.wallets.payers(x.candidates[i].runs)
			out.MoneyAtEnd = fraction(x.wallets.money(payers), &x.wallets.denominator)
		}
	}
}
