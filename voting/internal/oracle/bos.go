package oracle

import "math/big"

// Overspent is one round of equal shares with bounded overspending.
type Overspent struct {
	Purchase
	Alpha *big.Rat
}

// BOSEqualShares gives each voter budget/n. Of the projects that fit into what
// is left it buys the one with the smallest rho/alpha such that
// sum of min(money, alpha*rho*satisfaction) = alpha*cost, and makes supporters
// pay min(money, rho*satisfaction).
//
// With lambda = alpha*rho it tries, for each project, every lambda at which
// somebody gives all he has, and the one at which the whole cost is raised.
func BOSEqualShares(e Election) (rounds []Overspent, left []*big.Rat) {
	for range e.Voters {
		left = append(left, big.NewRat(e.Budget, int64(len(e.Voters))))
	}
	budget, bought := e.Budget, map[string]bool{}
	for {
		ratios, offers := map[string]*big.Rat{}, map[string]Overspent{}
		for _, p := range e.Projects {
			if o, ok := e.overspend(p, left); ok && !bought[p.ID] && p.Cost <= budget {
				offers[p.ID], ratios[p.ID] = o, new(big.Rat).Quo(o.Rho, o.Alpha)
			}
		}
		if len(offers) == 0 {
			return rounds, left
		}
		tied := lowest(ratios)
		best := offers[e.first(tied)]
		best.Tied = tied
		for i, v := range e.Voters {
			paid := least(left[i], times(best.Rho, v[best.Project]))
			best.Paid = append(best.Paid, paid)
			left[i] = new(big.Rat).Sub(left[i], paid)
		}
		bought[best.Project] = true
		budget -= e.cost(best.Project)
		rounds = append(rounds, best)
	}
}

func (e Election) cost(project string) int64 {
	for _, p := range e.Projects {
		if p.ID == project {
			return p.Cost
		}
	}
	return 0
}

func (e Election) overspend(p Project, left []*big.Rat) (best Overspent, ok bool) {
	if p.Cost == 0 {
		best = Overspent{Purchase{Project: p.ID, Rho: new(big.Rat)}, big.NewRat(1, 1)}
		return best, e.total(p).Sign() > 0
	}
	var lambdas []*big.Rat
	if rho := e.rho(p, left); rho != nil {
		lambdas = append(lambdas, rho)
	}
	for i, v := range e.Voters {
		if v[p.ID] > 0 {
			lambdas = append(lambdas, new(big.Rat).Quo(left[i], big.NewRat(v[p.ID], 1)))
		}
	}
	for _, lambda := range lambdas {
		alpha := new(big.Rat)
		for i, v := range e.Voters {
			alpha.Add(alpha, least(left[i], times(lambda, v[p.ID])))
		}
		alpha = least(alpha.Quo(alpha, big.NewRat(p.Cost, 1)), big.NewRat(1, 1))
		if alpha.Sign() == 0 {
			continue
		}
		o := Overspent{Purchase{Project: p.ID, Rho: new(big.Rat).Quo(lambda, alpha)}, alpha}
		if !ok || o.before(best) {
			best, ok = o, true
		}
	}
	return best, ok
}

// before compares rho/alpha, and then puts the greater alpha first.
func (o Overspent) before(p Overspent) bool {
	c := new(big.Rat).Quo(o.Rho, o.Alpha).Cmp(new(big.Rat).Quo(p.Rho, p.Alpha))
	return c < 0 || c == 0 && o.Alpha.Cmp(p.Alpha) > 0
}
