package actions

import (
	"crypto/subtle"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// lead is a Write of whoever leads a meeting, and shows it afterwards.
func lead[In any](verb access.Verb, at func(In) AtAgenda, do func(c *Call, in In, a models.Agenda) error) Write[In, models.Agenda, Meeting] {
	return Write[In, models.Agenda, Meeting]{
		Verb: verb,
		Find: func(q database.Query, in In) (Found[models.Agenda], error) { return findAgenda(q, at(in)) },
		Do: func(c *Call, in In, a models.Agenda) (Meeting, error) {
			c.About("meeting", a.ID)
			if err := c.Tx.Exclude("meeting/" + a.ID); err != nil { // one deed at a time
				return Meeting{}, err
			}
			if err := do(c, in, a); err != nil {
				return Meeting{}, err
			}
			a, err := models.FindAgenda(c.Query, a.ProcessID, a.ID)
			if err != nil {
				return Meeting{}, err
			}
			return c.meeting(a)
		},
	}
}

// itself is for inputs that name an agenda and nothing else.
func itself(at AtAgenda) AtAgenda { return at }

// StartMeeting begins the meeting of a published agenda.
var StartMeeting = lead(access.MeetingStart, itself, func(c *Call, _ AtAgenda, a models.Agenda) error {
	switch {
	case a.Cancelled:
		return fault.New(fault.Closed, "This meeting does not take place. Publish first that it does after all.")
	case a.Version != a.PublishedVersion:
		return fault.New(fault.Closed, "The agenda was changed since it was published. Publish it again, then begin.")
	}
	slots, err := models.ListSlots(c.Query, a.ID)
	if err != nil {
		return err
	}
	var turns []models.Turn
	for _, s := range slots {
		if onAgenda(s) {
			turns = append(turns, models.Turn{SlotID: s.ID, Minutes: s.Minutes})
		}
	}
	_, err = models.StartMeeting(c.Tx, a, models.RoomOf(a, slots).Minutes, turns)
	return err
})

// GoingOn is the input of GoOn.
type GoingOn struct {
	AtAgenda
	Body struct {
		Slot    string `json:"slot" maxLength:"60" doc:"What comes now; empty for nothing yet"`
		Version int    `json:"version" minimum:"1" doc:"The version of the meeting that was read"`
	}
}

// GoOn ends what a meeting is at, and begins something else.
var GoOn = lead(access.MeetingNext, func(in GoingOn) AtAgenda { return in.AtAgenda }, func(c *Call, in GoingOn, a models.Agenda) error {
	m, err := models.FindMeeting(c.Query, a.ID)
	if err != nil {
		return err
	}
	if m.SlotID != "" && m.SlotID != in.Body.Slot {
		if err := models.EndTurn(c.Tx, a.ID, m.SlotID); err != nil {
			return err
		}
	}
	if in.Body.Slot != "" && m.SlotID != in.Body.Slot {
		if err := models.BeginTurn(c.Tx, a.ID, in.Body.Slot); err != nil {
			return err
		}
	}
	m.SlotID, m.Version = in.Body.Slot, in.Body.Version
	_, err = models.ChangeMeeting(c.Tx, m)
	return err
})

// Replanning is the input of Replan.
type Replanning struct {
	AtAgenda
	Body struct {
		Way     string `json:"way" enum:"shorten,drop,end_later"`
		Version int    `json:"version" minimum:"1" doc:"The version of the meeting that was read"`
	}
}

// Replan brings a meeting that runs over to its end, in one of the ways that it
// was offered, as they are now.
var Replan = lead(access.MeetingReplan, func(in Replanning) AtAgenda { return in.AtAgenda }, func(c *Call, in Replanning, a models.Agenda) error {
	m, err := models.FindMeeting(c.Query, a.ID)
	if err != nil {
		return err
	}
	course, err := c.course(a, m)
	if err != nil {
		return err
	}
	remedy, err := course.remedy(in.Body.Way)
	if err != nil {
		return err
	}
	c.Note("%s", in.Body.Way)
	for _, slot := range remedy.Course.Slots {
		if err := models.PlanTurn(c.Tx, a.ID, slot.Key, slot.Minutes, false); err != nil {
			return err
		}
	}
	for _, id := range remedy.Dropped {
		if err := models.PlanTurn(c.Tx, a.ID, id, course.turns[id].Minutes, true); err != nil {
			return err
		}
	}
	m.Minutes, m.Version = max(m.Minutes, remedy.Course.End), in.Body.Version
	_, err = models.ChangeMeeting(c.Tx, m)
	return err
})

// Lengthening is the input of PlanTurn.
type Lengthening struct {
	AtAgenda
	Slot string `path:"slot" maxLength:"60"`
	Body struct {
		Minutes int  `json:"minutes" minimum:"1" maximum:"1440"`
		Dropped bool `json:"dropped" doc:"It does not come to its turn"`
		Version int  `json:"version" minimum:"1" doc:"The version of the meeting that was read"`
	}
}

// PlanTurn gives one item of a meeting other minutes, or drops it, or takes it up
// again.
var PlanTurn = lead(access.MeetingPlan, func(in Lengthening) AtAgenda { return in.AtAgenda }, func(c *Call, in Lengthening, a models.Agenda) error {
	m, err := models.FindMeeting(c.Query, a.ID)
	if err != nil {
		return err
	}
	if in.Body.Dropped && m.SlotID == in.Slot {
		return fault.Field("dropped", "This is being talked about. Go on to something else first.")
	}
	if err := models.PlanTurn(c.Tx, a.ID, in.Slot, in.Body.Minutes, in.Body.Dropped); err != nil {
		return err
	}
	m.Version = in.Body.Version
	_, err = models.ChangeMeeting(c.Tx, m)
	return err
})

// EndMeeting ends a meeting, and what it was at.
var EndMeeting = lead(access.MeetingEnd, itself, func(c *Call, _ AtAgenda, a models.Agenda) error {
	m, err := models.FindMeeting(c.Query, a.ID)
	if err != nil {
		return err
	}
	if m.SlotID != "" {
		if err := models.EndTurn(c.Tx, a.ID, m.SlotID); err != nil {
			return err
		}
	}
	if err := models.GiveFloor(c.Tx, a.ID, ""); err != nil {
		return err
	}
	_, err = models.EndMeeting(c.Tx, a, m)
	return err
})

// CheckingIn is the input of CheckIn.
type CheckingIn struct {
	AtAgenda
	Body struct {
		Code string `json:"code" maxLength:"20" doc:"As it stands on the big screen"`
	}
}

// CheckIn notes that one is there.
var CheckIn = lead(access.MeetingAttend, func(in CheckingIn) AtAgenda { return in.AtAgenda }, func(c *Call, in CheckingIn, a models.Agenda) error {
	m, err := models.FindMeeting(c.Query, a.ID)
	if err != nil {
		return err
	}
	digits := slices.DeleteFunc([]byte(strings.TrimSpace(in.Body.Code)), func(b byte) bool { return b == ' ' })
	if subtle.ConstantTimeCompare(digits, []byte(m.Code)) != 1 {
		return fault.Field("code", "This is not the code of this meeting. It stands on the big screen.")
	}
	return models.Attend(c.Tx, a.ID, c.Member.ID)
})
