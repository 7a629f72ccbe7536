package voting

import (
	"cmp"
	"fmt"
	"slices"
)

// Kind is a kind of ballot.
type Kind string

// The kinds of ballots.
const (
	// KindApproval: the projects that the voter wants. Choose-one is an
	// approval form with Max 1.
	KindApproval Kind = "approval"
	// KindKnapsack: an approval ballot that itself fits into the budget.
	KindKnapsack Kind = "knapsack"
	// KindPoints: points shared out among projects (cumulative ballot).
	KindPoints Kind = "points"
	// KindRanking: projects from the best down (ordinal ballot).
	KindRanking Kind = "ranking"
)

// Form says what a ballot of a round may hold. A limit of 0 is no limit.
type Form struct {
	Kind Kind `json:"kind"`
	// Min and Max bound the number of projects on a ballot.
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
	// Total is the most points one ballot may give in all, Cap the most points
	// for one project. Both are for KindPoints only.
	Total int64 `json:"total,omitempty"`
	Cap   int64 `json:"cap,omitempty"`
	// Imported marks ballots that were cast elsewhere and are counted as they
	// are: no limit above and no knapsack budget is enforced; a project that is
	// repeated counts once (points: the last value, ranking: the first
	// position); and a project listed with 0 points stays on the ballot.
	Imported bool `json:"imported,omitempty"`
}

// Choice is one project on a ballot.
type Choice struct {
	Project string `json:"project"`
	// Points are 1 for approval and knapsack, the points given for points, and
	// 0 for ranking.
	Points int64 `json:"points,omitempty"`
}

// Ballot is what one voter chose. Only in a ranking does the order count.
type Ballot []Choice

// BallotError says, in words for the voter, why a ballot cannot be counted.
type BallotError struct {
	// Field is "choices" for the ballot as a whole, "choices.<project id>" for
	// one choice, or "times" for the number of equal ballots.
	Field string `json:"field"`
	// Project is the id of the project at fault, empty if it is the ballot.
	Project string `json:"project,omitempty"`
	Message string `json:"message"`
}

// Error returns the field and the message.
func (e *BallotError) Error() string { return "voting: " + e.Field + ": " + e.Message }

func ballotError(format string, args ...any) error {
	return &BallotError{Field: "choices", Message: fmt.Sprintf(format, args...)}
}

func choiceError(project, format string, args ...any) error {
	return &BallotError{Field: "choices." + project, Project: project, Message: fmt.Sprintf(format, args...)}
}

// Validate returns a *SettingsError if the kind is unknown, a limit is negative
// or contradicts another, or limits stand on a form that cannot have them.
func (f Form) Validate() error {
	switch {
	case !slices.Contains([]Kind{KindApproval, KindKnapsack, KindPoints, KindRanking}, f.Kind):
		return settingsError("form.kind", "%q is no kind of ballot", f.Kind)
	case f.Min < 0 || f.Max < 0 || (f.Max > 0 && f.Min > f.Max):
		return settingsError("form.max", "at least %d and at most %d projects is not possible", f.Min, f.Max)
	case f.Total < 0 || f.Cap < 0:
		return settingsError("form.total", "points must not be negative")
	case f.Kind != KindPoints && (f.Total > 0 || f.Cap > 0):
		return settingsError("form.total", "only ballots with points have a total and a cap")
	}
	return nil
}

// Canonical validates a ballot and returns its canonical form: choices by
// project id (a ranking keeps its order), points as [Choice] says, choices
// without points left out. Equal ballots have equal canonical forms, so their
// JSON is equal byte for byte. The ballot given is not changed.
//
// It returns a *BallotError if the ballot breaks the form, a *SettingsError or
// *InstanceError if the form or the instance is not valid itself.
func (f Form) Canonical(inst Instance, b Ballot) (Ballot, error) {
	checker, err := newChecker(inst, f)
	if err != nil {
		return nil, err
	}
	choices, err := checker.canonical(b)
	if err != nil {
		return nil, err
	}
	return checker.ballot(choices), nil
}

