package actions

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// ChangedAgenda is the input of ChangeAgenda.
type ChangedAgenda struct {
	AtAgenda
	Body AgendaChange
}

// An AgendaChange is an agenda as it should be.
type AgendaChange struct {
	Title       string       `json:"title" minLength:"1" maxLength:"160"`
	Place       string       `json:"place,omitempty" maxLength:"300"`
	Link        string       `json:"link,omitempty" maxLength:"500" doc:"Where one joins from afar: http or https"`
	StartsAt    time.Time    `json:"starts_at"`
	Minutes     int          `json:"minutes" minimum:"1" maximum:"4320" doc:"From its start to its end"`
	Slack       int          `json:"slack,omitempty" minimum:"0" maximum:"1440"`
	OrderReason string       `json:"order_reason,omitempty" maxLength:"500"`
	Cancelled   bool         `json:"cancelled,omitempty"`
	Slots       []SlotChange `json:"slots" maxItems:"400" doc:"All of them, in the order wanted"`
	Version     int          `json:"version" minimum:"1" doc:"The version that was read"`
}

// A SlotChange is a slot as it should be. Of what people voted on title, kind and
// text stay as they are.
type SlotChange struct {
	ID        string `json:"id" maxLength:"60" pattern:"^(new-)?[0-9a-f-]+$" doc:"Of a new one: new- and something that no other has"`
	Round     string `json:"round,omitempty" maxLength:"60" doc:"new, and voted on: the round,"`
	Key       string `json:"key,omitempty" maxLength:"200" doc:"and the option"`
	Carried   string `json:"carried_from,omitempty" maxLength:"60" doc:"new, and left out of an earlier agenda: the slot there"`
	Kind      string `json:"kind,omitempty" enum:"agenda_item,symbolic_change,fixed,break,"`
	Title     string `json:"title,omitempty" maxLength:"160"`
	Text      string `json:"text,omitempty" maxLength:"20000"`
	Minutes   int    `json:"minutes" minimum:"1" maximum:"1440"`
	Wished    int    `json:"wished" minimum:"1" maximum:"1440"`
	Least     int    `json:"least" minimum:"1" maximum:"1440"`
	Pinned    int    `json:"pinned" minimum:"-1" maximum:"4320"`
	LeftOut   bool   `json:"left_out,omitempty"`
	Departure string `json:"departure,omitempty" maxLength:"500"`
	Conditions
	SlotAbout
	Parts []PartChange `json:"parts" maxItems:"40"`
}

// A PartChange is a sub-item as it should be.
type PartChange struct {
	ID      string `json:"id" maxLength:"60" pattern:"^(new-)?[0-9a-f-]+$"`
	Title   string `json:"title" minLength:"1" maxLength:"160"`
	Minutes int    `json:"minutes" minimum:"1" maximum:"1440"`
	SlotAbout
}

// ChangeAgenda writes an agenda as it should be.
var ChangeAgenda = Write[ChangedAgenda, models.Agenda, Agenda]{
	Verb: access.AgendaEdit,
	Find: func(q database.Query, in ChangedAgenda) (Found[models.Agenda], error) {
		return findAgenda(q, in.AtAgenda)
	},
	Do: func(c *Call, in ChangedAgenda, a models.Agenda) (Agenda, error) {
		changed, slots, err := c.changedAgenda(a, in.Body)
		if err != nil {
			return Agenda{}, err
		}
		c.About("agenda", a.ID)
		adopt(slots)
		if changed, err = models.ChangeAgenda(c.Tx, changed, slots); err != nil {
			return Agenda{}, err
		}
		return c.agenda(changed)
	},
}

// FitAgenda fits the items of an agenda into its time, as it would be if it were
// changed in this way, and stores nothing.
var FitAgenda = Read[ChangedAgenda, models.Agenda, Fitting]{
	Verb: access.AgendaFit,
	Find: func(q database.Query, in ChangedAgenda) (Found[models.Agenda], error) {
		return findAgenda(q, in.AtAgenda)
	},
	Show: func(l *Look, in ChangedAgenda, a models.Agenda) (Fitting, error) {
		changed, slots, err := l.changedAgenda(a, in.Body)
		if err != nil {
			return Fitting{}, err
		}
		t, err := l.timetable(changed, slots)
		if err != nil {
			return Fitting{}, err
		}
		return t.fitting(), nil
	},
}

