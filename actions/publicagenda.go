package actions

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/export"
	"github.com/folkmoot/folkmoot/models"
)

// A document is what is kept of an agenda when it is published: all that the
// public page needs, so that later changes cannot reach it.
type document struct {
	ProcessName string         `json:"process_name"`
	Purpose     string         `json:"purpose"`
	TimeZone    string         `json:"time_zone"`
	Agenda      string         `json:"agenda"`
	Title       string         `json:"title"`
	Place       string         `json:"place"`
	Link        string         `json:"link,omitempty"`
	StartsAt    time.Time      `json:"starts_at"`
	Minutes     int            `json:"minutes,omitempty"`
	Cancelled   bool           `json:"cancelled,omitempty"`
	PublishedBy string         `json:"published_by"`
	Method      string         `json:"method"`
	OrderReason string         `json:"order_reason,omitempty"`
	Slots       []documentSlot `json:"slots"`
	Left        []documentSlot `json:"left,omitempty"`
	Gone        []documentSlot `json:"gone,omitempty"` // slots of earlier versions
	Changes     []string       `json:"changes,omitempty"`
}

type documentSlot struct {
	ID        string           `json:"id"`
	Kind      string           `json:"kind"`
	Title     string           `json:"title"`
	Text      string           `json:"text"`
	Start     *int             `json:"start,omitempty"` // minutes from the beginning; absent in the first versions
	Minutes   int              `json:"minutes"`
	Reason    string           `json:"reason"`
	Departure string           `json:"departure,omitempty"`
	About     models.SlotAbout `json:"about"`
	Parts     []documentSlot   `json:"parts,omitempty"`
}

func (c *Call) document(a models.Agenda, t *timetable) (document, error) {
	process, err := models.FindProcess(c.Query, a.ProcessID)
	if err != nil {
		return document{}, err
	}
	purpose, err := models.FindPurpose(c.Query, a.ProcessID)
	if err != nil {
		return document{}, err
	}
	names, err := models.Names(c.Query, a.ProcessID, []string{c.Member.ID})
	if err != nil {
		return document{}, err
	}
	method, err := c.method(a, t)
	kept := document{
		ProcessName: process.Name, Purpose: purpose.Text, TimeZone: process.TimeZone, Agenda: a.ID,
		Title: a.Title, Place: a.Place, Link: a.Link, StartsAt: a.StartsAt, Minutes: t.room.Minutes, Cancelled: a.Cancelled,
		PublishedBy: names[c.Member.ID], Method: method, Slots: []documentSlot{},
	}
	if t.orderDeparts() {
		kept.OrderReason = a.OrderReason
	}
	for _, s := range t.byTime() {
		kept.Slots = append(kept.Slots, t.kept(s))
	}
	for _, s := range t.leftOut() {
		kept.Left = append(kept.Left, t.kept(s))
	}
	return kept, err
}

// method says how the items were chosen, for each round that they come from.
func (c *Call) method(a models.Agenda, t *timetable) (string, error) {
	rounds := []string{a.RoundID}
	for _, s := range t.slots {
		if s.Voted() && !slices.Contains(rounds, s.RoundID) {
			rounds = append(rounds, s.RoundID)
		}
	}
	var texts []string
	for _, id := range rounds {
		round, err := models.FindRound(c.Query, a.ProcessID, id)
		if err != nil {
			return "", err
		}
		if text := ruleOf(round).Text; !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, " "), nil
}

// kept is what is published of a slot.
func (t *timetable) kept(s models.Slot) documentSlot {
	kept := documentSlot{
		ID: s.ID, Kind: s.Kind, Title: s.Title, Text: s.Text, Minutes: s.Minutes, Reason: t.why(s), About: s.About,
	}
	if t.departs(s) {
		kept.Departure = s.Departure
	}
	at := 0
	if timed, has := t.timed[s.ID]; has {
		at = timed.Start
		kept.Start = &timed.Start
	}
	for _, p := range t.parts[s.ID] {
		kept.Parts = append(kept.Parts, documentSlot{ID: p.ID, Title: p.Title, Start: new(at), Minutes: p.Minutes, About: p.About})
		at += p.Minutes
	}
	return kept
}

// why says why a slot is here, or is not, and where its minutes are others than
// people voted on.
func (t *timetable) why(s models.Slot) string {
	if s.LeftOut {
		for _, l := range t.plan.Left {
			if l.Key == s.ID {
				return l.Reason()
			}
		}
		return s.Departure
	}
	if !t.voted[s.RoundID] || s.Minutes == s.Wished {
		return s.Reason
	}
	why := fmt.Sprintf("%s People voted on %d minutes", s.Reason, s.Wished)
	for _, slot := range t.plan.Slots {
		if slot.Key == s.ID && slot.Minutes == s.Minutes {
			return why + ". " + slot.Share.Reason()
		}
	}
	return fmt.Sprintf("%s; the organisers gave it %d.", why, s.Minutes)
}

func readDocument(p models.Publication) (document, error) {
	var kept document
	if err := json.Unmarshal([]byte(p.Document), &kept); err != nil {
		return kept, fmt.Errorf("read publication %s: %w", p.ID, err)
	}
	return kept, nil
}

// ReadPublicAgenda gives anybody what was published last in a process.
var ReadPublicAgenda = Read[At, models.Publication, export.Agenda]{
	Verb: access.AgendaPublic,
	Find: func(q database.Query, at At) (Found[models.Publication], error) {
		publication, err := models.FindPublication(q, at.Process)
		return Found[models.Publication]{Object: publication, What: "agenda"}, err
	},
	Show: func(l *Look, _ At, p models.Publication) (export.Agenda, error) { return l.exported(p) },
}

func (l *Look) exported(p models.Publication) (export.Agenda, error) {
	kept, err := readDocument(p)
	return kept.agenda(p, l.Service.BaseURL), err
}

func (d document) agenda(p models.Publication, baseURL string) export.Agenda {
	agenda := export.Agenda{
		ID: d.Agenda, ProcessID: p.ProcessID, ProcessName: d.ProcessName, Purpose: d.Purpose,
		Title: d.Title, Place: d.Place, Location: models.Process{TimeZone: d.TimeZone}.Location(),
		StartsAt: d.StartsAt, EndsAt: d.StartsAt, PublishedAt: p.PublishedAt, PublishedBy: d.PublishedBy,
		Version: p.Version, URL: baseURL + agendaPath(p.ProcessID), Method: d.Method,
	}
	for _, s := range d.Slots {
		begins := agenda.EndsAt
		if s.Start != nil {
			begins = d.StartsAt.Add(minutes(*s.Start))
		}
		agenda.EndsAt = begins.Add(minutes(s.Minutes))
		agenda.Slots = append(agenda.Slots, export.Slot{
			ID: s.ID, Title: s.Title, Kind: s.Kind, Minutes: s.Minutes,
			StartsAt: begins, EndsAt: agenda.EndsAt, Reason: s.Reason, Text: s.Text,
		})
	}
	if end := d.StartsAt.Add(minutes(d.Minutes)); end.After(agenda.EndsAt) {
		agenda.EndsAt = end
	}
	return agenda
}
