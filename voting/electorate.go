package voting

import (
	"cmp"
	"math/big"
	"slices"
)

// electorate is a profile seen through one satisfaction: who supports what, and
// how much. Rules work on it alone.
type electorate struct {
	*ballots
	measure    measure
	candidates []candidate // by position in the instance
	budget     int64
	total      int // number of ballots
	indexed    bool
}

// candidate is a project with its supporters.
type candidate struct {
	Project
	unit    int64 // satisfaction of one level
	number  int   // of voters among the supporters
	levels  int64 // sum of levels over these voters
	support int64 // votes, or points on ballots with points
	held    int   // voters who want it gently held
	groups  int   // of equal ballots among the supporters
	// supporters are the groups, by level, and their levels; nil if all levels
	// are one. They are there after index.
	supporters []int32
	level      []int32
	// runs are the supporters split by level, the lowest first.
	runs []run
}

func newElectorate(p *Profile, m measure) *electorate {
	inst := p.checker.inst
	return survey(&p.ballots, inst.Projects, m, inst.Budget, p.voters)
}

// under sees the same ballots through another satisfaction.
func (e *electorate) under(m measure) *electorate {
	return survey(e.ballots, e.projectList(), m, e.budget, e.total)
}

func survey(b *ballots, projects []Project, m measure, budget int64, total int) *electorate {
	e := &electorate{ballots: b, measure: m, candidates: make([]candidate, len(projects)), budget: budget, total: total}
	for i, project := range projects {
		e.candidates[i] = candidate{Project: project, unit: m.unit(project.Cost)}
	}
	if m.level == nil && !b.withPoints {
		e.countVotes()
		return e
	}
	for group, times := range e.times {
		e.count(group, int64(times))
	}
	return e
}

// countVotes is count for all groups where a choice is a vote and no more.
func (e *electorate) countVotes() {
	held := len(e.candidates) // what is held is counted behind all projects
	votes, groups := make([]int32, 2*held), make([]int32, 2*held)
	at := int32(0)
	for group, times := range e.times {
		for _, project := range e.projects[at:e.ends[group]] {
			i := int(project&^heldBit) + int(project/heldBit)*held
			votes[i] += times
			groups[i]++
		}
		at = e.ends[group]
	}
	for i := range e.candidates {
		c := &e.candidates[i]
		c.support, c.held = int64(votes[i]), int(votes[held+i])
		if c.unit > 0 {
			c.number, c.levels, c.groups = int(votes[i]), int64(votes[i]), int(groups[i])
		}
	}
}

// projectList returns the projects.
func (e *electorate) projectList() []Project {
	list := make([]Project, len(e.candidates))
	for i, c := range e.candidates {
		list[i] = c.Project
	}
	return list
}

// count adds a group to the totals of the projects on its ballot.
func (e *electorate) count(group int, times int64) {
	begin, end := e.chosen(group)
	for at := begin; at < end; at++ {
		c, points := &e.candidates[e.projects[at]], e.pointsAt(at)
		c.support += times * points
		if level := e.levelOf(at, begin, end); level > 0 && c.unit > 0 {
			c.number += int(times)
			c.levels += times * level
			c.groups++
		}
	}
	_, last := e.span(group)
	for _, project := range e.projects[end:last] {
		e.candidates[project&^heldBit].held += int(times)
	}
}

// chosen returns where the choices of a group begin and end, without those that
// are to be held, which stand last.
func (b *ballots) chosen(group int) (begin, end int32) {
	begin, end = b.span(group)
	for end > begin && b.projects[end-1]&heldBit != 0 {
		end--
	}
	return begin, end
}

// pointsAt returns the points of a choice, one if the ballots have none.
func (b *ballots) pointsAt(at int32) int64 {
	if b.withPoints {
		return int64(b.points[at])
	}
	return 1
}

// index lists the supporters of each project, for the rules that need them.
func (e *electorate) index() {
	if e.indexed {
		return
	}
	e.indexed = true
	for i := range e.candidates {
		c := &e.candidates[i]
		c.supporters = make([]int32, 0, c.groups)
		if e.measure.level != nil {
			c.level = make([]int32, 0, c.groups)
		}
	}
	for group := range e.times {
		e.enter(int32(group))
	}
	for i := range e.candidates {
		c := &e.candidates[i]
		c.sortByLevel()
		c.runs = e.split(c)
	}
}

func (e *electorate) enter(group int32) {
	begin, end := e.chosen(int(group))
	for at := begin; at < end; at++ {
		c := &e.candidates[e.projects[at]]
		level := e.levelOf(at, begin, end)
		if level == 0 || c.unit == 0 {
			continue
		}
		c.supporters = append(c.supporters, group)
		if c.level != nil {
			c.level = append(c.level, int32(level))
		}
	}
}

// levelOf returns the level of satisfaction of the choice at a position of a
// ballot that begins and ends as given.
func (e *electorate) levelOf(at, begin, end int32) int64 {
	if e.measure.level == nil {
		return 1
	}
	return e.measure.level(e.pointsAt(at), int(at-begin), int(end-begin))
}

// sortByLevel puts supporters of lower level first.
func (c *candidate) sortByLevel() {
	if c.level == nil || slices.IsSorted(c.level) {
		return
	}
	order := make([]int, len(c.level))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.level[a], c.level[b]) })
	supporters, level := make([]int32, len(order)), make([]int32, len(order))
	for to, from := range order {
		supporters[to], level[to] = c.supporters[from], c.level[from]
	}
	c.supporters, c.level = supporters, level
}

// satisfaction is the sum over all voters. It may pass 64 bits.
func (c *candidate) satisfaction() *big.Int {
	return new(big.Int).Mul(big.NewInt(c.unit), big.NewInt(c.levels))
}

// run is supporters with equal level. Groups of one voter come first: most are,
// and they need no multiplication.
type run struct {
	groups []int32
	level  int64
	single int // number of groups of one voter
}

// split returns the supporters as runs of equal level, the lowest first.
func (e *electorate) split(c *candidate) []run {
	if c.level == nil {
		return []run{e.run(c.supporters, 1)}
	}
	var runs []run
	for start := 0; start < len(c.level); {
		end := start + 1
		for end < len(c.level) && c.level[end] == c.level[start] {
			end++
		}
		runs = append(runs, e.run(c.supporters[start:end], int64(c.level[start])))
		start = end
	}
	return runs
}

// run puts groups of one voter first.
func (e *electorate) run(groups []int32, level int64) run {
	more := make([]int32, 0, len(groups)/8)
	single := 0
	for _, group := range groups {
		if e.times[group] > 1 {
			more = append(more, group)
			continue
		}
		groups[single] = group
		single++
	}
	copy(groups[single:], more)
	return run{groups, level, single}
}
