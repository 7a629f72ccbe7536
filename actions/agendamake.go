package actions

import (
	"fmt"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// NewAgenda is the input of MakeAgenda.
type NewAgenda struct {
	At
	Body struct {
		Round       string       `json:"round" maxLength:"60" doc:"A closed round of this process"`
		Title       string       `json:"title" minLength:"1" maxLength:"160"`
		Place       string       `json:"place,omitempty" maxLength:"300"`
		Link        string       `json:"link,omitempty" maxLength:"500" doc:"Where one joins from afar: http or https"`
		StartsAt    time.Time    `json:"starts_at"`
		Minutes     int          `json:"minutes,omitempty" minimum:"0" maximum:"4320" doc:"From its start to its end; 0: as long as its items"`
		Slack       int          `json:"slack,omitempty" minimum:"0" maximum:"1440" doc:"Minutes kept free before the end"`
		MinutesEach int          `json:"minutes_each,omitempty" minimum:"0" maximum:"1440" doc:"For each item, if the round was not about minutes"`
		LeastPart   int          `json:"least_part,omitempty" minimum:"0" maximum:"100" doc:"To how many percent of its minutes an item may be shortened; 0 is 100"`
		Fixed       []FixedPoint `json:"fixed,omitempty" maxItems:"40" doc:"Breaks and other parts that nobody voted on"`
	}
}

// A FixedPoint is a break, or another part of a meeting at a time that nothing
// moves.
type FixedPoint struct {
	Title   string `json:"title" minLength:"1" maxLength:"160"`
	Kind    string `json:"kind" enum:"fixed,break"`
	Start   int    `json:"start" minimum:"0" maximum:"4320" doc:"Minutes from the start of the meeting"`
	Minutes int    `json:"minutes" minimum:"1" maximum:"1440"`
}

// MakeAgenda turns the outcome of a round into an agenda: as many items as fit
// into the time, in its order.
var MakeAgenda = Write[NewAgenda, models.Round, Agenda]{
	Verb: access.AgendaMake,
	Find: func(q database.Query, in NewAgenda) (Found[models.Round], error) {
		round, err := models.FindRound(q, in.Process, in.Body.Round)
		return Found[models.Round]{Object: round, What: "round", Process: in.Process, State: round.State}, err
	},
	Do: func(c *Call, in NewAgenda, r models.Round) (Agenda, error) {
		b := in.Body
		title, err := cleanTitle(b.Title)
		if err != nil {
			return Agenda{}, err
		}
		link, err := cleanLink("link", b.Link)
		if err != nil {
			return Agenda{}, err
		}
		agenda, err := c.makeAgenda(r, models.Agenda{
			Title: title, Place: text.Line(b.Place), Link: link, StartsAt: b.StartsAt, Minutes: b.Minutes, Slack: b.Slack,
		}, source{minutesEach: b.MinutesEach, leastPart: b.LeastPart, fixed: b.Fixed})
		if err != nil {
			return Agenda{}, err
		}
		return c.agenda(agenda)
	},
}

// A source says how an outcome becomes slots.
type source struct {
	minutesEach int
	leastPart   int // percent; 0 is all
	fixed       []FixedPoint
}

func (c *Call) makeAgenda(r models.Round, a models.Agenda, from source) (models.Agenda, error) {
	if err := plausible("starts_at", a.StartsAt); err != nil {
		return models.Agenda{}, err
	}
	if r.Unit != models.UnitMinutes && from.minutesEach == 0 {
		return models.Agenda{}, fault.Field("minutes_each",
			"This round was about %s. How many minutes does each item get?", r.Unit)
	}
	chosen, err := c.slotsOf(r, from)
	if err != nil {
		return models.Agenda{}, err
	}
	slots, err := fixedSlots(from.fixed)
	if err != nil {
		return models.Agenda{}, err
	}
	for _, s := range chosen {
		if s.Rank > 0 {
			slots = append(slots, s)
		}
	}
	for i := range slots {
		slots[i].ID = models.NewID() // the fit tells them apart
	}
	a.ProcessID, a.RoundID = r.ProcessID, r.ID
	if a.Minutes > 0 {
		t, err := c.timetable(a, slots)
		if err != nil {
			return models.Agenda{}, err
		}
		slots = t.apply()
	}
	made, err := models.NewAgenda(c.Tx, a, slots)
	c.About("agenda", made.ID)
	return made, err
}

func fixedSlots(fixed []FixedPoint) ([]models.Slot, error) {
	slots := make([]models.Slot, len(fixed))
	for i, f := range fixed {
		title := text.Line(f.Title)
		if !text.Readable(title) {
			return nil, fault.Field(fmt.Sprintf("fixed[%d].title", i), "Please write a title.")
		}
		slots[i] = models.Slot{
			Kind: f.Kind, Title: title, Minutes: f.Minutes, Wished: f.Minutes, Least: f.Minutes, Pinned: f.Start,
		}
	}
	return slots, nil
}

// slotsOf are all options of a closed round as slots, those that were chosen in
// their order and with their rank, then the others without one.
func (l *Look) slotsOf(r models.Round, from source) ([]models.Slot, error) {
	outcome, err := l.outcome(r)
	if err != nil {
		return nil, err
	}
	options, err := models.ListOptions(l.Query, r.ID)
	if err != nil {
		return nil, err
	}
	slots := make([]models.Slot, len(outcome.Items))
	for i, item := range outcome.Items {
		minutes := from.minutesEach
		if r.Unit == models.UnitMinutes {
			minutes = int(item.Cost / r.Scale)
		}
		minutes = max(1, minutes)
		slots[i] = models.Slot{
			RoundID: r.ID, OptionKey: item.Key, Kind: item.Kind, Title: item.Title, Text: options[item.Number-1].Text,
			Rank: item.Place, Support: int64(item.Supporters), Reason: item.Reason,
			Minutes: minutes, Wished: minutes, Least: least(minutes, from.leastPart), Pinned: models.Unpinned,
		}
	}
	return slots, nil
}

// least is a part of minutes in percent, rounded up to whole minutes.
func least(minutes, percent int) int {
	if percent == 0 {
		return minutes
	}
	return max(1, (minutes*percent+99)/100)
}

// fromRound takes an option of another closed round of the process, or one that
// was not chosen.
func (e *slotEditor) fromRound(at, roundID, key string) (models.Slot, error) {
	round, err := models.FindRound(e.Query, e.agenda.ProcessID, roundID)
	if fault.KindOf(err) == fault.NotFound || err == nil && round.State != access.Closed {
		return models.Slot{}, fault.Field(at+".round", "There is no such closed round.")
	}
	if err != nil {
		return models.Slot{}, err
	}
	if e.rounds[round.ID] == nil {
		slots, err := e.slotsOf(round, source{minutesEach: usualMinutes})
		if err != nil {
			return models.Slot{}, err
		}
		e.rounds[round.ID] = slots
	}
	for _, s := range e.rounds[round.ID] {
		if s.OptionKey == key {
			return s, e.once(at, s)
		}
	}
	return models.Slot{}, fault.Field(at+".key", "This round has no such option.")
}

// usualMinutes is what an item gets to begin with if nobody voted on minutes.
const usualMinutes = 10

// once refuses what stands on the agenda already.
func (e *slotEditor) once(at string, s models.Slot) error {
	for _, other := range e.slots {
		if other.RoundID == s.RoundID && other.OptionKey == s.OptionKey {
			return fault.Field(at+".key", "“%s” stands here already.", s.Title)
		}
	}
	return nil
}

// carried takes what was left out of an earlier agenda of the process.
func (e *slotEditor) carried(at, id string) (models.Slot, error) {
	waiting, err := models.ListLeftOut(e.Query, e.agenda.ProcessID)
	if err != nil {
		return models.Slot{}, err
	}
	for _, s := range waiting {
		if s.ID == id && s.AgendaID != e.agenda.ID {
			earlier, err := models.FindAgenda(e.Query, e.agenda.ProcessID, s.AgendaID)
			s.CarriedFrom, s.LeftOut, s.Departure = s.ID, false, ""
			s.Reason = fmt.Sprintf("%s It did not find its place on “%s”.", s.Reason, earlier.Title)
			return s, err
		}
	}
	return models.Slot{}, fault.Field(at+".carried_from", "This is not waiting any more.")
}
