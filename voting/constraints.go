package voting

import "slices"

// Constraints are conditions that cities set beside the budget. The zero value
// sets none. They hold for the rule and for its completion.
type Constraints struct {
	// MinSupport is the number of votes (points, on ballots with points) below
	// which a project cannot be selected.
	MinSupport int64 `json:"minSupport,omitempty"`
	// Exclusive are groups of project ids of which at most one can be selected.
	Exclusive [][]string `json:"exclusive,omitempty"`
	// Caps bound what the projects of a category may cost together.
	Caps []Cap `json:"caps,omitempty"`
	// Decided are ids of projects that are selected before the count, in this
	// order. Their cost is taken from the budget.
	Decided []string `json:"decided,omitempty"`
}

// Cap bounds what the selected projects of one category may cost together.
type Cap struct {
	Category string `json:"category"`
	// Cost is in minor units.
	Cost int64 `json:"cost"`
}

// empty tells whether there are no constraints.
func (k Constraints) empty() bool {
	return k.MinSupport == 0 && len(k.Exclusive) == 0 && len(k.Caps) == 0 && len(k.Decided) == 0
}

// validate returns a *SettingsError that names the first constraint that cannot
// be kept on the instance.
func (k Constraints) validate(inst Instance) error {
	index, err := inst.index()
	if err != nil {
		return err
	}
	known := func(id string) bool { _, ok := index[id]; return ok }
	if k.MinSupport < 0 {
		return settingsError("constraints.minSupport", "support cannot be negative")
	}
	for _, group := range k.Exclusive {
		if i := slices.IndexFunc(group, func(id string) bool { return !known(id) }); i >= 0 {
			return settingsError("constraints.exclusive", "there is no project %q", group[i])
		}
	}
	for i, limit := range k.Caps {
		if limit.Cost < 0 {
			return settingsError("constraints.caps", "the cap of %q cannot be negative", limit.Category)
		}
		if slices.ContainsFunc(k.Caps[:i], func(c Cap) bool { return c.Category == limit.Category }) {
			return settingsError("constraints.caps", "%q has two caps", limit.Category)
		}
	}
	return k.validateDecided(inst, index)
}

func (k Constraints) validateDecided(inst Instance, index map[string]int32) error {
	left := inst.Budget
	gate := newAdmission(inst.Projects, k)
	for i, id := range k.Decided {
		at, ok := index[id]
		switch {
		case !ok:
			return settingsError("constraints.decided", "there is no project %q", id)
		case slices.Contains(k.Decided[:i], id):
			return settingsError("constraints.decided", "the project %q is given twice", id)
		case inst.Projects[at].Cost > left:
			return settingsError("constraints.decided", "the projects cost more than the budget")
		case gate.barred(int(at)) != nil:
			return settingsError("constraints.decided", "the project %q breaks another constraint", id)
		}
		left -= inst.Projects[at].Cost
		gate.take(int(at))
	}
	return nil
}

// Barred says which constraint kept a project out.
type Barred struct {
	// By is "support", "exclusive" or "cap".
	By string `json:"by"`
	// Round is the number of selections before; 0 if it was so from the start.
	Round int `json:"round"`
	// Project is the one that was selected instead, for "exclusive".
	Project string `json:"project,omitempty"`
	// Left is what was left for the category, for "cap", in minor units.
	Left int64 `json:"left,omitempty"`
}

// admission keeps to constraints on what is selected one after the other. What
// is barred once stays so.
type admission struct {
	projects []Project
	groups   [][]int // groups of which one may win
	winners  []int   // group -> the one that did; -1 if none yet
	left     map[string]int64
	taken    int
}

// newAdmission returns nil if there is nothing to keep to; its methods can be
// called on that.
func newAdmission(projects []Project, k Constraints) *admission {
	if len(k.Exclusive) == 0 && len(k.Caps) == 0 {
		return nil
	}
	a := &admission{projects: projects, left: make(map[string]int64, len(k.Caps))}
	for _, ids := range k.Exclusive {
		var group []int
		for i, p := range projects {
			if slices.Contains(ids, p.ID) {
				group = append(group, i)
			}
		}
		a.groups = append(a.groups, group)
		a.winners = append(a.winners, -1)
	}
	for _, limit := range k.Caps {
		a.left[limit.Category] = limit.Cost
	}
	return a
}

// fork returns a copy that goes its own way.
func (a *admission) fork() *admission {
	if a == nil {
		return nil
	}
	b := *a
	b.winners = slices.Clone(a.winners)
	b.left = make(map[string]int64, len(a.left))
	for category, left := range a.left {
		b.left[category] = left
	}
	return &b
}

// take notes that a project was selected.
func (a *admission) take(project int) {
	if a == nil {
		return
	}
	a.taken++
	for i, group := range a.groups {
		if a.winners[i] < 0 && slices.Contains(group, project) {
			a.winners[i] = project
		}
	}
	p := a.projects[project]
	if left, capped := a.left[p.Category]; capped {
		a.left[p.Category] = max(0, left-p.Cost)
	}
}

// barred says why a project cannot be selected any more, nil if it can.
func (a *admission) barred(project int) *Barred {
	if a == nil {
		return nil
	}
	for i, group := range a.groups {
		if winner := a.winners[i]; winner >= 0 && winner != project && slices.Contains(group, project) {
			return &Barred{By: "exclusive", Round: a.taken, Project: a.projects[winner].ID}
		}
	}
	p := a.projects[project]
	if left, capped := a.left[p.Category]; capped && p.Cost > left {
		return &Barred{By: "cap", Round: a.taken, Left: left}
	}
	return nil
}