// changedAgenda checks a change, and returns the agenda and all its slots as they
// would be. New slots keep the ids that they came with.
func (l *Look) changedAgenda(a models.Agenda, in AgendaChange) (models.Agenda, []models.Slot, error) {
	title, err := cleanTitle(in.Title)
	if err != nil {
		return a, nil, err
	}
	if err := plausible("starts_at", in.StartsAt); err != nil {
		return a, nil, err
	}
	link, err := cleanLink("link", in.Link)
	if err != nil {
		return a, nil, err
	}
	if in.Slack >= in.Minutes {
		return a, nil, fault.Field("slack", "The time kept free is shorter than the meeting.")
	}
	a.Title, a.Place, a.Link, a.StartsAt = title, text.Line(in.Place), link, in.StartsAt
	a.Minutes, a.Slack, a.OrderReason = in.Minutes, in.Slack, text.Line(in.OrderReason)
	a.Cancelled, a.Version = in.Cancelled, in.Version
	slots, err := l.changedSlots(a, in.Slots)
	return a, slots, err
}

// changedSlots takes slots over one by one: those that are there, as far as they
// may be changed, and new ones.
func (l *Look) changedSlots(a models.Agenda, changes []SlotChange) ([]models.Slot, error) {
	present, err := models.ListSlots(l.Query, a.ID)
	if err != nil {
		return nil, err
	}
	e := &slotEditor{Look: l, agenda: a, present: map[string]models.Slot{}, met: map[string]bool{}, rounds: map[string][]models.Slot{}}
	for _, s := range present {
		e.present[s.ID] = s
	}
	for i, change := range changes {
		if err := e.take(fmt.Sprintf("slots[%d]", i), change); err != nil {
			return nil, err
		}
	}
	return e.slots, e.complete()
}

// A slotEditor turns changes into slots.
type slotEditor struct {
	*Look
	agenda  models.Agenda
	present map[string]models.Slot
	met     map[string]bool
	slots   []models.Slot
	rounds  map[string][]models.Slot // what can be taken from a round
}

// take takes one slot with its parts over; at is its place in the input.
func (e *slotEditor) take(at string, change SlotChange) error {
	slot, err := e.begin(at, change)
	if err != nil {
		return err
	}
	if !slot.Voted() {
		if slot.Title = text.Line(change.Title); !text.Readable(slot.Title) {
			return fault.Field(at+".title", "Please write a title.")
		}
		slot.Kind, slot.Text = change.Kind, text.Block(change.Text)
	}
	slot.Minutes, slot.Wished, slot.Least, slot.Pinned = change.Minutes, change.Wished, change.Least, change.Pinned
	slot.LeftOut, slot.Departure = change.LeftOut, text.Line(change.Departure)
	slot.Conditions = models.Conditions(change.Conditions)
	if slot.About, err = cleanAbout(at, change.SlotAbout); err != nil {
		return err
	}
	if err := slot.Check(at); err != nil {
		return err
	}
	e.slots = append(e.slots, slot)
	return e.takeParts(at, slot, change.Parts)
}

func (e *slotEditor) takeParts(at string, parent models.Slot, parts []PartChange) error {
	sum := 0
	for i, p := range parts {
		at := fmt.Sprintf("%s.parts[%d]", at, i)
		part, err := e.known(at, p.ID)
		if err != nil {
			return err
		}
		part.ParentID, part.Pinned, part.Kind = parent.ID, models.Unpinned, models.FixedPart
		part.Minutes, part.Wished, part.Least = p.Minutes, p.Minutes, p.Minutes
		if part.Title = text.Line(p.Title); !text.Readable(part.Title) {
			return fault.Field(at+".title", "Please write a title.")
		}
		if part.About, err = cleanAbout(at, p.SlotAbout); err != nil {
			return err
		}
		sum += p.Minutes
		e.slots = append(e.slots, part)
	}
	if sum > parent.Minutes {
		return fault.Field(at+".parts", "Its parts take %d minutes, and it has %d. Shorten them, or give it more.", sum, parent.Minutes)
	}
	return nil
}

