package export

import (
	"strings"
	"time"
	"unicode"
)

// The kinds of slot. A slot of no kind is a break, a welcome, or another part
// of the meeting that nobody voted on.
const (
	AgendaItem     = "agenda_item"
	SymbolicChange = "symbolic_change"
)

// Agenda is one version of the published agenda of one meeting.
type Agenda struct {
	ID               string // the meeting's own id; the process's id if empty
	ProcessID        string
	ProcessName      string
	Purpose          string // Markdown
	Title, Place     string
	Location         *time.Location // the meeting's time zone; UTC if nil
	StartsAt, EndsAt time.Time
	PublishedAt      time.Time
	PublishedBy      string // who published it, as members see the name; may be empty
	Version          int    // from 1
	URL              string // where the page can be found
	Slots            []Slot
	Method           string // one sentence: how the items were chosen
}

// Slot is one timed part of the meeting.
type Slot struct {
	ID, Title        string
	Kind             string // AgendaItem, SymbolicChange, or empty
	Minutes          int
	StartsAt, EndsAt time.Time
	Reason           string // one sentence: why it is here
	Text             string // Markdown
}

// meetingID tells meetings of one process apart.
func (a Agenda) meetingID() string {
	if a.ID != "" {
		return a.ID
	}
	return a.ProcessID
}

// local turns an instant into the time on the meeting's clock.
func (a Agenda) local(t time.Time) time.Time {
	if a.Location == nil {
		return t.UTC()
	}
	return t.In(a.Location)
}

// clock is the time of day.
func (a Agenda) clock(t time.Time) string { return a.local(t).Format("15:04") }

// day is the date in words.
func (a Agenda) day(t time.Time) string { return a.local(t).Format("Monday 2 January 2006") }

// zone names the time zone by its short and its long name.
func (a Agenda) zone() string {
	short := a.local(a.StartsAt).Format("MST")
	if a.Location == nil || a.Location.String() == short {
		return short
	}
	if strings.HasPrefix(short, "+") || strings.HasPrefix(short, "-") {
		short = "UTC" + short
	}
	return short + ", " + a.Location.String()
}

// published says who published which version when.
func (a Agenda) published() string {
	by := ""
	if name := line(a.PublishedBy); name != "" {
		by = " by " + name
	}
	return "published" + by + " on " + a.day(a.PublishedAt) + " at " + a.clock(a.PublishedAt)
}

// sameDay reports whether two instants fall on one date of the meeting's calendar.
func (a Agenda) sameDay(t, u time.Time) bool {
	return a.local(t).Format(time.DateOnly) == a.local(u).Format(time.DateOnly)
}

// kindWords names a kind for people.
func kindWords(kind string) string {
	switch kind {
	case AgendaItem:
		return "Agenda item"
	case SymbolicChange:
		return "Symbolic change"
	}
	return ""
}

// line makes one line of what may be several and drops what cannot be seen.
func line(s string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(visible), " ")
}
