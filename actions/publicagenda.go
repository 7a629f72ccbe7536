package actions

import (
	"encoding/json"
	"fmt"
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
	StartsAt    time.Time      `json:"starts_at"`
	PublishedBy string         `json:"published_by"`
	Method      string         `json:"method"`
	Slots       []documentSlot `json:"slots"`
}

type documentSlot struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Title   string `json:"title"`
	Text    string `json:"text"`
	Minutes int    `json:"minutes"`
	Reason  string `json:"reason"`
}

func (c *Call) document(a models.Agenda) (document, error) {
	process, err := models.FindProcess(c.Query, a.ProcessID)
	if err != nil {
		return document{}, err
	}
	purpose, err := models.FindPurpose(c.Query, a.ProcessID)
	if err != nil {
		return document{}, err
	}
	round, err := models.FindRound(c.Query, a.ProcessID, a.RoundID)
	if err != nil {
		return document{}, err
	}
	names, err := models.Names(c.Query, a.ProcessID, []string{c.Member.ID})
	if err != nil {
		return document{}, err
	}
	voted, err := c.minutesVoted(round)
	if err != nil {
		return document{}, err
	}
	slots, err := models.ListSlots(c.Query, a.ID)
	kept := document{
		ProcessName: process.Name, Purpose: purpose.Text, TimeZone: process.TimeZone, Agenda: a.ID,
		Title: a.Title, Place: a.Place, StartsAt: a.StartsAt,
		PublishedBy: names[c.Member.ID], Method: ruleOf(round).Text,
	}
	for _, s := range slots {
		kept.Slots = append(kept.Slots, documentSlot{
			ID: s.ID, Kind: s.Kind, Title: s.Title, Text: s.Text, Minutes: s.Minutes,
			Reason: s.Reason + departure(s.Minutes, voted[s.OptionKey]),
		})
	}
	return kept, err
}

// minutesVoted are the minutes that people voted on, by option; none if the round
// was not about minutes.
func (c *Call) minutesVoted(r models.Round) (map[string]int, error) {
	minutes := map[string]int{}
	if r.Unit != models.UnitMinutes {
		return minutes, nil
	}
	options, err := models.ListOptions(c.Query, r.ID)
	for _, o := range options {
		minutes[o.Key] = int(o.Cost / r.Scale)
	}
	return minutes, err
}

// departure says where an agenda departs from what people voted on.
func departure(now, voted int) string {
	if voted == 0 || now == voted {
		return ""
	}
	return fmt.Sprintf(" People voted on %d minutes; the organisers gave it %d.", voted, now)
}

// ReadPublicAgenda gives anybody what was published last in a process.
var ReadPublicAgenda = Read[At, models.Publication, export.Agenda]{
	Verb: access.AgendaPublic,
	Find: func(q database.Query, at At) (Found[models.Publication], error) {
		publication, err := models.FindPublication(q, at.Process)
		return Found[models.Publication]{Object: publication, What: "agenda"}, err
	},
	Show: func(l *Look, _ At, p models.Publication) (export.Agenda, error) {
		var kept document
		if err := json.Unmarshal([]byte(p.Document), &kept); err != nil {
			return export.Agenda{}, fmt.Errorf("read publication %s: %w", p.ID, err)
		}
		return kept.agenda(p, l.Service.BaseURL), nil
	},
}

// ReadPublishedAgenda gives anybody what was published last of an agenda.
var ReadPublishedAgenda = Read[AtAgenda, models.Publication, export.Agenda]{
	Verb: access.AgendaPublic,
	Find: func(q database.Query, at AtAgenda) (Found[models.Publication], error) {
		publication, err := database.One[models.Publication](
			q.Where(map[string]any{"agenda_id": at.Agenda}).Order("id DESC"), "agenda")
		return Found[models.Publication]{Object: publication, What: "agenda"}, err
	},
	Show: func(l *Look, at AtAgenda, p models.Publication) (export.Agenda, error) {
		agenda, err := ReadPublicAgenda.Show(l, At{Process: p.ProcessID}, p)
		agenda.URL = l.Service.BaseURL + "/a/" + at.Agenda
		return agenda, err
	},
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
		agenda.EndsAt = begins.Add(time.Duration(s.Minutes) * time.Minute)
		agenda.Slots = append(agenda.Slots, export.Slot{
			ID: s.ID, Title: s.Title, Kind: s.Kind, Minutes: s.Minutes,
			StartsAt: begins, EndsAt: agenda.EndsAt, Reason: s.Reason, Text: s.Text,
		})
	}
	return agenda
}
