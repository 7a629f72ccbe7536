package oracle

import "math/big"

// Raised is equal shares from the share that a completion ends with.
type Raised struct {
	Shares
	Increments int64
	Stop       string
}

// Raise tries equal shares with share(0), share(1) and so on. After each: what
// costs more than the budget ends it, and the one before counts; if nothing
// that satisfies addable is left to add, this one counts; and so does the last.
func Raise(e Election, share func(k int64) *big.Rat, last int64, addable func(p Project, left int64) bool) Raised {
	var before Shares
	for k := int64(0); ; k++ {
		now := EqualSharesFrom(e, share(k))
		taken, left := map[string]bool{}, e.Budget
		for _, b := range now.Bought {
			taken[b.Project] = true
			left -= e.cost(b.Project)
		}
		if left < 0 {
			return Raised{before, k - 1, "overspend"}
		}
		more := false
		for _, p := range e.Projects {
			more = more || (!taken[p.ID] && addable(p, left))
		}
		if !more {
			return Raised{now, k, "exhaustive"}
		}
		if k == last {
			return Raised{now, k, "last"}
		}
		before = now
	}
}

// Supported tells whether a project costs something and satisfies somebody.
func (e Election) Supported(p Project) bool { return p.Cost > 0 && e.total(p).Sign() > 0 }
