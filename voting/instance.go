package voting

import (
	"fmt"
	"unicode/utf8"
)

// Limits of an instance and of its ballots. What exceeds them is refused.
const (
	// MaxProjects is the largest number of projects in one instance.
	MaxProjects = 2_000
	// MaxIDLength is the length of the longest project id, in bytes.
	MaxIDLength = 500
	// MaxCategoryLength is the length of the longest category, in bytes.
	MaxCategoryLength = 500
	// MaxMoney is the largest cost or budget, in minor units.
	MaxMoney int64 = 1_000_000_000_000_000_000
	// MaxVoters is the largest number of ballots in one profile.
	MaxVoters = 10_000_000
	// MaxPoints is the largest number of points for one project on one ballot.
	MaxPoints int64 = 1_000_000_000
)

// Project is something that is voted on.
type Project struct {
	// ID names the project. Ids are compared as text, byte by byte.
	ID string `json:"id"`
	// Cost is in minor units, 0 or more.
	Cost int64 `json:"cost"`
	// Category groups projects, for caps and for comparisons; it may be empty.
	Category string `json:"category,omitempty"`
	// Holdable projects stand for a symbol, which voters may also want gently
	// held as it is ([Choice.Hold]).
	Holdable bool `json:"holdable,omitempty"`
}

// Instance is what a round votes on: projects and one budget for all of them.
type Instance struct {
	Projects []Project `json:"projects"`
	// Budget is in minor units, 0 or more.
	Budget int64 `json:"budget"`
}

// InstanceError says what is wrong with an instance.
type InstanceError struct {
	// Project is the id of the project at fault, empty if it is the instance.
	Project string `json:"project,omitempty"`
	Message string `json:"message"`
}

// Error returns the message with the project it is about.
func (e *InstanceError) Error() string {
	if e.Project == "" {
		return "voting: " + e.Message
	}
	return fmt.Sprintf("voting: project %q: %s", e.Project, e.Message)
}

// Validate returns an *InstanceError if a limit is exceeded, an id is empty or
// given twice, an id or a category is no UTF-8, or an amount is negative.
func (inst Instance) Validate() error {
	_, err := inst.index()
	return err
}

// index maps each project id to its position, validating on the way.
func (inst Instance) index() (map[string]int32, error) {
	if inst.Budget < 0 || inst.Budget > MaxMoney {
		return nil, &InstanceError{Message: fmt.Sprintf("the budget must be from 0 to %d", MaxMoney)}
	}
	if len(inst.Projects) > MaxProjects {
		return nil, &InstanceError{Message: fmt.Sprintf("at most %d projects are possible", MaxProjects)}
	}
	index := make(map[string]int32, len(inst.Projects))
	for i, p := range inst.Projects {
		if err := p.validate(); err != nil {
			return nil, err
		}
		if _, twice := index[p.ID]; twice {
			return nil, &InstanceError{Project: p.ID, Message: "this id is given twice"}
		}
		index[p.ID] = int32(i)
	}
	return index, nil
}

func (p Project) validate() error {
	switch {
	case p.ID == "" || len(p.ID) > MaxIDLength:
		return &InstanceError{Project: p.ID, Message: fmt.Sprintf("an id must have 1 to %d bytes", MaxIDLength)}
	case !utf8.ValidString(p.ID):
		// Such an id would not survive JSON, in which outcomes are kept.
		return &InstanceError{Project: p.ID, Message: "an id must be UTF-8"}
	case p.Cost < 0 || p.Cost > MaxMoney:
		return &InstanceError{Project: p.ID, Message: fmt.Sprintf("a cost must be from 0 to %d", MaxMoney)}
	case len(p.Category) > MaxCategoryLength || !utf8.ValidString(p.Category):
		return &InstanceError{Project: p.ID, Message: fmt.Sprintf("a category is UTF-8 of at most %d bytes", MaxCategoryLength)}
	}
	return nil
}
