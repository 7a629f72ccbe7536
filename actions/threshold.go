package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/models"
)

// A Threshold is how many supporters a proposal should have before it stands in a
// round.
type Threshold struct {
	Support int           `json:"support" doc:"That the group chose; 0 if none are asked for"`
	Room    int           `json:"room" doc:"Minutes of a meeting, by which it rises; 0 if it does not"`
	Asked   int           `json:"asked" doc:"Minutes that proposals ask for together"`
	Needed  int           `json:"needed" doc:"Now: support × ⌈asked / room⌉, at most half of those who may vote"`
	Can     []access.Verb `json:"can"`
}

// ReadThreshold shows how many supporters a proposal should have.
var ReadThreshold = Read[At, models.Process, Threshold]{
	Verb: access.ThresholdRead,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (Threshold, error) { return l.threshold(p) },
}

func (l *Look) threshold(p models.Process) (Threshold, error) {
	wanted, err := models.FindWanted(l.Query, p.ID)
	return Threshold{
		Support: p.Support, Room: p.Room, Asked: wanted.Minutes, Needed: p.Needed(wanted.Minutes, wanted.People), Can: l.can(p.State(), nil, access.ThresholdSet),
	}, err
}

// NewThreshold is the input of SetThreshold.
type NewThreshold struct {
	At
	Body struct {
		Support int `json:"support" minimum:"0" maximum:"1000"`
		Room    int `json:"room" minimum:"0" maximum:"4320"`
	}
}

// SetThreshold chooses how many supporters a proposal should have.
var SetThreshold = Write[NewThreshold, models.Process, Threshold]{
	Verb: access.ThresholdSet,
	Find: inProcess[NewThreshold],
	Do: func(c *Call, in NewThreshold, p models.Process) (Threshold, error) {
		p.Threshold = models.Threshold{Support: in.Body.Support, Room: in.Body.Room}
		c.About("process", p.ID)
		c.Note("%d supporters, room %d", p.Support, p.Room)
		if err := models.SetThreshold(c.Tx, p, p.Threshold); err != nil {
			return Threshold{}, err
		}
		return c.threshold(p)
	},
}