// mark is a choice inside the package: the project by its position.
type mark struct {
	project int32
	points  int64
}

// checker holds what is needed to check many ballots of one round.
type checker struct {
	form  Form
	inst  Instance
	index map[string]int32
	// seen[i] is the position in the ballot at hand plus one, or 0; marks are
	// those of the ballot at hand.
	seen  []int32
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
	return &checker{form: form, inst: inst, index: index, seen: make([]int32, len(inst.Projects))}, nil
}

// canonical validates b and returns its marks in canonical order. They are
// valid until it is called again.
func (c *checker) canonical(b Ballot) ([]mark, error) {
	marks, err := c.collect(b)
	c.marks = marks
	for _, m := range marks {
		c.seen[m.project] = 0
	}
	if err != nil {
		return nil, err
	}
	if !c.form.Imported {
		// Points of zero choose nothing, so they make no different ballot.
		marks = slices.DeleteFunc(marks, func(m mark) bool { return c.form.Kind == KindPoints && m.points == 0 })
		if err := c.checkLimits(marks); err != nil {
			return nil, err
		}
	}
	if c.form.Kind != KindRanking {
		slices.SortFunc(marks, func(a, b mark) int {
			return cmp.Compare(c.inst.Projects[a.project].ID, c.inst.Projects[b.project].ID)
		})
	}
	return marks, nil
}

// collect turns choices into marks. It returns the marks made so far also with
// an error, so that the caller can clear what was seen.
func (c *checker) collect(b Ballot) ([]mark, error) {
	marks := c.marks[:0]
	for _, choice := range b {
		m, err := c.mark(choice)
		if err != nil {
			return marks, err
		}
		if at := c.seen[m.project]; at > 0 {
			if !c.form.Imported {
				return marks, choiceError(choice.Project, "This project is on the ballot twice.")
			}
			marks[at-1].points = m.points
			continue
		}
		marks = append(marks, m)
		c.seen[m.project] = int32(len(marks))
	}
	return marks, nil
}

func (c *checker) mark(choice Choice) (mark, error) {
	project, known := c.index[choice.Project]
	if !known {
		return mark{}, choiceError(choice.Project, "This project is not part of the vote.")
	}
	points := choice.Points
	switch c.form.Kind {
	case KindPoints:
		return mark{project, points}, c.checkPoints(choice)
	case KindRanking:
		if points != 0 {
			return mark{}, choiceError(choice.Project, "A ranking has no points.")
		}
	default:
		if points != 0 && points != 1 {
			return mark{}, choiceError(choice.Project, "A project is chosen or not; it cannot be given %d points.", points)
		}
		points = 1
	}
	return mark{project, points}, nil
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

func (c *checker) checkLimits(marks []mark) error {
	switch n := len(marks); {
	case n < c.form.Min:
		return ballotError("Choose at least %d: this ballot has %d.", c.form.Min, n)
	case c.form.Max > 0 && n > c.form.Max:
		return ballotError("Choose at most %d: this ballot has %d.", c.form.Max, n)
	}
	switch c.form.Kind {
	case KindPoints:
		return c.checkTotal(marks)
	case KindKnapsack:
		return c.checkKnapsack(marks)
	default:
		return nil
	}
}

func (c *checker) checkTotal(marks []mark) error {
	var total int64
	for _, m := range marks {
		total += m.points // at most MaxProjects * MaxPoints, which fits
	}
	if c.form.Total > 0 && total > c.form.Total {
		return ballotError("Give at most %d points in all: this ballot gives %d.", c.form.Total, total)
	}
	return nil
}

func (c *checker) checkKnapsack(marks []mark) error {
	left := c.inst.Budget
	for _, m := range marks {
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
		b[i] = Choice{Project: c.inst.Projects[m.project].ID, Points: m.points}
	}
	return b
}
