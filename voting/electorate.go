package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// electorate is a profile seen through one satisfaction: who supports what, and
// how much. Rules work on it alone.
type electorate struct {
	candidates []candidate // by position in the instance
	groups     []voters
	budget     int64
	total      int // number of ballots
}

// candidate is a project with its supporters.
type candidate struct {
	Project
	unit       int64       // satisfaction of one level
	supporters []supporter // by level; only those with some satisfaction
	number     int         // of voters among the supporters
	levels     int64       // sum of levels over these voters
	support    int64       // votes, or points on ballots with points
}

// supporter is a group of equal ballots that support a candidate.
type supporter struct {
	group int32
	level int64
}

// voters are equal ballots with what they support.
type voters struct {
	times    int
	supports []mark // points are the level of satisfaction
}

func newElectorate(p *Profile, m measure) *electorate {
	inst := p.checker.inst
	e := &electorate{candidates: make([]candidate, len(inst.Projects)), budget: inst.Budget, total: p.voters}
	for i, project := range inst.Projects {
		e.candidates[i] = candidate{Project: project, unit: m.unit(project.Cost)}
	}
	for _, g := range p.sorted() {
		e.add(g, m, p.form.Kind)
	}
	for i := range e.candidates {
		slices.SortStableFunc(e.candidates[i].supporters, func(a, b supporter) int { return cmp.Compare(a.level, b.level) })
	}
	return e
}

// add enters one group of equal ballots.
func (e *electorate) add(g *group, m measure, kind Kind) {
	v := voters{times: g.times, supports: make([]mark, 0, len(g.marks))}
	for position, choice := range g.marks {
		c := &e.candidates[choice.project]
		c.support += int64(g.times) * weight(kind, choice)
		level := m.level(choice, position, len(g.marks))
		if level == 0 || c.unit == 0 {
			continue
		}
		c.supporters = append(c.supporters, supporter{int32(len(e.groups)), level})
		c.number += g.times
		c.levels += int64(g.times) * level
		v.supports = append(v.supports, mark{choice.project, level})
	}
	e.groups = append(e.groups, v)
}

// weight is what a choice adds to the published support of a project.
func weight(kind Kind, choice mark) int64 {
	if kind == KindPoints {
		return choice.points
	}
	return 1
}

// satisfaction is the sum over all voters. It may pass 64 bits.
func (c *candidate) satisfaction() *big.Int {
	return new(big.Int).Mul(big.NewInt(c.unit), big.NewInt(c.levels))
}

// byLevel splits the supporters, which are sorted, into runs of equal level.
func (c *candidate) byLevel() [][]supporter {
	var runs [][]supporter
	for start := 0; start < len(c.supporters); {
		end := start + 1
		for end < len(c.supporters) && c.supporters[end].level == c.supporters[start].level {
			end++
		}
		runs = append(runs, c.supporters[start:end])
		start = end
	}
	return runs
}
