package actions

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// An Agenda is the timed list of items for one meeting, as members see it.
type Agenda struct {
	ID               string        `json:"id"`
	Process          string        `json:"process"`
	Round            string        `json:"round"`
	Title            string        `json:"title"`
	Place            string        `json:"place"`
	StartsAt         time.Time     `json:"starts_at"`
	EndsAt           time.Time     `json:"ends_at"`
	TimeZone         string        `json:"time_zone"`
	State            access.State  `json:"state" enum:"draft,published"`
	Version          int           `json:"version"`
	PublishedVersion int           `json:"published_version" doc:"0 if it never was"`
	PublishedAt      *time.Time    `json:"published_at"`
	URL              string        `json:"url" doc:"Where the public reads it once it is published"`
	Slots            []Slot        `json:"slots"`
	Can              []access.Verb `json:"can"`
}

// A Slot is one timed place on an agenda.
type Slot struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Kind     string    `json:"kind" enum:"agenda_item,symbolic_change,"`
	Minutes  int       `json:"minutes"`
	StartsAt time.Time `json:"starts_at"`
	EndsAt   time.Time `json:"ends_at"`
	Reason   string    `json:"reason" doc:"Why it is on the agenda"`
}

// AtAgenda names an agenda.
type AtAgenda struct {
	Agenda string `path:"agenda" maxLength:"60"`
}

func findAgenda(q database.Query, at AtAgenda) (Found[models.Agenda], error) {
	found, err := inScope[models.Agenda](q, "agenda", at.Agenda)
	found.State = found.Object.State()
	return found, err
}

// ReadAgenda shows an agenda as it is worked on.
var ReadAgenda = Read[AtAgenda, models.Agenda, Agenda]{
	Verb: access.AgendaRead,
	Find: findAgenda,
	Show: func(l *Look, _ AtAgenda, a models.Agenda) (Agenda, error) { return l.agenda(a) },
}

func (l *Look) agenda(a models.Agenda) (Agenda, error) {
	process, err := models.FindProcess(l.Query, a.ProcessID)
	if err != nil {
		return Agenda{}, err
	}
	slots, err := models.ListSlots(l.Query, a.ID)
	view := Agenda{
		ID: a.ID, Process: a.ProcessID, Round: a.RoundID, Title: a.Title, Place: a.Place, TimeZone: process.TimeZone,
		StartsAt: a.StartsAt, State: a.State(), Version: a.Version, PublishedVersion: a.PublishedVersion,
		PublishedAt: a.PublishedAt, URL: agendaPath(a.ProcessID),
		Can: l.can(a.State(), "", access.AgendaEdit, access.AgendaPublish),
	}
	view.Slots, view.EndsAt = timed(a.StartsAt, slots)
	return view, err
}

// timed gives slots their times: each begins when the one before ends.
func timed(start time.Time, rows []models.Slot) (slots []Slot, end time.Time) {
	slots = make([]Slot, len(rows))
	for i, row := range rows {
		end = start.Add(time.Duration(row.Minutes) * time.Minute)
		slots[i] = Slot{
			ID: row.ID, Title: row.Title, Kind: row.Kind, Minutes: row.Minutes,
			StartsAt: start, EndsAt: end, Reason: row.Reason,
		}
		start = end
	}
	return slots, start
}

// An AgendaSummary is one line of a list of agendas.
type AgendaSummary struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	StartsAt time.Time    `json:"starts_at"`
	State    access.State `json:"state" enum:"draft,published"`
	Version  int          `json:"version"`
}

// Agendas is the input of ListAgendas.
type Agendas struct {
	At
	Paged
}

// ListAgendas lists the agendas of a process, the newest first.
var ListAgendas = Read[Agendas, models.Process, List[AgendaSummary]]{
	Verb: access.AgendaList,
	Find: inProcess[Agendas],
	Show: func(l *Look, in Agendas, p models.Process) (List[AgendaSummary], error) {
		page := in.page()
		page.Newest = true
		rows, next, err := models.ListAgendas(l.Query, p.ID, page)
		return listed(rows, next, err, func(a models.Agenda) AgendaSummary {
			return AgendaSummary{ID: a.ID, Title: a.Title, StartsAt: a.StartsAt, State: a.State(), Version: a.Version}
		})
	},
}

// NewAgenda is the input of MakeAgenda.
type NewAgenda struct {
	At
	Body struct {
		Round       string    `json:"round" maxLength:"60" doc:"A closed round of this process"`
		Title       string    `json:"title" minLength:"1" maxLength:"160"`
		Place       string    `json:"place,omitempty" maxLength:"300" doc:"A place or a link"`
		StartsAt    time.Time `json:"starts_at"`
		MinutesEach int       `json:"minutes_each,omitempty" minimum:"0" maximum:"1440" doc:"For each item, if the round was not about minutes"`
	}
}

// MakeAgenda turns the outcome of a round into an agenda, in its order.
var MakeAgenda = Write[NewAgenda, models.Round, Agenda]{
	Verb: access.AgendaMake,
	Find: func(q database.Query, in NewAgenda) (Found[models.Round], error) {
		round, err := models.FindRound(q, in.Process, in.Body.Round)
		return Found[models.Round]{Object: round, What: "round", Process: in.Process, State: round.State}, err
	},
	Do: func(c *Call, in NewAgenda, r models.Round) (Agenda, error) {
		title, err := cleanTitle(in.Body.Title)
		if err != nil {
			return Agenda{}, err
		}
		agenda, err := c.makeAgenda(r, models.Agenda{
			Title: title, Place: text.Line(in.Body.Place), StartsAt: in.Body.StartsAt,
		}, in.Body.MinutesEach)
		if err != nil {
			return Agenda{}, err
		}
		return c.agenda(agenda)
	},
}

