package voting

import (
	"math/big"
	"slices"
)

// count is a tally under way: what the steps share.
type count struct {
	*electorate
	ties    *tieBreaker
	outcome *Outcome
	gate    *admission
	left    int64 // of the budget
	// completing is the completion that the step at hand carries out, if any.
	completing Completion
	// wallets are what the voters have left after a rule that divides the budget
	// among them, for a completion in which they pay; nil if there are no voters.
	wallets *wallets
	// accounts take down every payment, if somebody asked for them.
	accounts *Accounts
	// err is why a step could not be carried out, if so.
	err error
}

func newCount(e *electorate, s Settings, kind Kind) *count {
	s.Ties = slices.Clone(s.Ties) // the caller may go on using his
	o := &Outcome{
		Settings: s, Ballots: kind, Budget: e.budget, Voters: e.total,
		Selected: []string{}, Ties: []Tie{}, Rounds: []Round{},
		Items: make([]Item, len(e.candidates)),
	}
	for i, c := range e.candidates {
		o.Items[i] = Item{Project: c.ID, Cost: c.Cost, Support: c.support, Supporters: c.number, Held: c.held}
	}
	return &count{
		electorate: e, ties: newTieBreaker(s, e.candidates), outcome: o, left: e.budget,
		gate: newAdmission(e.projectList(), s.Constraints),
	}
}

// run selects what is decided already, then carries out the rule and then its
// completion.
func (c *count) run(first step, completion Completion) {
	c.decide()
	first(c)
	if next := completion.step(); next != nil {
		c.completing = completion
		next(c)
	}
}

// decide selects the projects that are decided already, and bars those with too
// little support.
func (c *count) decide() {
	k := c.outcome.Settings.Constraints
	for _, id := range k.Decided {
		at := slices.IndexFunc(c.candidates, func(c candidate) bool { return c.ID == id })
		c.choose(at).Decided = true
	}
	for i := range c.outcome.Items {
		if item := &c.outcome.Items[i]; !item.Selected && item.Support < k.MinSupport {
			item.Barred = &Barred{By: "support"}
		}
	}
}

// available tells whether a project may be selected: it is not selected yet,
// and no constraint is against it.
func (c *count) available(project int) bool {
	item := &c.outcome.Items[project]
	return !item.Selected && item.Barred == nil && c.gate.barred(project) == nil
}

// round is the number of the round that is being played.
func (c *count) round() int { return len(c.outcome.Rounds) + 1 }

// choose selects a project and returns its round for the step to fill in.
func (c *count) choose(project int) *Round {
	o, item := c.outcome, &c.outcome.Items[project]
	c.left -= item.Cost
	o.Cost += item.Cost
	o.Selected = append(o.Selected, item.Project)
	item.Selected, item.Place, item.CompletedBy = true, c.round(), c.completing
	c.gate.take(project)
	o.Rounds = append(o.Rounds, Round{
		Number: c.round(), Project: item.Project, CompletedBy: c.completing, Left: c.left,
	})
	c.bar()
	return &o.Rounds[len(o.Rounds)-1]
}

// bar notes which projects the selection just made has barred.
func (c *count) bar() {
	if c.gate == nil {
		return
	}
	for i := range c.outcome.Items {
		if item := &c.outcome.Items[i]; !item.Selected && item.Barred == nil {
			item.Barred = c.gate.barred(i)
		}
	}
}

// noteTie records a tie of the round at hand. The projects stand in the order
// of the tie-break.
func (c *count) noteTie(projects []int) {
	if len(projects) < 2 {
		return
	}
	_, criterion := c.ties.compare(projects[0], projects[1])
	tie := Tie{Round: c.round(), DecidedBy: criterion}
	for _, p := range projects {
		tie.Among = append(tie.Among, c.candidates[p].ID)
	}
	c.outcome.Ties = append(c.outcome.Ties, tie)
}

// finish completes what is known only at the end.
func (c *count) finish() *Outcome {
	o := c.outcome
	out := make(map[string]bool, len(o.Items))
	for i := range o.Items {
		item := &o.Items[i]
		if item.Selected {
			item.Unaffordable, item.Unfit = nil, nil // it was selected later
		}
		out[item.Project] = !item.Selected
	}
	for i := range o.Ties {
		for _, project := range o.Ties[i].Among {
			if out[project] {
				o.Ties[i].LeftOut = append(o.Ties[i].LeftOut, project)
			}
		}
	}
	return o
}

// fraction writes numerator/denominator in lowest terms.
func fraction(numerator, denominator *big.Int) string {
	return new(big.Rat).SetFrac(numerator, denominator).RatString()
}
