package voting

import "math/big"

// heat is a race that is run to its end to see what is selected, without a
// trace.
type heat struct {
	*race
	left   int64 // of the budget
	bought []int
	// among are the contenders between whom no winner is sure, if it ends so.
	among []contender
	// share is what everybody begins with; nil if the race has many beginnings,
	// so that there are no exact numbers.
	share *big.Rat
	// exact follows the purchases where an estimate is not enough; nil until it
	// is needed.
	exact  *purses
	behind int   // purchases that exact has made
	work   int64 // supporters that were looked at by exact
}

// finish runs to the end, or until the budget is spent. It reports false if it
// cannot be sure of the next purchase.
func (h *heat) finish() bool {
	for h.left >= 0 && len(h.open) > 0 {
		h.among = h.contenders(1)
		if len(h.among) == 0 {
			return true
		}
		winner, sure := h.clear(h.among)
		if !sure {
			if h.share == nil {
				return false
			}
			if winner, sure = h.decide(h.among); !sure {
				continue // none of them can be paid
			}
		}
		h.purchase(winner)
	}
	return true
}

// repeat makes purchases that are known, perhaps with their highest prices.
func (h *heat) repeat(known []int, priced bool) {
	for _, p := range known {
		if h.est != nil {
			h.est.lowest(p)
			if !priced {
				h.est.highest(p)
			}
		}
		h.purchase(p)
	}
}

func (h *heat) purchase(project int) {
	h.left -= min(h.left+1, h.candidates[project].Cost) // below 0 is enough to know
	h.bought = append(h.bought, project)
	h.buy(project)
}

// decide finds the winner with exact numbers, if one can be paid. It closes the
// others.
func (h *heat) decide(among []contender) (winner int, found bool) {
	h.follow()
	var best *big.Rat
	for _, c := range among {
		h.work += exactWork * int64(h.candidates[c.project].groups)
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

// follow makes the purchases with exact numbers.
func (h *heat) follow() {
	if h.exact == nil {
		h.exact = newPurses(h.electorate, h.share)
	}
	for _, p := range h.bought[h.behind:] {
		h.work += 2 * exactWork * int64(h.candidates[p].groups)
		h.exact.buy(&h.candidates[p])
	}
	h.behind = len(h.bought)
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
