package actions

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// Publication is the input of PublishAgenda.
type Publication struct {
	AtAgenda
	Body struct {
		Version int    `json:"version" minimum:"1" doc:"The version that was read"`
		Note    string `json:"note,omitempty" maxLength:"500" doc:"What changed and why, for everybody"`
		Quiet   bool   `json:"quiet,omitempty" doc:"Tell nobody by mail"`
	}
}

// PublishAgenda shows an agenda to everybody, as it is now, and tells the members
// once.
var PublishAgenda = Write[Publication, models.Agenda, Agenda]{
	Verb: access.AgendaPublish,
	Find: func(q database.Query, in Publication) (Found[models.Agenda], error) {
		return findAgenda(q, in.AtAgenda)
	},
	Do: func(c *Call, in Publication, a models.Agenda) (Agenda, error) {
		if a.Version != in.Body.Version {
			return Agenda{}, models.Stale("agenda")
		}
		published, err := c.publish(a, text.Line(in.Body.Note))
		if err != nil {
			return Agenda{}, err
		}
		if !in.Body.Quiet {
			err = c.later(DeedTellAgenda, fmt.Sprintf("%s/%d", a.ID, a.Version), c.Now)
		}
		if err != nil {
			return Agenda{}, err
		}
		return c.agenda(published)
	},
}

func (c *Call) publish(a models.Agenda, note string) (models.Agenda, error) {
	slots, err := models.ListSlots(c.Query, a.ID)
	if err != nil {
		return models.Agenda{}, err
	}
	t, err := c.timetable(a, slots)
	if err != nil {
		return models.Agenda{}, err
	}
	if err := t.publishable(a); err != nil {
		return models.Agenda{}, err
	}
	document, err := c.document(a, t)
	if err != nil {
		return models.Agenda{}, err
	}
	if err := c.compare(a, &document); err != nil {
		return models.Agenda{}, err
	}
	encoded, err := json.Marshal(document)
	if err != nil {
		return models.Agenda{}, fmt.Errorf("publish agenda %s: %w", a.ID, err)
	}
	c.About("agenda", a.ID)
	c.Note("version %d", a.Version)
	published, err := models.Publish(c.Tx, a, string(encoded), note)
	if err != nil {
		return models.Agenda{}, err
	}
	return published, errors.Join(c.enteredAgenda(a, slots), c.reach(models.PhaseAct))
}

// publishable refuses an agenda that departs from the outcome and does not say
// why, or that ends after its end.
func (t *timetable) publishable(a models.Agenda) error {
	for _, list := range []string{"slots", "left_out"} {
		slots := map[string][]models.Slot{"slots": t.byTime(), "left_out": t.leftOut()}[list]
		for i, s := range slots {
			if t.departs(s) && s.Departure == "" {
				return fault.Field(fmt.Sprintf("%s[%d].departure", list, i), "Say why “%s” departs from the outcome: the reason is published.", s.Title)
			}
		}
	}
	if t.orderDeparts() && a.OrderReason == "" {
		return fault.Field("order_reason", "The items stand in another order than that of the outcome. Say why: the reason is published.")
	}
	if t.course.Over > 0 {
		return fault.Field("minutes", "It ends %d minutes after its end. Shorten something, leave something out, or end later.", t.course.Over)
	}
	return nil
}

// compare notes what differs from the version that was published before.
func (l *Look) compare(a models.Agenda, d *document) error {
	if a.PublishedVersion == 0 {
		return nil
	}
	earlier, err := models.FindPublished(l.Query, a.ID)
	if err != nil {
		return err
	}
	before, err := readDocument(earlier)
	d.since(before)
	return err
}

// changes are what publishing an agenda would change for its readers.
func (l *Look) changes(a models.Agenda, t *timetable) ([]string, error) {
	if a.PublishedVersion == 0 || a.PublishedVersion == a.Version {
		return []string{}, nil
	}
	kept, err := l.document(a, t)
	if err == nil {
		err = l.compare(a, &kept)
	}
	return someOf(kept.Changes), err
}
