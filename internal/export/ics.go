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
	if a.meetingID() == "" {
		return nil, fmt.Errorf("export: an agenda without an id has no stable calendar entry")
	}
	if !a.EndsAt.After(a.StartsAt) {
		return nil, fmt.Errorf("export: the meeting ends at %s and begins at %s", a.EndsAt.Format(time.RFC3339), a.StartsAt.Format(time.RFC3339))
	}
	calendar := ics.NewCalendar()
	calendar.SetProductId("-//Folkmoot//Agenda//EN")
	calendar.SetCalscale("GREGORIAN")
	calendar.SetMethod(ics.MethodPublish)
	a.fill(calendar.AddEvent("agenda-" + a.meetingID()))
	return []byte(calendar.Serialize(ics.WithLineLength(75), ics.WithNewLineWindows)), nil
}

func (a Agenda) fill(event *ics.VEvent) {
	event.SetDtStampTime(a.PublishedAt)
	event.SetModifiedAt(a.PublishedAt)
	event.SetSequence(a.Version)
	event.SetStartAt(a.StartsAt)
	event.SetEndAt(a.EndsAt)
	event.SetSummary(line(a.Title))
	event.SetDescription(a.description())
	event.SetStatus(ics.ObjectStatusConfirmed)
	event.SetTimeTransparency(ics.TransparencyOpaque)
	if place := line(a.Place); place != "" {
		event.SetLocation(place)
	}
	if a.URL != "" {
		event.SetURL(line(a.URL))
	}
}

// description is the agenda as plain text.
func (a Agenda) description() string {
	var out strings.Builder
	if purpose := text.Excerpt(a.Purpose, purposeRunes); purpose != "" {
		fmt.Fprintf(&out, "%s\n\n", purpose)
	}
	for _, s := range a.Slots {
		fmt.Fprintf(&out, "%s–%s  %s (%d min)\n", a.clock(s.StartsAt), a.clock(s.EndsAt), line(s.Title), s.Minutes)
	}
	fmt.Fprintf(&out, "%s  End\n\nTimes: %s.\nVersion %d, %s.\n", a.clock(a.EndsAt), a.zone(), a.Version, a.published())
	out.WriteString(line(a.URL))
	return strings.TrimSpace(out.String())
}
