package export

import (
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/folkmoot/folkmoot/internal/text"
)

// purposeRunes is how much of the purpose stands above the list.
const purposeRunes = 280

// ICS writes the agenda as a calendar file with one event for the meeting. It
// returns an error if the agenda has no id or does not end after its beginning.
func ICS(a Agenda) ([]byte, error) {
	if err := a.dated(); err != nil {
		return nil, err
	}
	calendar := newCalendar()
	a.fill(calendar.AddEvent("agenda-" + a.meetingID()))
	return serialized(calendar), nil
}

// ICSSlots writes the agenda as a calendar file with one event for each slot,
// for those who come for one of them. Slots that are gone, and all slots of a
// cancelled meeting, are there as cancelled, so that calendars drop them. An
// agenda without slots has the meeting as its event, since a calendar file
// cannot be empty. It returns the errors of ICS, and one if a slot has no id.
func ICSSlots(a Agenda) ([]byte, error) {
	if len(a.Slots)+len(a.Gone) == 0 {
		return ICS(a)
	}
	if err := a.dated(); err != nil {
		return nil, err
	}
	calendar := newCalendar()
	calendar.SetName(line(a.Title))
	calendar.SetLastModified(a.PublishedAt)
	calendar.SetRefreshInterval("PT1H")
	present := map[string]bool{}
	for _, s := range a.Slots {
		if s.ID == "" || present[s.ID] {
			return nil, fmt.Errorf("export: the slot at %s has no id of its own and so no stable calendar entry", s.StartsAt.Format(time.RFC3339))
		}
		present[s.ID] = true
		a.fillSlot(calendar.AddEvent("slot-"+line(s.ID)), s)
	}
	for _, g := range a.Gone {
		if g.ID != "" && !present[g.ID] {
			present[g.ID] = true
			a.fillGone(calendar.AddEvent("slot-"+line(g.ID)), g)
		}
	}
	return serialized(calendar), nil
}

func (a Agenda) dated() error {
	if a.meetingID() == "" {
		return fmt.Errorf("export: an agenda without an id has no stable calendar entry")
	}
	if !a.EndsAt.After(a.StartsAt) {
		return fmt.Errorf("export: the meeting ends at %s and begins at %s", a.EndsAt.Format(time.RFC3339), a.StartsAt.Format(time.RFC3339))
	}
	return nil
}

func newCalendar() *ics.Calendar {
	calendar := ics.NewCalendar()
	calendar.SetProductId("-//Folkmoot//Agenda//EN")
	calendar.SetCalscale("GREGORIAN")
	calendar.SetMethod(ics.MethodPublish)
	return calendar
}

func serialized(calendar *ics.Calendar) []byte {
	return []byte(calendar.Serialize(ics.WithLineLength(75), ics.WithNewLineWindows))
}

func (a Agenda) fill(event *ics.VEvent) {
	a.stamp(event, a.StartsAt, a.EndsAt)
	event.SetSummary(line(a.Title))
	event.SetDescription(a.description())
	a.state(event, ics.TransparencyOpaque)
	a.where(event)
}

func (a Agenda) fillSlot(event *ics.VEvent, s Slot) {
	a.stamp(event, s.StartsAt, s.EndsAt)
	event.SetSummary(line(s.Title))
	event.SetDescription(a.slotDescription(s))
	transparency := ics.TransparencyOpaque
	if s.Kind == Break {
		transparency = ics.TransparencyTransparent
	}
	a.state(event, transparency)
	a.where(event)
}

func (a Agenda) fillGone(event *ics.VEvent, g Gone) {
	a.stamp(event, g.StartsAt, g.EndsAt)
	event.SetSummary(line(g.Title))
	event.SetStatus(ics.ObjectStatusCancelled)
	event.SetTimeTransparency(ics.TransparencyTransparent)
}

// stamp tells calendars which of two states of an event is the newer one.
func (a Agenda) stamp(event *ics.VEvent, from, to time.Time) {
	event.SetDtStampTime(a.PublishedAt)
	event.SetModifiedAt(a.PublishedAt)
	event.SetSequence(a.Version)
	event.SetStartAt(from)
	if to.After(from) { // RFC 5545, section 3.8.2.2: the end is later than the beginning
		event.SetEndAt(to)
	}
}

func (a Agenda) state(event *ics.VEvent, transparency ics.TimeTransparency) {
	if a.Cancelled {
		event.SetStatus(ics.ObjectStatusCancelled)
		event.SetTimeTransparency(ics.TransparencyTransparent)
		return
	}
	event.SetStatus(ics.ObjectStatusConfirmed)
	event.SetTimeTransparency(transparency)
}

// where says how to get there, in person, by a link (RFC 7986, section 5.11),
// and to the page.
func (a Agenda) where(event *ics.VEvent) {
	link := webLink(a.Link)
	switch place := line(a.Place); {
	case place != "":
		event.SetLocation(place)
	case link != "":
		event.SetLocation(link)
	}
	if link != "" {
		event.AddProperty("CONFERENCE", link, ics.WithValue("URI"))
	}
	if address := webLink(a.URL); address != "" {
		event.SetURL(address)
	}
}

// description is the agenda as plain text.
func (a Agenda) description() string {
	var out strings.Builder
	if a.Cancelled {
		fmt.Fprintf(&out, "%s\n\n", cancelled)
	}
	if purpose := text.Excerpt(a.Purpose, purposeRunes); purpose != "" {
		fmt.Fprintf(&out, "%s\n\n", purpose)
	}
	for i, s := range a.Slots {
		a.freeText(&out, i)
		fmt.Fprintf(&out, "%s  %s (%d min)\n", a.span(s.StartsAt, s.EndsAt), line(s.Title), s.Minutes)
		if question := line(s.Question); question != "" {
			fmt.Fprintf(&out, "  To decide: %s\n", question)
		}
	}
	a.freeText(&out, len(a.Slots))
	fmt.Fprintf(&out, "%s  End\n\n", a.clock(a.EndsAt))
	if link := line(a.Link); link != "" {
		fmt.Fprintf(&out, "From afar: %s\n", link)
	}
	if note := line(a.Note); note != "" {
		fmt.Fprintf(&out, "About this version: %s\n", note)
	}
	fmt.Fprintf(&out, "Times: %s.\nVersion %d, %s.\n", a.zone(), a.Version, a.published())
	out.WriteString(line(a.URL))
	return strings.TrimSpace(out.String())
}

func (a Agenda) freeText(out *strings.Builder, i int) {
	if from, n := a.free(i); n > 0 {
		fmt.Fprintf(out, "%s  %s free\n", a.clock(from), plural(n, "minute", "minutes"))
	}
}

// slotDescription is a slot as plain text.
func (a Agenda) slotDescription(s Slot) string {
	var out strings.Builder
	if a.Cancelled {
		fmt.Fprintf(&out, "%s\n\n", cancelled)
	}
	for _, fact := range s.facts() {
		fmt.Fprintf(&out, "%s: %s\n", fact.name, fact.words)
	}
	for _, p := range s.Parts {
		fmt.Fprintf(&out, "%s  %s (%d min)\n", a.clock(p.StartsAt), line(p.Title), p.Minutes)
	}
	for _, p := range s.Papers {
		fmt.Fprintf(&out, "Paper: %s %s\n", line(p.Title), line(p.URL))
	}
	if reason := line(s.Reason); reason != "" {
		fmt.Fprintf(&out, "%s\n", reason)
	}
	fmt.Fprintf(&out, "\n%s, %s\n%s", line(a.Title), line(a.ProcessName), line(a.URL))
	return strings.TrimSpace(out.String())
}
