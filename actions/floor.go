package actions

import (
	"cmp"
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Floor is who speaks at a meeting, and who wants to.
type Floor struct {
	Speaking *Speaker  `json:"speaking"`
	Waiting  []Speaker `json:"waiting" doc:"Who has spoken least often first, then whose side has spoken least, then who asked first"`
	Sides    []Side    `json:"sides" doc:"How long each has spoken"`
}

// A Speaker is somebody who asked for the floor.
type Speaker struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Side    string     `json:"side" doc:"For whom they speak, in their words"`
	Slot    string     `json:"slot"`
	Mine    bool       `json:"mine"`
	Times   int        `json:"times" doc:"How often they have spoken at this meeting"`
	BeganAt *time.Time `json:"began_at"`
}

// A Side is those for whom somebody spoke, with the time that they had.
type Side struct {
	Name    string `json:"name"`
	Seconds int    `json:"seconds"`
	Times   int    `json:"times"`
}

func (l *Look) floor(a models.Agenda) (Floor, error) {
	rows, err := models.ListSpeakers(l.Query, a.ID)
	floor := Floor{Waiting: []Speaker{}, Sides: []Side{}}
	sides, times := map[string]*Side{}, map[string]int{}
	for _, row := range rows {
		if row.Waits() {
			continue
		}
		times[who(row)]++
		until := l.Now
		if row.EndedAt != nil {
			until = *row.EndedAt
		}
		if sides[row.Side] == nil {
			sides[row.Side] = &Side{Name: row.Side}
		}
		sides[row.Side].Seconds += int(until.Sub(*row.BeganAt) / time.Second)
		sides[row.Side].Times++
	}
	for _, row := range rows {
		view := Speaker{
			ID: row.ID, Name: row.Name, Side: row.Side, Slot: row.SlotID, BeganAt: row.BeganAt,
			Mine: row.MemberID != "" && row.MemberID == l.Member.ID, Times: times[who(row)],
		}
		switch {
		case row.Speaks():
			floor.Speaking = &view
		case row.Waits():
			floor.Waiting = append(floor.Waiting, view)
		}
	}
	for _, side := range sides {
		floor.Sides = append(floor.Sides, *side)
	}
	slices.SortFunc(floor.Sides, func(a, b Side) int {
		return cmp.Or(cmp.Compare(b.Seconds, a.Seconds), cmp.Compare(a.Name, b.Name))
	})
	slices.SortStableFunc(floor.Waiting, func(a, b Speaker) int { // they stand as they asked
		return cmp.Or(cmp.Compare(a.Times, b.Times), cmp.Compare(spoken(sides, a.Side), spoken(sides, b.Side)))
	})
	return floor, err
}

// who tells speakers apart: members by what they are, others by their names.
func who(s models.Speaker) string { return cmp.Or(s.MemberID, text.Fold(s.Name)) }

// spoken is how long a side has spoken; nobody is behind for speaking for nobody.
func spoken(sides map[string]*Side, name string) int {
	if sides[name] == nil || name == "" {
		return 0
	}
	return sides[name].Seconds
}

// Asking is the input of AskForFloor.
type Asking struct {
	AtAgenda
	Body struct {
		Side string `json:"side,omitempty" maxLength:"80" doc:"For whom, if for somebody"`
	}
}

// AskForFloor puts oneself on the list of speakers.
var AskForFloor = lead(access.FloorAsk, func(in Asking) AtAgenda { return in.AtAgenda }, func(c *Call, in Asking, a models.Agenda) error {
	names, err := models.Names(c.Query, a.ProcessID, []string{c.Member.ID})
	if err != nil {
		return err
	}
	return c.askFor(a, models.Speaker{MemberID: c.Member.ID, Name: names[c.Member.ID], Side: text.Line(in.Body.Side)})
})

func (c *Call) askFor(a models.Agenda, s models.Speaker) error {
	m, err := models.FindMeeting(c.Query, a.ID)
	if err != nil {
		return err
	}
	s.AgendaID, s.SlotID = a.ID, m.SlotID
	_, err = models.AskToSpeak(c.Tx, s)
	return err
}

// Adding is the input of AddSpeaker.
type Adding struct {
	AtAgenda
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"160"`
		Side string `json:"side,omitempty" maxLength:"80" doc:"For whom, if for somebody"`
	}
}

// AddSpeaker puts somebody on the list who has no device at hand.
var AddSpeaker = lead(access.FloorAdd, func(in Adding) AtAgenda { return in.AtAgenda }, func(c *Call, in Adding, a models.Agenda) error {
	name := text.Line(in.Body.Name)
	if !text.Readable(name) {
		return fault.Field("name", "Who wants to speak?")
	}
	return c.askFor(a, models.Speaker{Name: name, Side: text.Line(in.Body.Side)})
})

// AtSpeaker names somebody on the list of speakers.
type AtSpeaker struct {
	AtAgenda
	Speaker string `path:"speaker" maxLength:"60"`
}

// LeaveFloor takes oneself off the list, or, as an organiser, somebody else.
var LeaveFloor = Write[AtSpeaker, models.Agenda, Accepted]{
	Verb: access.FloorLeave,
	Find: func(q database.Query, in AtSpeaker) (Found[models.Agenda], error) { return findAgenda(q, in.AtAgenda) },
	Do: func(c *Call, in AtSpeaker, a models.Agenda) (Accepted, error) {
		c.About("meeting", a.ID)
		speaker, err := models.FindSpeaker(c.Query, a.ID, in.Speaker)
		if err != nil {
			return Accepted{}, err
		}
		if speaker.MemberID != c.Member.ID && !c.organises() {
			return Accepted{}, fault.New(fault.Forbidden, "Only they themselves, or an organiser, can take this person off the list.")
		}
		return Accepted{}, models.RemoveSpeaker(c.Tx, a.ID, in.Speaker)
	},
}

// Giving is the input of GiveFloor.
type Giving struct {
	AtAgenda
	Body struct {
		Speaker string `json:"speaker" maxLength:"60" doc:"Who speaks now; empty for nobody"`
	}
}

// GiveFloor ends whoever speaks, and lets somebody begin.
var GiveFloor = lead(access.FloorGive, func(in Giving) AtAgenda { return in.AtAgenda }, func(c *Call, in Giving, a models.Agenda) error {
	return models.GiveFloor(c.Tx, a.ID, in.Body.Speaker)
})
