package oracle

import "math/big"

// ExactEqualShares gives each voter budget/n. For every project and every number
// k of supporters that have cost/k each, it looks at the satisfaction of k for a
// unit of money, and buys where that is greatest: the price of one unit,
// cost/(k*satisfaction), is smallest. The k richest supporters pay cost/k each.
// Satisfaction from a project must be the same for all its supporters.
func ExactEqualShares(e Election) Shares {
	s := Shares{Out: map[string]int{}, Money: map[string]*big.Rat{}}
	for range e.Voters {
		s.Left = append(s.Left, big.NewRat(e.Budget, int64(len(e.Voters))))
	}
	bought := map[string]bool{}
	for {
		prices, parts := map[string]*big.Rat{}, map[string]*big.Rat{}
		for _, p := range e.Projects {
			if part, price := e.exact(p, s.Left); part != nil && !bought[p.ID] {
				parts[p.ID], prices[p.ID] = part, price
			}
		}
		s.note(e, bought, prices)
		if len(prices) == 0 {
			return s
		}
		best := Purchase{Tied: lowest(prices)}
		best.Project = e.first(best.Tied)
		best.Rho = prices[best.Project]
		for i, v := range e.Voters {
			paid := new(big.Rat)
			if v[best.Project] > 0 && s.Left[i].Cmp(parts[best.Project]) >= 0 {
				paid = parts[best.Project]
			}
			best.Paid = append(best.Paid, paid)
			s.Left[i] = new(big.Rat).Sub(s.Left[i], paid)
		}
		bought[best.Project] = true
		s.Bought = append(s.Bought, best)
	}
}

// exact returns the smallest equal part that enough supporters have, and the
// price of a unit of satisfaction; nil if there is none.
func (e Election) exact(p Project, left []*big.Rat) (part, price *big.Rat) {
	for k := int64(len(e.Voters)); k > 0; k-- {
		part := big.NewRat(p.Cost, k)
		able, satisfaction := int64(0), int64(0)
		for i, v := range e.Voters {
			if v[p.ID] > 0 && left[i].Cmp(part) >= 0 {
				able++
				satisfaction = v[p.ID]
			}
		}
		if able >= k {
			return part, new(big.Rat).Quo(part, big.NewRat(satisfaction, 1))
		}
	}
	return nil, nil
}

// Shared is one round of the completion by perturbation. Rho is what others than
// supporters paid at most.
type Shared struct {
	Purchase
	OthersPaid []*big.Rat
}

// Perturb goes on after equal shares, changing left. Of the projects that all
// voters together can pay it buys the one with the smallest x such that
// supporters who give all they have and others who give min(money, x) raise the
// cost. It tries every number of poorest others who give all they have.
func Perturb(e Election, taken map[string]bool, left []*big.Rat) (rounds []Shared) {
	for {
		parts := map[string]*big.Rat{}
		for _, p := range e.Projects {
			if x := e.leastPart(p, left); x != nil && !taken[p.ID] {
				parts[p.ID] = x
			}
		}
		if len(parts) == 0 {
			return rounds
		}
		best := Shared{Purchase: Purchase{Tied: lowest(parts)}}
		best.Project = e.first(best.Tied)
		best.Rho = parts[best.Project]
		for i, v := range e.Voters {
			paid := new(big.Rat)
			switch {
			case v[best.Project] == 0:
				paid = least(left[i], best.Rho)
				best.OthersPaid = append(best.OthersPaid, paid)
			case e.cost(best.Project) > 0:
				paid = left[i]
				best.Paid = append(best.Paid, paid)
			}
			left[i] = new(big.Rat).Sub(left[i], paid)
		}
		taken[best.Project] = true
		rounds = append(rounds, best)
	}
}

func (e Election) leastPart(p Project, left []*big.Rat) *big.Rat {
	need := new(big.Rat).Sub(big.NewRat(p.Cost, 1), e.money(p, left))
	if p.Cost == 0 {
		return new(big.Rat)
	}
	// The others buy the rest of it as they would buy a project by equal shares.
	others := Election{}
	for _, v := range e.Voters {
		voter := Voter{"rest": 1}
		if v[p.ID] > 0 {
			voter = Voter{}
		}
		others.Voters = append(others.Voters, voter)
	}
	return others.rhoOf("rest", need, left)
}
