package voting

import (
	"math/big"
	"slices"
)

// search goes through the rungs of a ladder.
//
// It need not try each rung. A section of rungs on which equal shares surely
// selects the same is passed at once (see [estimate]). A section where that is
// not sure is cut in two, if possible where two projects change places, and both
// parts begin with the purchases that are sure on the whole.
type search struct {
	*count
	ladder *ladder
	shift  int   // of the estimates in the stride at hand
	work   int64 // that led to the sections that were passed
	// est is for each who tries sections; nil if the numbers are too large.
	est [2]*estimate
}

// section is the rungs from one to another.
type section struct {
	from, to *big.Int
	// known is what is bought first on all its rungs.
	known []int
	// bids are lower bounds of the prices after that, and of what is known when
	// it was bought; nil if there are none yet.
	bids []bid
	// lower says that those of what is known are the prices at its poorest
	// beginning, which is that of the section it was cut from.
	lower bool
	// depth is how often the stride was cut to get it.
	depth int
	// work is what led to it and to no section before.
	work int64
	// parts are what it is cut into.
	parts []section
	// selected is what is selected on all its rungs, if it is not cut.
	selected []int
}

func newSearch(c *count, l *ladder) *search {
	c.index()
	return &search{count: c, ladder: l, est: [2]*estimate{newEstimate(c.electorate)}}
}

// second returns the estimate of the second who tries sections.
func (s *search) second() *estimate {
	if s.est[1] == nil {
		s.est[1] = newEstimate(s.electorate)
	}
	return s.est[1]
}

// stride goes through the rungs from one to another and returns the first that
// ends the climb, with the reason; no reason if none does.
func (s *search) stride(from, to *big.Int) (rung *big.Int, reason string) {
	s.shift = s.width(s.ladder.share(to))
	team := newCrew(s, section{from: new(big.Int).Set(from), to: new(big.Int).Set(to)})
	defer team.dismiss()
	for at := team.next(); at != nil; at = team.next() {
		if s.work += at.work; s.work > maxWork {
			s.err = &LimitError{Rule: s.outcome.Settings.Rule, Projects: len(s.candidates)}
			return nil, ""
		}
		if reason := s.stops(s.ladder, at.selected); reason != "" {
			return at.from, reason
		}
	}
	return nil, ""
}

// The unit of work is a supporter that is looked at.
const (
	// maxWork takes some seconds. Real elections of cities, raised by the smallest
	// unit of their currency, need less than a tenth.
	maxWork = 8_000_000_000
	// heatWork is that of a heat without any, high enough that the smallest
	// election comes to an end as soon.
	heatWork = 100_000
	// exactWork is that of an exact look.
	exactWork = 16
)

// try runs a heat on a section: it either finds what is selected or cuts it.
func (s *search) try(est *estimate, at *section) {
	run := s.start(est, at)
	run.repeat(at.known, at.lower)
	sure := run.finish()
	at.work += heatWork + int64(len(s.times)) + run.work
	if run.est != nil {
		at.work += run.est.work
	}
	if sure {
		at.selected = run.bought
		return
	}
	at.parts = at.cut(run)
	at.parts[0].work = at.work
}

// start prepares a heat.
func (s *search) start(est *estimate, at *section) *heat {
	low := s.ladder.share(at.from)
	run := &heat{left: s.left}
	if at.from.Cmp(at.to) == 0 {
		run.share = low
	}
	if est == nil || s.shift < 1 {
		run.race = newRace(s.count, nil)
		return run
	}
	est.begin(uint(s.shift), low, s.ladder.share(at.to))
	copy(est.bids, at.bids)
	run.race = newRace(s.count, est)
	return run
}

// cut divides a section after a heat that ended without being sure.
func (at *section) cut(run *heat) []section {
	one := big.NewInt(1)
	length := new(big.Int).Sub(at.to, at.from)
	first := new(big.Int).SetUint64(uint64(run.guess(at.depth)))
	first.Rsh(first.Mul(first, length), partBits)
	if first.Cmp(length) == 0 {
		first.Sub(first, one)
	}
	rest := new(big.Int).Sub(length, first)
	middle := new(big.Int).Add(at.from, first)
	parts := []section{
		{from: at.from, to: middle, known: run.bought, lower: true, depth: at.depth + 1},
		{from: new(big.Int).Add(middle, one), to: at.to, known: run.bought, depth: at.depth + 1},
	}
	if run.est != nil {
		parts[0].bids = bidsUpTo(run.est.bids, portionOf(first, length), portionOf(rest, length))
		parts[1].bids = bidsFrom(run.est.bids, portionOf(rest.Sub(rest, one), length))
	}
	return parts
}

func bidsUpTo(bids []bid, before, after portion) []bid {
	bids = slices.Clone(bids)
	for i := range bids {
		bids[i] = bids[i].upTo(before, after)
	}
	return bids
}

func bidsFrom(bids []bid, after portion) []bid {
	bids = slices.Clone(bids)
	for i := range bids {
		bids[i] = bids[i].from(after)
	}
	return bids
}
