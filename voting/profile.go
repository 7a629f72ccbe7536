package voting

import (
	"fmt"
	"slices"
)

// Profile is all ballots of one round. Equal ballots are kept once, with their
// number. It is not safe for concurrent use.
type Profile struct {
	checker *checker
	invalid error // why instance or form cannot be used, nil if they can
	form    Form
	ballots ballots
	voters  int
}

// Group is a number of equal ballots, for reading.
type Group struct {
	Ballot Ballot `json:"ballot"`
	Times  int    `json:"times"`
}

// NewProfile returns a profile without ballots. If the instance or the form is
// not valid, every Add and Tally will return that error.
func NewProfile(inst Instance, form Form) *Profile {
	inst.Projects = slices.Clone(inst.Projects) // the caller may go on using his
	checker, err := newChecker(inst, form)
	return &Profile{checker: checker, invalid: err, form: form, ballots: ballots{withPoints: form.Kind.hasPoints()}}
}

// Add counts the ballot a number of times. The ballot need not be canonical.
//
// It returns a *BallotError if the ballot breaks the form, times is less than
// one or the profile would pass [MaxVoters] or [MaxChoices]; a *SettingsError or
// *InstanceError if the profile was made with an invalid form or instance. On
// an error the profile is unchanged.
func (p *Profile) Add(b Ballot, times int) error {
	if p.invalid != nil {
		return p.invalid
	}
	if times < 1 || times > MaxVoters-p.voters {
		return &BallotError{Field: "times", Message: fmt.Sprintf("A profile holds 1 to %d ballots.", MaxVoters)}
	}
	marks, err := p.checker.canonical(b)
	if err != nil {
		return err
	}
	if !p.ballots.add(marks, times) {
		return ballotError("A profile holds at most %d choices.", MaxChoices)
	}
	p.voters += times
	return nil
}

// Voters returns the number of ballots, with those that choose nothing.
func (p *Profile) Voters() int { return p.voters }

// Form returns the form that ballots are checked against.
func (p *Profile) Form() Form { return p.form }

// Instance returns what is voted on; the zero Instance if it was not valid.
func (p *Profile) Instance() Instance {
	if p.invalid != nil {
		return Instance{}
	}
	inst := p.checker.inst
	inst.Projects = slices.Clone(inst.Projects)
	return inst
}

// Groups returns the distinct ballots with their numbers, in an order that does
// not depend on the order in which they were added.
func (p *Profile) Groups() []Group {
	sorted := p.ballots.sorted()
	groups := make([]Group, len(sorted))
	for i, g := range sorted {
		marks := p.ballots.marks(g, nil)
		groups[i] = Group{Ballot: p.checker.ballot(marks), Times: int(p.ballots.times[g])}
	}
	return groups
}
