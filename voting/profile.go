package voting

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Profile is all ballots of one round. Equal ballots are kept once, with their
// number. It is not safe for concurrent use.
type Profile struct {
	checker *checker
	invalid error // why instance or form cannot be used, nil if they can
	form    Form
	groups  map[string]*group
	voters  int
}

// group is a number of equal ballots.
type group struct {
	key   string
	marks []mark
	times int
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
	return &Profile{checker: checker, invalid: err, form: form, groups: map[string]*group{}}
}

// Add counts the ballot a number of times. The ballot need not be canonical.
//
// It returns a *BallotError if the ballot breaks the form, times is less than
// one or the profile would pass [MaxVoters]; a *SettingsError or
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
	key := encode(marks)
	if g, ok := p.groups[key]; ok {
		g.times += times
	} else {
		p.groups[key] = &group{key: key, marks: marks, times: times}
	}
	p.voters += times
	return nil
}

// encode returns bytes that are equal for equal ballots of one profile.
func encode(marks []mark) string {
	b := make([]byte, 0, 4*len(marks))
	for _, m := range marks {
		b = binary.AppendUvarint(b, uint64(m.project))
		b = binary.AppendUvarint(b, uint64(m.points))
	}
	return string(b)
}

// Voters returns the number of ballots, with those that choose nothing.
func (p *Profile) Voters() int { return p.voters }

// Form returns the form that ballots are checked against.
func (p *Profile) Form() Form { return p.form }

// Instance returns projects and budget, which are the caller's to change. If the
// profile was made with an invalid form or instance, it is empty.
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
	sorted := p.sorted()
	groups := make([]Group, len(sorted))
	for i, g := range sorted {
		groups[i] = Group{Ballot: p.checker.ballot(g.marks), Times: g.times}
	}
	return groups
}

func (p *Profile) sorted() []*group {
	groups := make([]*group, 0, len(p.groups))
	for _, g := range p.groups {
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b *group) int { return strings.Compare(a.key, b.key) })
	return groups
}
