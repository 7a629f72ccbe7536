package voting

import (
	"math/big"
	"slices"
)

// ladder is a series of shares that equal shares is tried with, to spend more
// of the budget: (start + k*step) / voters for rung k = 0, 1, 2 and so on.
type ladder struct {
	start, step, voters *big.Int
	// stop is how the rung that counts is recognised, beside overspending.
	stop stopRule
	// last is the last rung there is.
	last *big.Int
}

// stopRule says which outcome needs no higher rung.
type stopRule int

const (
	// stopComplete: every project that anybody supports is selected.
	stopComplete stopRule = iota
	// stopExhaustive: no supported project fits into what is left.
	stopExhaustive
	// stopFull: no project at all fits into what is left.
	stopFull
)

// ladder returns the ladder of a completion, nil if it has none.
func (c *count) ladder() *ladder {
	settings := c.outcome.Settings
	budget, voters := big.NewInt(c.left), big.NewInt(int64(c.total))
	switch settings.Completion {
	case CompletionAdd1, CompletionAdd1Greedy, CompletionOverspend:
		l := &ladder{start: budget, step: mul(voters, settings.Increment), voters: voters, stop: stopExhaustive}
		if settings.Completion == CompletionOverspend {
			l.stop = stopComplete
		}
		return l
	case CompletionIncrease, CompletionIncreaseGreedy:
		hundred := int64(100)
		return &ladder{
			start: mul(budget, hundred), step: budget, voters: mul(voters, hundred), stop: stopFull,
			last: mul(voters, hundred), // so that the budget grows to voters + 1 times its size
		}
	default:
		return nil
	}
}

func mul(a *big.Int, b int64) *big.Int { return new(big.Int).Mul(a, big.NewInt(b)) }

// share is what every voter begins with on a rung.
func (l *ladder) share(rung *big.Int) *big.Rat {
	money := new(big.Int).Mul(l.step, rung)
	return new(big.Rat).SetFrac(money.Add(money, l.start), l.voters)
}

// climb finds the rung that counts: the last one before equal shares would
// spend more than the budget, or the first one that fulfils the stop rule.
func (c *count) climb(l *ladder) {
	rung, reason := c.highest(l)
	if c.err != nil {
		return
	}
	c.outcome.Raised = &Raised{Increments: rung.String(), Stop: reason}
	c.shareOut(l.share(rung))
}

// highest goes up the ladder in strides, each as long as all before together.
func (c *count) highest(l *ladder) (rung *big.Int, reason string) {
	one := big.NewInt(1)
	s := newSearch(c, l)
	from, to := new(big.Int), new(big.Int)
	for {
		if l.last != nil && to.Cmp(l.last) > 0 {
			to.Set(l.last)
		}
		rung, reason = s.stride(from, to)
		switch {
		case c.err != nil:
			return nil, ""
		case reason == StopOverspend:
			return rung.Sub(rung, one), reason // rung 0 spends the budget at most
		case reason != "":
			return rung, reason
		case l.last != nil && to.Cmp(l.last) == 0:
			return to, StopLast
		}
		from.Add(to, one)
		to.Lsh(from, 1)
	}
}

// stops tells why a selection ends the climb; empty if it does not.
func (c *count) stops(l *ladder, selected []int) string {
	left, gate := c.left, c.gate.fork()
	for _, p := range selected {
		cost := c.candidates[p].Cost
		if cost > left {
			return StopOverspend
		}
		left -= cost
		gate.take(p)
	}
	for p := range c.candidates {
		if c.available(p) && gate.barred(p) == nil && !slices.Contains(selected, p) && l.goesOn(&c.candidates[p], left) {
			return ""
		}
	}
	return StopExhaustive
}

// goesOn tells whether a project that is not selected is a reason to go on.
func (l *ladder) goesOn(c *candidate, left int64) bool {
	supported := c.number > 0 && c.Cost > 0
	switch l.stop {
	case stopComplete:
		return supported
	case stopExhaustive:
		return supported && c.Cost <= left
	default:
		return c.Cost <= left
	}
}
