package voting

import "math/big"

// loadEstimate encloses all loads between two bounds, as [estimate] does it for
// money: rounded loads are monotone as long as the same projects are selected.
type loadEstimate struct {
	*electorate
	shift     uint
	low, high loadSide
}

// loadSide is one of the bounds, in multiples of 2^-shift minor units.
type loadSide struct {
	upper bool
	load  []int64 // group -> of each of its voters
	sum   []int64 // project -> of all its supporters
}

// newLoadEstimate returns nil if the numbers are too large for it. All loads
// together are what the selected projects cost, at most the budget.
func newLoadEstimate(e *electorate) *loadEstimate {
	width := roomBits - 2 - big.NewInt(e.budget).BitLen()
	if width < 1 || !e.narrow() {
		return nil
	}
	est := &loadEstimate{electorate: e, shift: uint(width), high: loadSide{upper: true}}
	for _, s := range []*loadSide{&est.low, &est.high} {
		s.load = make([]int64, len(e.times))
		s.sum = make([]int64, len(e.candidates))
	}
	return est
}

// ratio is the bound of the load for a project, which must cost no more than
// the budget.
func (s *loadSide) ratio(e *loadEstimate, project int) ratio {
	c := &e.candidates[project]
	return ratio{uint64(c.Cost<<e.shift + s.sum[project]), uint64(c.number)}
}

// carry gives the supporters of a project their new load.
func (e *loadEstimate) carry(project int) {
	for _, s := range []*loadSide{&e.low, &e.high} {
		at := s.ratio(e, project)
		load := int64(at.price / at.over)
		if s.upper && at.price%at.over > 0 {
			load++
		}
		for _, group := range e.candidates[project].supporters {
			s.raise(e, group, load)
		}
	}
}

// raise gives the voters of a group a new load, and adds the difference to the
// sums of all projects on their ballots.
func (s *loadSide) raise(e *loadEstimate, group int32, load int64) {
	more := (load - s.load[group]) * int64(e.times[group])
	s.load[group] = load
	begin, end := e.chosen(int(group))
	for _, project := range e.projects[begin:end] {
		s.sum[project] += more
	}
}
