package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// trace is what an outcome of equal shares says about money, as whole numbers
// over one denominator: with the share and all prices whole, everything that a
// voter pays or keeps is whole too.
type trace struct {
	denominator *big.Int
	share       *big.Int
	// price is rho by project, nil if nobody paid for it; place is its place in
	// the order of selection.
	price []*big.Int
	place []int
	// allOrNothing says that who has less than the price pays nothing.
	allOrNothing bool
}

// debit is what one voter paid for one project.
type debit struct {
	project int32
	amount  *big.Int
}

// trace reads the prices of an outcome. It returns nil if the rule does not
// divide the budget among voters, or its completion makes them pay for what they
// do not support, and an error if amounts are no numbers or the
// rounds are not those of the selection, which was checked before.
func (r *reading) trace(o *Outcome) (*trace, error) {
	if o.Share == "" || o.Settings.Completion == CompletionPerturbation {
		return nil, nil
	}
	share, err := parseFraction(o.Share)
	if err != nil {
		return nil, err
	}
	t := newTrace(len(r.inst.Projects))
	rhos, err := r.rhos(o, t.place)
	if err != nil {
		return nil, err
	}
	t.set(share, rhos)
	t.allOrNothing = o.Settings.Rule == RuleExactEqualShares
	return t, nil
}

// rhos returns the prices by project, nil where nobody paid, and enters the
// places in the order of selection.
func (r *reading) rhos(o *Outcome, place []int) ([]*big.Rat, error) {
	if !slices.EqualFunc(o.Rounds, o.Selected, func(round Round, id string) bool { return round.Project == id }) {
		return nil, &OutcomeError{Message: "its rounds did not select what is selected"}
	}
	rhos := make([]*big.Rat, len(place))
	for i, round := range o.Rounds {
		project := r.index[round.Project]
		place[project] = i
		if round.Rho == "" {
			continue
		}
		var err error
		if rhos[project], err = parseFraction(round.Rho); err != nil {
			return nil, err
		}
	}
	return rhos, nil
}

func newTrace(projects int) *trace {
	return &trace{denominator: new(big.Int), price: make([]*big.Int, projects), place: make([]int, projects)}
}

// set writes share and prices over their least common denominator.
func (t *trace) set(share *big.Rat, rhos []*big.Rat) {
	t.denominator.Set(share.Denom())
	for _, rho := range rhos {
		if rho != nil {
			t.denominator = leastMultiple(t.denominator, rho.Denom())
		}
	}
	t.share = over(share, t.denominator)
	for project, rho := range rhos {
		if rho != nil {
			t.price[project] = over(rho, t.denominator)
		}
	}
}

// replay makes one voter pay again, project by project in the order of
// selection: rho for each unit of satisfaction, or all that is left if that is
// less. It returns the payments that are not nothing, and what is left.
func (t *trace) replay(s sheet) (payments []debit, left *big.Int) {
	left = new(big.Int).Set(t.share)
	for _, c := range t.bought(s) {
		amount := big.NewInt(c.satisfaction)
		amount.Mul(amount, t.price[c.project])
		if amount.Cmp(left) > 0 {
			amount.Set(left)
			if t.allOrNothing {
				amount.SetInt64(0)
			}
		}
		if amount.Sign() > 0 {
			left.Sub(left, amount)
			payments = append(payments, debit{c.project, amount})
		}
	}
	return payments, left
}

// bought are the projects on a ballot that its voters paid for, in order.
func (t *trace) bought(s sheet) []valued {
	var bought []valued
	for _, c := range s.choices {
		if t.price[c.project] != nil && c.satisfaction > 0 {
			bought = append(bought, c)
		}
	}
	slices.SortFunc(bought, func(a, b valued) int { return cmp.Compare(t.place[a.project], t.place[b.project]) })
	return bought
}

// text writes an amount of the trace.
func (t *trace) text(amount *big.Int) string { return fraction(amount, t.denominator) }

// leastMultiple is the least common multiple of two numbers above zero.
func leastMultiple(a, b *big.Int) *big.Int {
	common := new(big.Int).GCD(nil, nil, a, b)
	return common.Mul(a, common.Quo(b, common))
}

// over returns the numerator of an amount over a denominator that covers it.
func over(amount *big.Rat, denominator *big.Int) *big.Int {
	n := new(big.Int).Quo(denominator, amount.Denom())
	return n.Mul(n, amount.Num())
}
