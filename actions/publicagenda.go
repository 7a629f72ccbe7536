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
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
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
	Provable    bool           `json:"provable,omitempty"` // the round can be checked from its bundle
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

func (l *Look) document(a models.Agenda, t *timetable) (document, error) {
	process, err := models.FindProcess(l.Query, a.ProcessID)
	if err != nil {
		return document{}, err
	}
	purpose, err := models.FindPurpose(l.Query, a.ProcessID)
	if err != nil {
		return document{}, err
	}
	names, err := models.Names(l.Query, a.ProcessID, []string{l.Member.ID})
	if err != nil {
		return document{}, err
	}
	round, err := models.FindRound(l.Query, a.ProcessID, a.RoundID)
	if err != nil {
		return document{}, err
	}
	method, err := l.method(a, t)
	kept := document{
		ProcessName: process.Name, Purpose: purpose.Text, TimeZone: process.TimeZone, Agenda: a.ID,
		Title: a.Title, Place: a.Place, Link: a.Link, StartsAt: a.StartsAt, Minutes: t.room.Minutes, Cancelled: a.Cancelled,
		PublishedBy: names[l.Member.ID], Method: method, Provable: round.Provable(),
		Slots: []documentSlot{},
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
func (l *Look) method(a models.Agenda, t *timetable) (string, error) {
	rounds := []string{a.RoundID}
	for _, s := range t.slots {
		if s.Voted() && !slices.Contains(rounds, s.RoundID) {
			rounds = append(rounds, s.RoundID)
		}
	}
	var texts []string
	for _, id := range rounds {
		round, err := models.FindRound(l.Query, a.ProcessID, id)
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
	if s.Kind == models.FixedPart && s.FixedPoint() {
		kept.Kind = "" // a welcome or the like, and no item
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
	if err != nil {
		return export.Agenda{}, err
	}
	return kept.agenda(p, l.Service.BaseURL), nil
}

// ReadPublishedAgenda gives anybody what was published last of an agenda.
var ReadPublishedAgenda = Read[AtAgenda, models.Publication, export.Agenda]{
	Verb: access.AgendaPublic,
	Find: findPublished,
	Show: func(l *Look, _ AtAgenda, p models.Publication) (export.Agenda, error) { return l.exported(p) },
}

func findPublished(q database.Query, at AtAgenda) (Found[models.Publication], error) {
	publication, err := models.FindPublished(q, at.Agenda)
	return Found[models.Publication]{Object: publication, What: "agenda"}, err
}

// ReadVersions gives anybody all that was published of an agenda, the newest
// first.
var ReadVersions = Read[AtAgenda, models.Publication, []export.Agenda]{
	Verb: access.AgendaPublic,
	Find: findPublished,
	Show: func(l *Look, at AtAgenda, _ models.Publication) ([]export.Agenda, error) {
		publications, err := models.ListPublications(l.Query, at.Agenda)
		if err != nil {
			return nil, err
		}
		versions := make([]export.Agenda, len(publications))
		for i, p := range publications {
			if versions[i], err = l.exported(p); err != nil {
				return nil, err
			}
		}
		return versions, nil
	},
}

// ReadPublicBundle gives anybody the file from which the round behind a published
// agenda can be checked: whoever recounts needs nobody's permission.
var ReadPublicBundle = Read[AtAgenda, models.Publication, []byte]{
	Verb: access.BundlePublic,
	Find: findPublished,
	Show: func(l *Look, at AtAgenda, p models.Publication) ([]byte, error) {
		agenda, err := models.FindAgenda(l.Query, p.ProcessID, at.Agenda)
		if err != nil {
			return nil, err
		}
		round, err := models.FindRound(l.Query, p.ProcessID, agenda.RoundID)
		if err != nil {
			return nil, err
		}
		if !round.Provable() {
			return nil, fault.Gone("bundle")
		}
		return l.bundle(round, ledger.ForPublic)
	},
}

func (d document) agenda(p models.Publication, baseURL string) export.Agenda {
	agenda := export.Agenda{
		ID: d.Agenda, ProcessID: p.ProcessID, ProcessName: d.ProcessName, Purpose: d.Purpose,
		Title: d.Title, Place: d.Place, Link: d.Link, Location: models.Process{TimeZone: d.TimeZone}.Location(),
		StartsAt: d.StartsAt, EndsAt: d.StartsAt, PublishedAt: p.PublishedAt, PublishedBy: d.PublishedBy,
		Version: p.Version, Note: p.Note, Changes: d.Changes, Cancelled: d.Cancelled, OrderReason: d.OrderReason,
		URL: baseURL + publicPath(d.Agenda), Method: d.Method,
	}
	if d.Provable {
		agenda.CheckURL = agenda.URL + "/bundle.json"
	}
	for _, s := range d.Slots {
		slot := s.export(d.StartsAt, agenda.EndsAt)
		agenda.EndsAt = slot.EndsAt
		agenda.Slots = append(agenda.Slots, slot)
	}
	for _, s := range d.Left {
		agenda.Left = append(agenda.Left, export.Leftover{Title: s.Title, Reason: s.Reason})
	}
	for _, s := range d.Gone {
		slot := s.export(d.StartsAt, d.StartsAt)
		agenda.Gone = append(agenda.Gone, export.Gone{ID: s.ID, Title: s.Title, StartsAt: slot.StartsAt, EndsAt: slot.EndsAt})
	}
	if end := d.StartsAt.Add(minutes(d.Minutes)); end.After(agenda.EndsAt) {
		agenda.EndsAt = end
	}
	return agenda
}

// export is a slot with its times; one without its own begins when the one before
// ends.
func (s documentSlot) export(start, before time.Time) export.Slot {
	begins := before
	if s.Start != nil {
		begins = start.Add(minutes(*s.Start))
	}
	slot := export.Slot{
		ID: s.ID, Title: s.Title, Kind: s.Kind, Minutes: s.Minutes, StartsAt: begins, EndsAt: begins.Add(minutes(s.Minutes)),
		Reason: s.Reason, Departure: s.Departure, Text: s.Text,
		Facilitator: s.About.Facilitator, Speakers: s.About.Speakers, Question: s.About.Question,
	}
	for _, paper := range s.About.Papers {
		slot.Papers = append(slot.Papers, export.Paper{Title: paper.Title, URL: paper.URL})
	}
	for _, p := range s.Parts {
		part := p.export(start, begins)
		slot.Parts = append(slot.Parts, export.Part{
			Title: p.Title, Question: p.About.Question, Minutes: p.Minutes, StartsAt: part.StartsAt, Speakers: p.About.Speakers,
		})
	}
	return slot
}
