package actions

import (
	"errors"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// A Phase is one stage of a process.
type Phase struct {
	ID       string           `json:"id"`
	Kind     models.PhaseKind `json:"kind" enum:"purpose,propose,blend,review,vote,agenda,act,reflect"`
	State    string           `json:"state" enum:"coming,open,closed"`
	OpensAt  *time.Time       `json:"opens_at"`
	ClosesAt *time.Time       `json:"closes_at"`
}

func phaseOf(p models.Phase) Phase {
	return Phase{ID: p.ID, Kind: p.Kind, State: p.State, OpensAt: p.OpensAt, ClosesAt: p.ClosesAt}
}

func phasesOf(rows []models.Phase) (phases []Phase, open models.PhaseKind) {
	phases = make([]Phase, len(rows))
	for i, row := range rows {
		phases[i] = phaseOf(row)
		if row.State == models.PhaseOpen {
			open = row.Kind
		}
	}
	return phases, open
}

// ListPhases shows the cycle of a process.
var ListPhases = Read[At, models.Process, List[Phase]]{
	Verb: access.PhaseList,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (List[Phase], error) {
		rows, err := models.ListPhases(l.Query, p.ID)
		phases, _ := phasesOf(rows)
		return List[Phase]{Items: phases}, err
	},
}

// AtPhase names a phase.
type AtPhase struct {
	At
	Phase string `path:"phase" maxLength:"60"`
}

func findPhase(q database.Query, at AtPhase) (Found[models.Phase], error) {
	phase, err := models.FindPhase(q, at.Process, at.Phase)
	return Found[models.Phase]{Object: phase, What: "phase", Process: phase.ProcessID}, err
}

// reach moves the process forward to a phase, with an entry, unless it was
// reached before.
func (c *Call) reach(kind models.PhaseKind) error {
	phase, err := models.ReachPhase(c.Tx, c.Process, kind)
	if err != nil || phase == nil {
		return err
	}
	return c.enter(access.PhaseMove, "phase/"+phase.ID, string(kind))
}

// OpenPhase moves a process forward.
var OpenPhase = Write[AtPhase, models.Phase, Phase]{
	Verb: access.PhaseMove,
	Find: findPhase,
	Do: func(c *Call, _ AtPhase, p models.Phase) (Phase, error) {
		if err := c.isTime(p.OpensAt); err != nil {
			return Phase{}, err
		}
		return c.openPhase(p)
	},
}

func (c *Call) openPhase(p models.Phase) (Phase, error) {
	c.About("phase", p.ID)
	c.Note("%s", p.Kind)
	opened, err := models.OpenPhase(c.Tx, p)
	return phaseOf(opened), err
}

// ClosePhase ends a phase on its date: the next one opens.
var ClosePhase = Write[AtPhase, models.Phase, Phase]{
	Verb: access.PhaseMove,
	Find: findPhase,
	Do: func(c *Call, _ AtPhase, p models.Phase) (Phase, error) {
		if p.State != models.PhaseOpen {
			return Phase{}, fault.New(fault.Closed, "This phase is not open.")
		}
		if err := c.isTime(p.ClosesAt); err != nil {
			return Phase{}, err
		}
		next, err := models.NextPhase(c.Query, p)
		if err != nil {
			return Phase{}, err
		}
		return c.openPhase(next)
	},
}

// Dates is the input of DatePhase.
type Dates struct {
	AtPhase
	Body struct {
		OpensAt  *time.Time `json:"opens_at,omitempty"`
		ClosesAt *time.Time `json:"closes_at,omitempty"`
	}
}

// DatePhase says when a phase is meant to open and close.
var DatePhase = Write[Dates, models.Phase, Phase]{
	Verb: access.PhaseDate,
	Find: func(q database.Query, in Dates) (Found[models.Phase], error) { return findPhase(q, in.AtPhase) },
	Do: func(c *Call, in Dates, p models.Phase) (Phase, error) {
		c.About("phase", p.ID)
		if p.State == models.PhaseClosed {
			return Phase{}, fault.New(fault.Closed, "This phase is over; its dates stay as they were.")
		}
		for field, at := range map[string]*time.Time{"opens_at": in.Body.OpensAt, "closes_at": in.Body.ClosesAt} {
			if at != nil {
				if err := plausible(field, *at); err != nil {
					return Phase{}, err
				}
			}
		}
		p.OpensAt, p.ClosesAt = in.Body.OpensAt, in.Body.ClosesAt
		dated, err := models.DatePhase(c.Tx, p)
		if err != nil {
			return Phase{}, err
		}
		return phaseOf(dated), c.laterPhase(dated)
	},
}

// laterPhase moves the process on by itself on the dates of a phase.
func (c *Call) laterPhase(p models.Phase) error {
	var errs []error
	if p.State == models.PhaseComing && p.OpensAt != nil {
		errs = append(errs, c.Service.Jobs.Later(c.Context, c.Tx, Task{Deed: DeedOpenPhase, ID: p.ID, Note: p.ProcessID, At: *p.OpensAt}))
	}
	if p.ClosesAt != nil {
		errs = append(errs, c.Service.Jobs.Later(c.Context, c.Tx, Task{Deed: DeedClosePhase, ID: p.ID, Note: p.ProcessID, At: *p.ClosesAt}))
	}
	return errors.Join(errs...)
}
