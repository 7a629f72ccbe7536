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
//
// It need not try each rung. A stretch of rungs on which equal shares surely
// selects the same is passed at once (see [estimate]): stretches are made longer
// as long as that succeeds, and halved where it does not.
func (c *count) climb(l *ladder) {
	rung, reason := c.highest(l)
	if c.err != nil {
		return
	}
	c.outcome.Raised = &Raised{Increments: rung.String(), Stop: reason}
	c.shareOut(l.share(rung))
}

func (c *count) highest(l *ladder) (rung *big.Int, reason string) {
	one := big.NewInt(1)
	rung = new(big.Int)
	length := big.NewInt(1)
	for range maxStretches {
		selected, reached := c.stretch(l, rung, length)
		reason := c.stops(l, selected)
		switch {
		case reason == StopOverspend:
			return rung.Sub(rung, one), reason // rung 0 spends the budget at most
		case reason != "":
			return rung, reason
		case l.last != nil && reached.Cmp(l.last) >= 0:
			return new(big.Int).Set(l.last), StopLast
		}
		length.Sub(reached, rung)
		length.Lsh(length.Add(length, one), 1)
		rung.Add(reached, one)
	}
	c.err = &LimitError{Rule: c.outcome.Settings.Rule, Projects: len(c.candidates)}
	return nil, ""
}

// maxStretches is the largest number of stretches that are tried. Real elections
// in the smallest unit of their currency need less than two thousand.
const maxStretches = 20_000

// stops tells why a selection ends the climb; empty if it does not.
func (c *count) stops(l *ladder, selected []int) string {
	left := c.left
	for _, p := range selected {
		cost := c.candidates[p].Cost
		if cost > left {
			return StopOverspend
		}
		left -= cost
	}
	for p := range c.candidates {
		if c.available(p) && !slices.Contains(selected, p) && l.goesOn(&c.candidates[p], left) {
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

// stretch returns what is selected on all rungs from one to another, which is
// as much higher as asked for, or less if they do not surely do the same.
func (c *count) stretch(l *ladder, from, length *big.Int) (selected []int, to *big.Int) {
	known := []int(nil)
	for length = new(big.Int).Set(length); length.Sign() > 0; length.Rsh(length, 1) {
		to = new(big.Int).Add(from, length)
		run := newHeat(c, l.share(from), l.share(to), false)
		if run.finish(known) {
			return run.bought, to
		}
		known = run.bought
	}
	run := newHeat(c, l.share(from), l.share(from), true)
	run.finish(known)
	return run.bought, from
}

// heat is a race that is run to its end to see what is selected, without a
// trace.
type heat struct {
	*race
	left   int64 // of the budget
	bought []int
	// exact follows the purchases where an estimate is not enough; nil if the
	// race has many beginnings, so that there are no exact numbers.
	exact  *purses
	behind int // purchases that exact has made
}

func newHeat(c *count, low, high *big.Rat, single bool) *heat {
	h := &heat{race: newRace(c, low, high), left: c.left}
	if single {
		h.exact = newPurses(c.electorate, low)
	}
	return h
}

// finish runs to the end, or until the budget is spent. It begins with the
// purchases that are known, and reports false if it cannot be sure of the next.
func (h *heat) finish(known []int) bool {
	for _, p := range known {
		h.purchase(p)
	}
	for h.left >= 0 && len(h.open) > 0 {
		among := h.contenders(1)
		if len(among) == 0 {
			return true
		}
		winner, sure := h.clear(among)
		if !sure {
			if h.exact == nil {
				return false
			}
			if winner, sure = h.decide(among); !sure {
				continue // none of them can be paid
			}
		}
		h.purchase(winner)
	}
	return true
}

func (h *heat) purchase(project int) {
	h.left -= min(h.left+1, h.candidates[project].Cost) // below 0 is enough to know
	h.bought = append(h.bought, project)
	h.buy(project)
}

// decide finds the winner with exact numbers, if one can be paid. It closes the
// others.
func (h *heat) decide(among []contender) (winner int, found bool) {
	for _, p := range h.bought[h.behind:] {
		h.exact.buy(&h.candidates[p])
	}
	h.behind = len(h.bought)
	var best *big.Rat
	for _, c := range among {
		rho := h.exact.offer(&h.candidates[c.project])
		if rho == nil {
			h.remove(c.project)
			continue
		}
		if best == nil || h.better(rho, c.project, best, winner) {
			best, winner = rho, c.project
		}
	}
	return winner, best != nil
}

func (h *heat) better(rho *big.Rat, project int, than *big.Rat, other int) bool {
	order := rho.Cmp(than)
	if order == 0 {
		order, _ = h.ties.compare(project, other)
	}
	return order < 0
}

// offer returns the rho of a project, nil if its supporters cannot pay for it.
func (p *purses) offer(c *candidate) *big.Rat {
	buckets := p.buckets(c)
	if !p.covers(p.money(buckets), c.Cost) {
		return nil
	}
	return p.rho(c, p.priceOf(c, buckets))
}
