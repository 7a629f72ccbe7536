package actions

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// What happens to a round or an agenda happens to the proposals that stand in it.

// enteredRound marks what stands in a round that was opened.
func (c *Call) enteredRound(r models.Round) error {
	standing, err := models.ListStanding(c.Query, r.ID)
	if err != nil {
		return err
	}
	from := []access.State{access.Published, access.Accepted, access.OnAgenda, access.Done}
	return models.MoveProposals(c.Tx, r.ProcessID, slices.Sorted(maps.Values(standing)), from, access.InRound, "")
}

// leftRound lets go of what a round did not choose: it may stand in the next.
func (c *Call) leftRound(r models.Round, outcome *voting.Outcome) error {
	standing, err := models.ListStanding(c.Query, r.ID)
	if err != nil {
		return err
	}
	for _, key := range outcome.Selected {
		delete(standing, [2]string{r.ID, key})
	}
	ids := slices.Sorted(maps.Values(standing))
	elsewhere, err := models.ListVotedOn(c.Query, r, ids)
	if err != nil {
		return err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return elsewhere[id] })
	return models.MoveProposals(c.Tx, r.ProcessID, ids, []access.State{access.InRound}, access.Accepted,
		fmt.Sprintf("Not chosen in “%s”. It may stand in the next round.", r.Title))
}

// proposalsOf are the proposals of slots that were voted on, by the slot's id.
func (c *Call) proposalsOf(slots []models.Slot) (map[string]string, error) {
	rounds := map[string]bool{}
	for _, s := range slots {
		if s.Voted() {
			rounds[s.RoundID] = true
		}
	}
	standing, err := models.ListStanding(c.Query, slices.Sorted(maps.Keys(rounds))...)
	bySlot := map[string]string{}
	for _, s := range slots {
		if id, known := standing[[2]string{s.RoundID, s.OptionKey}]; known && s.Voted() {
			bySlot[s.ID] = id
		}
	}
	return bySlot, err
}

// enteredAgenda marks what stands on a published agenda, and lets go of what fell
// below it.
func (c *Call) enteredAgenda(a models.Agenda, slots []models.Slot) error {
	proposals, err := c.proposalsOf(slots)
	if err != nil {
		return err
	}
	var on, below []string
	for _, s := range slots {
		id, known := proposals[s.ID]
		switch {
		case known && s.LeftOut:
			below = append(below, id)
		case known:
			on = append(on, id)
		}
	}
	below = slices.DeleteFunc(below, func(id string) bool { return slices.Contains(on, id) })
	return errors.Join(
		models.MoveProposals(c.Tx, a.ProcessID, on, []access.State{access.InRound, access.Accepted}, access.OnAgenda, ""),
		models.MoveProposals(c.Tx, a.ProcessID, below, []access.State{access.InRound, access.OnAgenda}, access.Accepted,
			fmt.Sprintf("It did not fit into “%s”, and waits for the next agenda.", a.Title)),
	)
}

// dealtWith marks what a meeting came to, and lets go of what it put off.
func (c *Call) dealtWith(a models.Agenda, slots []models.Slot, waiting []string) error {
	proposals, err := c.proposalsOf(slots)
	if err != nil {
		return err
	}
	var done, putOff []string
	for _, s := range slots {
		id, known := proposals[s.ID]
		switch {
		case !known || !onAgenda(s):
		case slices.Contains(waiting, s.ID):
			putOff = append(putOff, id)
		default:
			done = append(done, id)
		}
	}
	from := []access.State{access.InRound, access.OnAgenda, access.Accepted}
	return errors.Join(
		models.MoveProposals(c.Tx, a.ProcessID, done, from, access.Done, ""),
		models.MoveProposals(c.Tx, a.ProcessID, putOff, from, access.Accepted,
			fmt.Sprintf("“%s” did not come to it. It waits for the next agenda.", a.Title)),
	)
}
