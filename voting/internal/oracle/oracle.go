// Package oracle is the slow and obvious twin of package voting: the rules as
// the papers define them, voter by voter, with nothing clever. It shares no
// code with the fast rules and is used only to test them.
//
// Sources are those of package voting; the formulas are written out beside
// each function.
package oracle

import (
	"math/big"
	"sort"
)

// Project is what is voted on.
type Project struct {
	ID   string
	Cost int64
}

// Voter maps project ids to satisfaction.
type Voter map[string]int64

// Election is all that a rule needs. Before puts tied projects in order.
type Election struct {
	Projects []Project
	Budget   int64
	Voters   []Voter
	Before   func(a, b string) bool
}

// Purchase is one round of equal shares: Paid has one entry for each voter.
type Purchase struct {
	Project string
	Rho     *big.Rat
	Paid    []*big.Rat
	Tied    []string // all that had the same rho, in no order
}

// Shares is the outcome of equal shares. Out and Money tell for each supported
// project that was not bought after which round its supporters could not pay
// any more, and what they then had; Left is what each voter has at the end.
type Shares struct {
	Bought []Purchase
	Left   []*big.Rat
	Out    map[string]int
	Money  map[string]*big.Rat
}

// EqualShares gives each voter budget/n. In each round, of the projects with a
// rho such that sum over supporters of min(money, rho*satisfaction) is the cost,
// buy the one with the smallest rho.
func EqualShares(e Election) Shares {
	return EqualSharesFrom(e, big.NewRat(e.Budget, int64(len(e.Voters))))
}

// EqualSharesFrom is EqualShares where each voter begins with a given share.
func EqualSharesFrom(e Election, share *big.Rat) Shares {
	s := Shares{Out: map[string]int{}, Money: map[string]*big.Rat{}}
	for range e.Voters {
		s.Left = append(s.Left, share)
	}
	bought := map[string]bool{}
	for {
		rhos := map[string]*big.Rat{}
		for _, p := range e.Projects {
			if rho := e.rho(p, s.Left); rho != nil && !bought[p.ID] {
				rhos[p.ID] = rho
			}
		}
		s.note(e, bought, rhos)
		if len(rhos) == 0 {
			return s
		}
		best := Purchase{Tied: lowest(rhos)}
		best.Project = e.first(best.Tied)
		best.Rho = rhos[best.Project]
		for i, v := range e.Voters {
			paid := least(s.Left[i], times(best.Rho, v[best.Project]))
			best.Paid = append(best.Paid, paid)
			s.Left[i] = new(big.Rat).Sub(s.Left[i], paid)
		}
		bought[best.Project] = true
		s.Bought = append(s.Bought, best)
	}
}

// note remembers the projects that cannot be paid from now on.
func (s *Shares) note(e Election, bought map[string]bool, rhos map[string]*big.Rat) {
	for _, p := range e.Projects {
		_, known := s.Out[p.ID]
		if known || bought[p.ID] || rhos[p.ID] != nil {
			continue
		}
		s.Out[p.ID] = len(s.Bought)
		s.Money[p.ID] = e.money(p, s.Left)
	}
}

func (e Election) money(p Project, left []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i, v := range e.Voters {
		if v[p.ID] > 0 {
			sum.Add(sum, left[i])
		}
	}
	return sum
}

// rho tries, with supporters in order of money for each unit of satisfaction,
// every number of poorest supporters who give all they have.
func (e Election) rho(p Project, left []*big.Rat) *big.Rat {
	return e.rhoOf(p.ID, big.NewRat(p.Cost, 1), left)
}

func (e Election) rhoOf(id string, cost *big.Rat, left []*big.Rat) *big.Rat {
	var supporters []int
	for i, v := range e.Voters {
		if v[id] > 0 {
			supporters = append(supporters, i)
		}
	}
	sort.SliceStable(supporters, func(a, b int) bool {
		i, j := supporters[a], supporters[b]
		return times(left[i], e.Voters[j][id]).Cmp(times(left[j], e.Voters[i][id])) < 0
	})
	for poorest := range supporters {
		need, total := new(big.Rat).Set(cost), int64(0)
		for k, i := range supporters {
			if k < poorest {
				need.Sub(need, left[i])
			} else {
				total += e.Voters[i][id]
			}
		}
		rho := need.Quo(need, big.NewRat(total, 1))
		next := supporters[poorest]
		if times(rho, e.Voters[next][id]).Cmp(left[next]) <= 0 {
			return rho
		}
	}
	return nil
}

// Greedy goes through the projects by total satisfaction for each unit of cost
// and takes each that fits into left. Those in taken are not looked at.
func Greedy(e Election, taken map[string]bool, left int64) []string {
	var selected []string
	for _, p := range e.byDensity(taken) {
		if p.Cost <= left {
			left -= p.Cost
			selected = append(selected, p.ID)
		}
	}
	return selected
}

// GreedyStop is Greedy that ends at the first project that does not fit.
func GreedyStop(e Election, left int64) []string {
	var selected []string
	for _, p := range e.byDensity(nil) {
		if p.Cost > left {
			break
		}
		left -= p.Cost
		selected = append(selected, p.ID)
	}
	return selected
}

func (e Election) byDensity(taken map[string]bool) []Project {
	var order []Project
	for _, p := range e.Projects {
		if !taken[p.ID] {
			order = append(order, p)
		}
	}
	sort.Slice(order, func(a, b int) bool {
		// s(a)/c(a) > s(b)/c(b), where 0/0 is 0 and s/0 is more than anything
		x, y := e.total(order[a]), e.total(order[b])
		if x.Sign() == 0 || y.Sign() == 0 {
			if x.Sign() != y.Sign() {
				return x.Sign() > 0
			}
			return e.Before(order[a].ID, order[b].ID)
		}
		if c := times(x, order[b].Cost).Cmp(times(y, order[a].Cost)); c != 0 {
			return c > 0
		}
		return e.Before(order[a].ID, order[b].ID)
	})
	return order
}

func (e Election) total(p Project) *big.Rat {
	sum := new(big.Rat)
	for _, v := range e.Voters {
		sum.Add(sum, big.NewRat(v[p.ID], 1))
	}
	return sum
}

// lowest returns the projects with the smallest rho.
func lowest(rhos map[string]*big.Rat) []string {
	var best []string
	for id, rho := range rhos {
		switch {
		case len(best) == 0 || rho.Cmp(rhos[best[0]]) < 0:
			best = []string{id}
		case rho.Cmp(rhos[best[0]]) == 0:
			best = append(best, id)
		}
	}
	sort.Strings(best)
	return best
}

func (e Election) first(tied []string) string {
	best := tied[0]
	for _, id := range tied {
		if e.Before(id, best) {
			best = id
		}
	}
	return best
}

func times(r *big.Rat, n int64) *big.Rat { return new(big.Rat).Mul(r, big.NewRat(n, 1)) }

func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}
