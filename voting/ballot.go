package voting

import (
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
	// KindQuadratic: credits spent on votes for projects, where n votes for one
	// project cost n² credits. The points of a choice are its votes.
	KindQuadratic Kind = "quadratic"
	// KindScore: each project by itself is given 0 to Cap points.
	KindScore Kind = "score"
	// KindRanking: projects from the best down (ordinal ballot).
	KindRanking Kind = "ranking"
)

// kinds is the closed list of kinds.
var kinds = []Kind{KindApproval, KindKnapsack, KindPoints, KindQuadratic, KindScore, KindRanking}

// hasPoints tells whether the choices on such ballots carry points.
func (k Kind) hasPoints() bool {
	return k == KindPoints || k == KindQuadratic || k == KindScore
}

// Form says what a ballot of a round may hold. A limit of 0 is no limit.
type Form struct {
	Kind Kind `json:"kind"`
	// Min and Max bound the number of projects on a ballot.
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
	// Total is the most points one ballot may give in all (credits, on
	// quadratic ballots; no such limit on scores), Cap the most points for one
	// project. Both are for ballots with points only.
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
	// Points are 1 for approval and knapsack, 0 for ranking, and else the points
	// given; 0 with Hold.
	Points int64 `json:"points,omitempty"`
	// Hold says that the voter wants this project gently held as it is, where
	// [Project.Holdable] allows it. It is reported, and never counted as support.
	Hold bool `json:"hold,omitempty"`
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
	case !slices.Contains(kinds, f.Kind):
		return settingsError("form.kind", "%q is no kind of ballot", f.Kind)
	case f.Min < 0 || f.Max < 0 || (f.Max > 0 && f.Min > f.Max):
		return settingsError("form.max", "at least %d and at most %d projects is not possible", f.Min, f.Max)
	case f.Total < 0 || f.Cap < 0:
		return settingsError("form.total", "points must not be negative")
	case !f.Kind.hasPoints() && (f.Total > 0 || f.Cap > 0):
		return settingsError("form.total", "only ballots with points have a total and a cap")
	case f.Kind == KindScore && f.Total > 0:
		return settingsError("form.total", "scores have no total; they have a cap")
	}
	return nil
}

// Canonical validates a ballot and returns its canonical form: choices by
// project id (a ranking keeps its order), points as [Choice] says, choices
// without points left out, and what is to be held last, by id. Equal ballots have equal canonical forms, so their
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
	held    bool
	points  int64
}

// encoded is the project with its answer in two bytes.
func (m mark) encoded() uint16 {
	if m.held {
		return uint16(m.project) | heldBit
	}
	return uint16(m.project)
}
