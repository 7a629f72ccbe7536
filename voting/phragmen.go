package voting

import (
	"math/big"
	"slices"
)

// phragmen is Phragmén's sequential rule. The supporters of a selected project
// share its cost as a load, so that they all carry the same load afterwards, and
// the project is selected for which that is the smallest. The rule ends as soon
// as a project that would be next, or is exactly tied with it, does not fit.
//
// It is defined for approval; other ballots are read as approval of all they
// choose. Projects that cost more than the whole budget are left out from the start.
// Those without supporters come after all others. It goes on from what other
// steps have selected, and begins without loads.
func phragmen(c *count) {
	l := newLoads(c)
	for {
		line := l.line()
		if len(line) == 0 {
			return
		}
		tied := l.tied(line)
		if misfit := slices.IndexFunc(tied, func(p int) bool { return l.approvals.candidates[p].Cost > c.left }); misfit >= 0 {
			l.stop(tied[misfit])
			return
		}
		l.play(line, tied)
	}
}

// loads is the state of Phragmén's rule.
type loads struct {
	*count
	approvals *electorate // satisfaction plays no part in this rule
	open      []int
	est       *loadEstimate // nil if the numbers are too large for it
	// Voters share the load of the last project selected that they support, so
	// there are no more different loads than selections: classes.
	classOf     []int32   // group -> class
	value       []big.Int // class -> load of each of its voters, over denominator
	denominator big.Int
	weight      []int64 // class -> voters, zero between uses
}

// carried is a project with the load that its supporters would have; nil for
// infinitely much, if there are none.
type carried struct {
	project int
	load    *big.Rat
}

func newLoads(c *count) *loads {
	e := c.under(onlyListed)
	e.index()
	l := &loads{
		count: c, approvals: e, est: newLoadEstimate(e),
		classOf: make([]int32, len(e.times)), value: make([]big.Int, 1), weight: make([]int64, 1),
	}
	l.denominator.SetInt64(1)
	for i := range e.candidates {
		switch {
		case !c.available(i):
		case e.candidates[i].Cost > e.budget:
			c.outcome.Items[i].Unfit = &Unfit{Round: len(c.outcome.Rounds), Left: c.left}
		default:
			l.open = append(l.open, i)
		}
	}
	return l
}

// line returns at least the two best open projects, if there are two, and all
// that are exactly as good as one of them, best first.
func (l *loads) line() []carried {
	l.open = slices.DeleteFunc(l.open, func(p int) bool { return !l.available(p) })
	var line []carried
	for _, p := range l.contenders() {
		line = append(line, carried{p, l.load(p)})
	}
	slices.SortFunc(line, func(a, b carried) int {
		if order := compareLoads(a.load, b.load); order != 0 {
			return order
		}
		order, _ := l.ties.compare(a.project, b.project)
		return order
	})
	return line
}

// contenders leaves out what is surely neither best nor second.
func (l *loads) contenders() []int {
	if l.est == nil {
		return l.open
	}
	best := leaders{few: 2}
	for _, p := range l.open {
		best.add(level(l.est.high.ratio(l.est, p)))
	}
	var found []int
	for _, p := range l.open {
		if !best.excludes(level(l.est.low.ratio(l.est, p))) {
			found = append(found, p)
		}
	}
	return found
}

// compareLoads compares loads, nil being greater than all others.
func compareLoads(a, b *big.Rat) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	default:
		return a.Cmp(b)
	}
}

// tied returns the projects that are exactly as good as the first in line.
func (l *loads) tied(line []carried) []int {
	var tied []int
	for _, o := range line {
		if compareLoads(o.load, line[0].load) == 0 {
			tied = append(tied, o.project)
		}
	}
	return tied
}

// load is what each supporter would carry if the project were selected.
func (l *loads) load(project int) *big.Rat {
	c := &l.approvals.candidates[project]
	if c.number == 0 {
		return nil
	}
	for _, group := range c.supporters {
		l.weight[l.classOf[group]] += int64(l.approvals.times[group])
	}
	sum := new(big.Int).Mul(&l.denominator, big.NewInt(c.Cost))
	var part, voters big.Int
	for class, weight := range l.weight {
		if weight > 0 {
			sum.Add(sum, part.Mul(&l.value[class], voters.SetInt64(weight)))
			l.weight[class] = 0
		}
	}
	return new(big.Rat).SetFrac(sum, mul(&l.denominator, int64(c.number)))
}

// play selects the first in line.
func (l *loads) play(line []carried, tied []int) {
	best := line[0]
	l.noteTie(tied)
	round := l.choose(best.project)
	round.Load = loadText(best.load)
	if len(line) > 1 {
		round.RunnerUp = l.approvals.candidates[line[1].project].ID
		round.RunnerUpValue = loadText(line[1].load)
	}
	if best.load != nil {
		l.carry(best)
	}
}

func loadText(load *big.Rat) string {
	if load == nil {
		return ""
	}
	return load.RatString()
}

// carry gives the supporters their new load.
func (l *loads) carry(best carried) {
	// The least common denominator of all loads.
	var common, factor big.Int
	common.GCD(nil, nil, &l.denominator, best.load.Denom())
	factor.Quo(best.load.Denom(), &common)
	l.denominator.Mul(&l.denominator, &factor)
	for i := range l.value {
		l.value[i].Mul(&l.value[i], &factor)
	}
	var numerator big.Int
	numerator.Quo(&l.denominator, best.load.Denom())
	l.value = append(l.value, big.Int{})
	l.weight = append(l.weight, 0)
	l.value[len(l.value)-1].Mul(&numerator, best.load.Num())
	for _, group := range l.approvals.candidates[best.project].supporters {
		l.classOf[group] = int32(len(l.value) - 1)
	}
	if l.est != nil {
		l.est.carry(best.project)
	}
}

// stop ends the rule at a project that does not fit.
func (l *loads) stop(project int) {
	behind := l.approvals.candidates[project].ID
	for _, p := range l.open {
		l.outcome.Items[p].Unfit = &Unfit{Round: len(l.outcome.Rounds), Left: l.left, Behind: behind}
	}
}
