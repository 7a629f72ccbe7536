package voting

import (
	"cmp"
	"slices"
	"strings"
)

// checker holds what is needed to check many ballots of one round.
type checker struct {
	form  Form
	inst  Instance
	index map[string]int32
	// rank is the place of each project when they are sorted by id.
	rank []int32
	// seen[i] is the position in the ballot at hand plus one, or 0.
	seen []int32
	// marks are those of the ballot at hand.
	marks []mark
}

func newChecker(inst Instance, form Form) (*checker, error) {
	if err := form.Validate(); err != nil {
		return nil, err
	}
	index, err := inst.index()
	if err != nil {
		return nil, err
	}
	return &checker{form: form, inst: inst, index: index, rank: ranks(inst), seen: make([]int32, len(inst.Projects))}, nil
}

func ranks(inst Instance) []int32 {
	sorted := make([]int, len(inst.Projects))
	for i := range sorted {
		sorted[i] = i
	}
	slices.SortFunc(sorted, func(a, b int) int { return strings.Compare(inst.Projects[a].ID, inst.Projects[b].ID) })
	rank := make([]int32, len(sorted))
	for place, project := range sorted {
		rank[project] = int32(place)
	}
	return rank
}

// canonical validates b and returns its marks in canonical order. They are
// good until the next call.
func (c *checker) canonical(b Ballot) ([]mark, error) {
	err := c.collect(b)
	for _, m := range c.marks {
		c.seen[m.project] = 0
	}
	if err != nil {
		return nil, err
	}
	if !c.form.Imported {
		// Points of zero choose nothing, so they make no different ballot.
		c.marks = slices.DeleteFunc(c.marks, func(m mark) bool { return c.form.Kind.hasPoints() && m.points == 0 && !m.held })
		if err := c.checkLimits(); err != nil {
			return nil, err
		}
	}
	c.sort()
	return c.marks, nil
}

// sort puts choices by id, except in rankings, and what is held last.
func (c *checker) sort() {
	if c.form.Kind == KindRanking && !c.holds() {
		return
	}
	slices.SortStableFunc(c.marks, func(a, b mark) int {
		switch {
		case a.held != b.held && b.held:
			return -1
		case a.held != b.held:
			return 1
		case c.form.Kind == KindRanking && !a.held:
			return 0
		default:
			return cmp.Compare(c.rank[a.project], c.rank[b.project])
		}
	})
}

func (c *checker) holds() bool {
	return slices.ContainsFunc(c.marks, func(m mark) bool { return m.held })
}

// collect turns choices into marks; on an error, as many as were seen.
func (c *checker) collect(b Ballot) error {
	c.marks = c.marks[:0]
	for _, choice := range b {
		m, err := c.mark(choice)
		if err != nil {
			return err
		}
		if at := c.seen[m.project]; at > 0 {
			if !c.form.Imported {
				return choiceError(choice.Project, "This project is on the ballot twice.")
			}
			c.marks[at-1] = m // the last points count; in a ranking, the first place
			continue
		}
		c.marks = append(c.marks, m)
		c.seen[m.project] = int32(len(c.marks))
	}
	return nil
}

func (c *checker) mark(choice Choice) (mark, error) {
	project, known := c.index[choice.Project]
	if !known {
		return mark{}, choiceError(choice.Project, "This project is not part of the vote.")
	}
	m := mark{project: project, held: choice.Hold, points: choice.Points}
	switch {
	case choice.Hold:
		return m, c.checkHold(choice)
	case c.form.Kind.hasPoints():
		return m, c.checkPoints(choice)
	case c.form.Kind == KindRanking && m.points != 0:
		return mark{}, choiceError(choice.Project, "A ranking has no points.")
	case c.form.Kind == KindRanking:
		return m, nil
	case m.points != 0 && m.points != 1:
		return mark{}, choiceError(choice.Project, "A project is chosen or not; it cannot be given %d points.", m.points)
	}
	m.points = 1
	return m, nil
}

func (c *checker) checkHold(choice Choice) error {
	if !c.inst.Projects[c.index[choice.Project]].Holdable {
		return choiceError(choice.Project, "Only a symbol can be held gently.")
	}
	if choice.Points != 0 {
		return choiceError(choice.Project, "What is to be held cannot be supported as a change too.")
	}
	return nil
}

func (c *checker) checkPoints(choice Choice) error {
	limit := MaxPoints
	if c.form.Cap > 0 && !c.form.Imported {
		limit = min(limit, c.form.Cap)
	}
	if choice.Points < 0 {
		return choiceError(choice.Project, "Points cannot be negative.")
	}
	if choice.Points > limit {
		return choiceError(choice.Project, "Give at most %d points to one project: this has %d.", limit, choice.Points)
	}
	return nil
}

func (c *checker) checkLimits() error {
	number := 0
	for _, m := range c.marks {
		if !m.held {
			number++
		}
	}
	switch {
	case number < c.form.Min:
		return ballotError("Choose at least %d: this ballot has %d.", c.form.Min, number)
	case c.form.Max > 0 && number > c.form.Max:
		return ballotError("Choose at most %d: this ballot has %d.", c.form.Max, number)
	}
	switch c.form.Kind {
	case KindPoints:
		return c.checkTotal()
	case KindQuadratic:
		return c.checkCredits()
	case KindKnapsack:
		return c.checkKnapsack()
	default:
		return nil
	}
}

func (c *checker) checkTotal() error {
	var total int64
	for _, m := range c.marks {
		total += m.points // at most MaxProjects * MaxPoints, which fits
	}
	if c.form.Total > 0 && total > c.form.Total {
		return ballotError("Give at most %d points in all: this ballot gives %d.", c.form.Total, total)
	}
	return nil
}

// checkCredits adds up squares. One is at most MaxPoints², which fits, but the
// sum may not; so what is left is compared before it is taken away.
func (c *checker) checkCredits() error {
	left := c.form.Total
	for _, m := range c.marks {
		square := m.points * m.points
		if c.form.Total > 0 && square > left {
			return ballotError("These votes cost more than the %d credits of a ballot: n votes for one project cost n times n.", c.form.Total)
		}
		left -= min(left, square)
	}
	return nil
}

func (c *checker) checkKnapsack() error {
	left := c.inst.Budget
	for _, m := range c.marks {
		if m.held {
			continue
		}
		cost := c.inst.Projects[m.project].Cost
		if cost > left { // compared before subtracting, so nothing overflows
			return ballotError("The projects on this ballot cost more than the budget.")
		}
		left -= cost
	}
	return nil
}

// ballot turns marks back into choices.
func (c *checker) ballot(marks []mark) Ballot {
	b := make(Ballot, len(marks))
	for i, m := range marks {
		b[i] = Choice{Project: c.inst.Projects[m.project].ID, Points: c.pointsOf(m), Hold: m.held}
	}
	return b
}

// pointsOf is 1 for a choice whose points are not kept.
func (c *checker) pointsOf(m mark) int64 {
	if !m.held && (c.form.Kind == KindApproval || c.form.Kind == KindKnapsack) {
		return 1
	}
	return m.points
}