// known returns a slot of this agenda by its id, or a new one with that id.
func (e *slotEditor) known(at, id string) (models.Slot, error) {
	slot, here := e.present[id]
	switch {
	case e.met[id]:
		return models.Slot{}, fault.Field(at+".id", "This item stands here twice.")
	case !here && !strings.HasPrefix(id, newPrefix):
		return models.Slot{}, fault.Field(at+".id", "This item is not on the agenda.")
	case !here:
		slot = models.Slot{ID: id, AgendaID: e.agenda.ID}
	}
	e.met[id] = true
	return slot, nil
}

// newPrefix begins the ids of slots that are not stored yet.
const newPrefix = "new-"

// adopt gives new slots ids of their own, wherever they are named.
func adopt(slots []models.Slot) {
	ids := map[string]string{}
	own := func(id string) string {
		if !strings.HasPrefix(id, newPrefix) {
			return id
		}
		if ids[id] == "" {
			ids[id] = models.NewID()
		}
		return ids[id]
	}
	for i := range slots {
		s := &slots[i]
		s.ID, s.ParentID = own(s.ID), own(s.ParentID)
		for n, id := range s.Conditions.After {
			s.Conditions.After[n] = own(id)
		}
	}
}

// begin returns what is known of a slot: as it is stored, or from where it comes.
func (e *slotEditor) begin(at string, change SlotChange) (models.Slot, error) {
	slot, err := e.known(at, change.ID)
	if err != nil || !strings.HasPrefix(change.ID, newPrefix) {
		return slot, err
	}
	var source models.Slot
	switch {
	case change.Carried != "":
		source, err = e.carried(at, change.Carried)
	case change.Round != "" || change.Key != "":
		source, err = e.fromRound(at, change.Round, change.Key)
	default:
		return slot, nil
	}
	source.ID, source.AgendaID = slot.ID, slot.AgendaID
	return source, err
}

// complete refuses an agenda that lost something that was voted on: it can be
// left out with a reason, and does not vanish.
func (e *slotEditor) complete() error {
	for id, s := range e.present {
		if s.Voted() && !e.met[id] {
			return fault.Field("slots", "“%s” was voted on. Leave it out with a reason, so that everybody can see it.", s.Title)
		}
	}
	for i := range e.slots {
		after := e.slots[i].Conditions.After
		e.slots[i].Conditions.After = slices.DeleteFunc(after, func(id string) bool { return !e.met[id] })
	}
	return nil
}

// cleanLink accepts nothing, or an address of the web.
func cleanLink(field, link string) (string, error) {
	link = text.Line(link)
	if link != "" && !strings.HasPrefix(link, "https://") && !strings.HasPrefix(link, "http://") {
		return "", fault.Field(field, "A link begins with https:// or http://.")
	}
	return link, nil
}

func cleanAbout(at string, in SlotAbout) (models.SlotAbout, error) {
	about := models.SlotAbout{Facilitator: text.Line(in.Facilitator), Question: text.Line(in.Question), Speakers: []string{}, Papers: []models.Paper{}}
	for i, name := range in.Speakers {
		name = text.Line(name)
		if len([]rune(name)) > 160 {
			return about, fault.Field(fmt.Sprintf("%s.speakers[%d]", at, i), "A name has at most 160 letters.")
		}
		if name != "" {
			about.Speakers = append(about.Speakers, name)
		}
	}
	for i, paper := range in.Papers {
		field := fmt.Sprintf("%s.papers[%d].url", at, i)
		url, err := cleanLink(field, paper.URL)
		if err != nil {
			return about, err
		}
		about.Papers = append(about.Papers, models.Paper{Title: text.Line(paper.Title), URL: url})
	}
	return about, nil
}