func (c *Call) makeAgenda(r models.Round, a models.Agenda, minutesEach int) (models.Agenda, error) {
	if err := plausible("starts_at", a.StartsAt); err != nil {
		return models.Agenda{}, err
	}
	if r.Unit != models.UnitMinutes && minutesEach == 0 {
		return models.Agenda{}, fault.Field("minutes_each",
			"This round was about %s. How many minutes does each item get?", r.Unit)
	}
	outcome, err := c.outcome(r)
	if err != nil {
		return models.Agenda{}, err
	}
	options, err := models.ListOptions(c.Query, r.ID)
	if err != nil {
		return models.Agenda{}, err
	}
	a.ProcessID, a.RoundID = r.ProcessID, r.ID
	made, err := models.NewAgenda(c.Tx, a, slotsFrom(r, outcome, options, minutesEach))
	c.About("agenda", made.ID)
	return made, err
}

func slotsFrom(r models.Round, outcome Outcome, options []models.Option, minutesEach int) []models.Slot {
	var slots []models.Slot
	for _, item := range outcome.Items {
		if !item.Selected {
			continue
		}
		minutes := minutesEach
		if r.Unit == models.UnitMinutes {
			minutes = int(item.Cost / r.Scale)
		}
		slots = append(slots, models.Slot{
			OptionKey: item.Key, Kind: item.Kind, Title: item.Title, Text: options[item.Number-1].Text,
			Minutes: max(1, minutes), Reason: item.Reason,
		})
	}
	return slots
}

// ChangedAgenda is the input of ChangeAgenda.
type ChangedAgenda struct {
	AtAgenda
	Body struct {
		Title    string       `json:"title" minLength:"1" maxLength:"160"`
		Place    string       `json:"place,omitempty" maxLength:"300"`
		StartsAt time.Time    `json:"starts_at"`
		Slots    []SlotChange `json:"slots" maxItems:"400" doc:"All of them, in the order wanted"`
		Version  int          `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// A SlotChange says how long a slot is.
type SlotChange struct {
	ID      string `json:"id" maxLength:"60"`
	Minutes int    `json:"minutes" minimum:"1" maximum:"1440"`
}

// ChangeAgenda writes when and where the meeting is, and how long each item gets.
var ChangeAgenda = Write[ChangedAgenda, models.Agenda, Agenda]{
	Verb: access.AgendaEdit,
	Find: func(q database.Query, in ChangedAgenda) (Found[models.Agenda], error) {
		return findAgenda(q, in.AtAgenda)
	},
	Do: func(c *Call, in ChangedAgenda, a models.Agenda) (Agenda, error) {
		title, err := cleanTitle(in.Body.Title)
		if err != nil {
			return Agenda{}, err
		}
		if err := plausible("starts_at", in.Body.StartsAt); err != nil {
			return Agenda{}, err
		}
		slots, err := c.sameSlots(a, in.Body.Slots)
		if err != nil {
			return Agenda{}, err
		}
		a.Title, a.Place, a.StartsAt = title, text.Line(in.Body.Place), in.Body.StartsAt
		a.Version = in.Body.Version
		c.About("agenda", a.ID)
		changed, err := models.ChangeAgenda(c.Tx, a, slots)
		if err != nil {
			return Agenda{}, err
		}
		return c.agenda(changed)
	},
}

// sameSlots checks that exactly the slots of the agenda are there, each once.
func (c *Call) sameSlots(a models.Agenda, changes []SlotChange) ([]models.Slot, error) {
	present, err := models.ListSlots(c.Query, a.ID)
	if err != nil {
		return nil, err
	}
	missing := make(map[string]bool, len(present))
	for _, slot := range present {
		missing[slot.ID] = true
	}
	slots := make([]models.Slot, len(changes))
	for i, change := range changes {
		if !missing[change.ID] {
			return nil, fault.Field(fmt.Sprintf("slots[%d].id", i), "This item is not on the agenda, or stands here twice.")
		}
		delete(missing, change.ID)
		slots[i] = models.Slot{ID: change.ID, Minutes: change.Minutes}
	}
	if len(missing) > 0 {
		return nil, fault.Field("slots", "Name every item of the agenda; %d are missing.", len(missing))
	}
	return slots, nil
}

// Publication is the input of PublishAgenda.
type Publication struct {
	AtAgenda
	Body struct {
		Version int `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// PublishAgenda shows an agenda to everybody, as it is now.
var PublishAgenda = Write[Publication, models.Agenda, Agenda]{
	Verb: access.AgendaPublish,
	Find: func(q database.Query, in Publication) (Found[models.Agenda], error) {
		return findAgenda(q, in.AtAgenda)
	},
	Do: func(c *Call, in Publication, a models.Agenda) (Agenda, error) {
		if a.Version != in.Body.Version {
			return Agenda{}, models.Stale("agenda")
		}
		published, err := c.publish(a)
		if err != nil {
			return Agenda{}, err
		}
		return c.agenda(published)
	},
}

func (c *Call) publish(a models.Agenda) (models.Agenda, error) {
	document, err := c.document(a)
	if err != nil {
		return models.Agenda{}, err
	}
	encoded, err := json.Marshal(document)
	if err != nil {
		return models.Agenda{}, fmt.Errorf("publish agenda %s: %w", a.ID, err)
	}
	c.About("agenda", a.ID)
	c.Note("version %d", a.Version)
	published, err := models.Publish(c.Tx, a, string(encoded))
	if err != nil {
		return models.Agenda{}, err
	}
	return published, c.reach(models.PhaseAct)
}
