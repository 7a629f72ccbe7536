package voting

import (
	"math/big"
	"slices"
)

// maxOverspendBits is the length of the common denominator of all money at which
// the method gives up: other than by equal shares, numbers may double in length
// with each project that is not paid in full. The largest real elections reach
// half of it.
const maxOverspendBits = 1 << 17

// overspent is how the supporters of a project can share its cost best, if they
// need not pay all of it.
type overspent struct {
	// price is what a level of satisfaction costs those who can pay it,
	// numerator and denominator, over the common denominator of the money.
	price [2]*big.Int
	// alpha is the share of the cost that is counted on, from above 0 to 1.
	alpha *big.Rat
	// ratio is price/alpha: the lower, the better.
	ratio *big.Rat
}

// overspend finds the best way. cost is over the common denominator of the
// payers' money. It returns false if nobody has anything.
//
// With lambda rising from zero, the supporters raise S(lambda), which is the sum
// of min(money, lambda*level), and alpha is S/cost. Between two points where
// somebody gives all he has, S is A + L*lambda with A >= 0, and lambda/alpha^2
// grows as long as L*lambda < A and falls from there on. So it is smallest at
// one of these points or where S reaches the cost.
func overspend(cost *big.Int, payers []payer) (overspent, bool) {
	payers = slices.DeleteFunc(slices.Clone(payers), func(p payer) bool { return p.money.Sign() == 0 })
	if len(payers) == 0 {
		return overspent{}, false
	}
	slices.SortFunc(payers, comparePerLevel)
	s := newSweep(cost, payers)
	for _, p := range payers {
		if !s.visit(p) {
			break
		}
	}
	return s.offer(), true
}

// comparePerLevel puts those first who have less for a level.
func comparePerLevel(a, b payer) int {
	if a.level == b.level {
		return a.money.Cmp(b.money)
	}
	var x, y, n big.Int
	return x.Mul(a.money, n.SetInt64(b.level)).Cmp(y.Mul(b.money, n.SetInt64(a.level)))
}

// sweep goes through the points in ascending order of lambda, as numerator
// and denominator over the common denominator.
type sweep struct {
	cost *big.Int
	// given is what those give that have been visited, levels the sum of the
	// levels of all others.
	given  *big.Int
	levels int64
	// lambda, and what is raised at it, both over below.
	lambda, raised, below *big.Int
}

func newSweep(cost *big.Int, payers []payer) *sweep {
	s := &sweep{cost: cost, given: new(big.Int)}
	for _, p := range payers {
		s.levels += p.voters * p.level
	}
	return s
}

// visit looks at the point where p gives all he has, or at that where the cost is
// reached if it comes first; then it returns false.
func (s *sweep) visit(p payer) bool {
	level := big.NewInt(p.level)
	raised := new(big.Int).Mul(p.money, big.NewInt(s.levels))
	raised.Add(raised, new(big.Int).Mul(s.given, level))
	if raised.Cmp(new(big.Int).Mul(s.cost, level)) >= 0 {
		levels := big.NewInt(s.levels)
		s.consider(new(big.Int).Sub(s.cost, s.given), new(big.Int).Mul(s.cost, levels), levels)
		return false
	}
	s.consider(p.money, raised, level)
	s.given.Add(s.given, new(big.Int).Mul(p.money, big.NewInt(p.voters)))
	s.levels -= p.voters * p.level
	return true
}

// consider keeps the point if it is at least as good as the best one: among equal
// ones the last, with the greatest alpha. Compared is lambda*below/raised^2.
func (s *sweep) consider(lambda, raised, below *big.Int) {
	if s.lambda != nil {
		var x, y big.Int
		x.Mul(lambda, below).Mul(&x, s.raised).Mul(&x, s.raised)
		y.Mul(s.lambda, s.below).Mul(&y, raised).Mul(&y, raised)
		if x.Cmp(&y) > 0 {
			return
		}
	}
	s.lambda, s.raised, s.below = lambda, raised, below
}

func (s *sweep) offer() overspent {
	o := overspent{alpha: new(big.Rat).SetFrac(s.raised, new(big.Int).Mul(s.cost, s.below))}
	o.price = [2]*big.Int{new(big.Int).Mul(s.lambda, s.cost), s.raised}
	o.ratio = new(big.Rat).SetFrac(o.price[0], o.price[1])
	o.ratio.Quo(o.ratio, o.alpha)
	return o
}
