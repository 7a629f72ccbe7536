package models

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/voting"
)

// Alternatives are proposals of which a round chooses at most one. A proposal
// stands in one such group at most: it names it.
type Alternatives struct {
	ID        string `gorm:"primaryKey"`
	ProcessID string
	Reason    string
	CreatedAt time.Time
}

// TableName is what the table is called.
func (Alternatives) TableName() string { return "alternatives" }

// NewAlternatives makes a group of proposals. It returns Conflict if one of them
// stands in a group already, or can no longer stand in any.
func NewAlternatives(tx *database.Tx, a Alternatives, proposalIDs []string) (Alternatives, error) {
	a.ID, a.CreatedAt = NewID(), tx.Now()
	if err := database.Insert(tx, &a, "This group is known already."); err != nil {
		return Alternatives{}, err
	}
	free := tx.Model(&Proposal{}).Where(map[string]any{"process_id": a.ProcessID, "alternatives": ""}).
		Where("id IN ? AND state IN ?", proposalIDs, alterable)
	n, err := database.Change(free, map[string]any{"alternatives": a.ID})
	if err == nil && n < len(proposalIDs) {
		err = fault.New(fault.Conflict, "One of these proposals was just put into a group, or withdrawn. Look again.")
	}
	return a, err
}

// alterable are the states in which a proposal can be an alternative to others.
var alterable = append([]access.State{access.InReview}, eligible...)

// Alterable tells whether the proposal can be an alternative to others.
func (p Proposal) Alterable() bool { return slices.Contains(alterable, p.State) }

// UndoAlternatives lets the proposals of a group stand each for itself again.
func UndoAlternatives(tx *database.Tx, a Alternatives) error {
	_, err := database.Change(tx.Model(&Proposal{}).Where(map[string]any{"process_id": a.ProcessID, "alternatives": a.ID}),
		map[string]any{"alternatives": ""})
	if err != nil {
		return err
	}
	return tx.Where(map[string]any{"process_id": a.ProcessID, "id": a.ID}).Delete(&Alternatives{}).Error
}

// FindAlternatives returns a group of a process.
func FindAlternatives(q database.Query, processID, id string) (Alternatives, error) {
	return database.One[Alternatives](q.Where(map[string]any{"process_id": processID, "id": id}), "group of alternatives")
}

// ListAlternatives returns a page of the groups of a process, the oldest first.
func ListAlternatives(q database.Query, processID string, p Page) ([]Alternatives, string, error) {
	return list(q.Where(map[string]any{"process_id": processID}), p, "groups of alternatives", func(a Alternatives) string { return a.ID })
}

// ListAlternativesIn returns the proposals of groups without their long texts, the
// oldest first.
func ListAlternativesIn(q database.Query, processID string, groups ...string) ([]Proposal, error) {
	return database.Many[Proposal](
		inLists(q.Where(map[string]any{"process_id": processID}).Where("alternatives IN ?", groups)).Order("id"), "proposals")
}

// SetAlternatives numbers the groups that have two of the options or more, from 1
// in the order of the options. Groups are by proposal.
func SetAlternatives(options []Option, groups map[string]string) {
	of := func(o Option) string {
		if o.ProposalID == nil {
			return ""
		}
		return groups[*o.ProposalID]
	}
	members, numbers := map[string]int{}, map[string]int{}
	for _, o := range options {
		members[of(o)]++
	}
	for i, o := range options {
		options[i].Alternatives = 0
		group := of(o)
		if group == "" || members[group] == 1 {
			continue
		}
		if numbers[group] == 0 {
			numbers[group] = len(numbers) + 1
		}
		options[i].Alternatives = numbers[group]
	}
}

// Exclusive are the groups of options of which at most one is selected, by their
// keys.
func Exclusive(options []Option) [][]string {
	var groups [][]string
	places := map[int]int{} // number -> place in groups
	for _, o := range options {
		place, begun := places[o.Alternatives]
		switch {
		case o.Alternatives == 0:
		case begun:
			groups[place] = append(groups[place], o.Key)
		default:
			places[o.Alternatives] = len(groups)
			groups = append(groups, []string{o.Key})
		}
	}
	return groups
}

// Counting are the settings by which the options of the round are counted.
func (r Round) Counting(options []Option) voting.Settings {
	s := r.Settings()
	s.Constraints.Exclusive = Exclusive(options)
	return s
}
