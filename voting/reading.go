package voting

import (
	"fmt"
	"math/big"
	"slices"
)

// reading is a profile as the reports see it: every distinct ballot with what
// each project on it is worth to its voters. All that effects, comparisons and
// fairness checks know about a profile comes through readProfile.
type reading struct {
	inst   Instance
	index  map[string]int32
	voters int
	sheets []sheet
}

// sheet is a number of equal ballots.
type sheet struct {
	ballot  Ballot
	times   int
	choices []valued // in the order of the ballot
}

// valued is a project on a ballot with the satisfaction it gives, which may be
// none.
type valued struct {
	project      int32
	satisfaction int64
}

// readProfile reads all ballots through one satisfaction.
func readProfile(p *Profile, s Satisfaction) (*reading, error) {
	if p.invalid != nil {
		return nil, p.invalid
	}
	m, known := findMeasure(s)
	if !known || !slices.Contains(m.kinds, p.Form().Kind) {
		return nil, settingsError("satisfaction", "%q cannot be read from %s ballots", s, p.Form().Kind)
	}
	r := &reading{inst: p.Instance(), voters: p.Voters()}
	var err error
	if r.index, err = r.inst.index(); err != nil {
		return nil, err
	}
	for _, g := range p.Groups() {
		r.sheets = append(r.sheets, r.sheet(g, m))
	}
	return r, nil
}

// sheet leaves out what is to be held: that is no support.
func (r *reading) sheet(g Group, m measure) sheet {
	chosen := slices.DeleteFunc(slices.Clone(g.Ballot), func(c Choice) bool { return c.Hold })
	s := sheet{ballot: g.Ballot, times: g.Times, choices: make([]valued, len(chosen))}
	for position, choice := range chosen {
		project, level := r.index[choice.Project], int64(1)
		if m.level != nil {
			level = m.level(choice.Points, position, len(chosen))
		}
		s.choices[position] = valued{project, m.unit(r.inst.Projects[project].Cost) * level}
	}
	return s
}

// OutcomeError says why an outcome cannot be reported on together with a
// profile: it is not the outcome of a count of that profile.
type OutcomeError struct {
	// Outcome is the position among the outcomes given, from 0.
	Outcome int `json:"outcome"`
	// Project is the id of the project at fault, empty if there is none.
	Project string `json:"project,omitempty"`
	Message string `json:"message"`
}

// Error returns the message with the outcome and project it is about.
func (e *OutcomeError) Error() string {
	if e.Project == "" {
		return fmt.Sprintf("voting: outcome %d: %s", e.Outcome, e.Message)
	}
	return fmt.Sprintf("voting: outcome %d: project %q: %s", e.Outcome, e.Project, e.Message)
}

// selection tells for each project whether the outcome selects it. It returns
// an *OutcomeError if the outcome cannot be one of this profile.
func (r *reading) selection(o *Outcome, position int) ([]bool, error) {
	if o == nil || o.Voters != r.voters || o.Budget != r.inst.Budget {
		return nil, &OutcomeError{Outcome: position, Message: "it is of another number of ballots or another budget"}
	}
	selected, left := make([]bool, len(r.inst.Projects)), r.inst.Budget
	for _, id := range o.Selected {
		project, known := r.index[id]
		if !known || selected[project] {
			return nil, &OutcomeError{Outcome: position, Project: id, Message: "it is selected twice, or is not part of the vote"}
		}
		if r.inst.Projects[project].Cost > left {
			return nil, &OutcomeError{Outcome: position, Project: id, Message: "with it, the outcome costs more than the budget"}
		}
		selected[project] = true
		left -= r.inst.Projects[project].Cost
	}
	return selected, nil
}

// selections is selection for many outcomes, of which there must be one.
func (r *reading) selections(outcomes []*Outcome) ([][]bool, error) {
	if len(outcomes) == 0 {
		return nil, &OutcomeError{Message: "there is none"}
	}
	all := make([][]bool, len(outcomes))
	for i, o := range outcomes {
		var err error
		if all[i], err = r.selection(o, i); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// winners is the number of projects on the ballot that are selected.
func (s sheet) winners(selected []bool) int {
	n := 0
	for _, c := range s.choices {
		if selected[c.project] {
			n++
		}
	}
	return n
}

// satisfaction is what the selected projects give a voter. It fits, because
// they cost at most the budget, or are counted by points, place or number.
func (s sheet) satisfaction(selected []bool) int64 {
	var sum int64
	for _, c := range s.choices {
		if selected[c.project] {
			sum += c.satisfaction
		}
	}
	return sum
}

// of returns the satisfaction that a project gives, 0 if it is not on the ballot.
func (s sheet) of(project int) int64 {
	for _, c := range s.choices {
		if int(c.project) == project {
			return c.satisfaction
		}
	}
	return 0
}

// part writes a/b, or nothing if b is zero.
func part(a, b int64) string {
	if b == 0 {
		return ""
	}
	return big.NewRat(a, b).RatString()
}
