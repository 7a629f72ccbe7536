package export

import (
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// The kinds of slot. A slot of no kind is a welcome or another part of the
// meeting that nobody voted on.
const (
	AgendaItem     = "agenda_item"
	SymbolicChange = "symbolic_change"
	Fixed          = "fixed" // set by the organisers, with whatever an item can have
	Break          = "break"
)

// Agenda is one version of the published agenda of one meeting.
type Agenda struct {
	ID               string // the meeting's own id; the process's id if empty
	ProcessID        string
	ProcessName      string
	Purpose          string // Markdown
	Title, Place     string
	Link             string         // where one joins from afar; may be empty
	Location         *time.Location // the meeting's time zone; UTC if nil
	StartsAt, EndsAt time.Time
	PublishedAt      time.Time
	PublishedBy      string   // who published it, as members see the name; may be empty
	Version          int      // from 1
	Note             string   // what changed in this version, in the words of who published it
	Changes          []string // what changed since the version before, in sentences
	Cancelled        bool     // the meeting does not take place
	URL              string   // where the page can be found
	Slots            []Slot   // by their beginning; there may be free minutes between them
	OrderReason      string   // one sentence: why in this order
	Left             []Leftover
	Gone             []Gone
	Method           string // one sentence: how the items were chosen
	CheckURL         string // where the round can be checked; may be empty
}

// Slot is one timed part of the meeting.
type Slot struct {
	ID, Title        string
	Kind             string // AgendaItem, SymbolicChange, Fixed, Break, or empty
	Minutes          int
	StartsAt, EndsAt time.Time
	Reason           string // one sentence: why it is here
	Text             string // Markdown
	Parts            []Part
	Facilitator      string
	Speakers         []string
	Question         string // what is to be decided
	Papers           []Paper
	Departure        string // why the organisers depart from the outcome; may be empty
}

// Part is a timed part of a slot.
type Part struct {
	Title, Question string
	Minutes         int
	StartsAt        time.Time
	Speakers        []string
}

// Paper is what people read beforehand. Its address becomes a link if it is one
// of the web.
type Paper struct{ Title, URL string }

// Leftover is what was chosen or wished for and did not fit.
type Leftover struct{ Title, Reason string }

// Gone is a slot of an earlier version that is no longer there. Calendars have
// to be told, or they would keep it.
type Gone struct {
	ID               string
	StartsAt, EndsAt time.Time
	Title            string
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

// span is a stretch of time from one clock to the other.
func (a Agenda) span(from, to time.Time) string { return a.clock(from) + "–" + a.clock(to) }

// free returns the beginning and the length in minutes of the free time before
// the slot of that index, or after all of them for the index behind the last.
func (a Agenda) free(i int) (time.Time, int) {
	from, until := a.StartsAt, a.EndsAt
	if i > 0 {
		from = a.Slots[i-1].EndsAt
	}
	if i < len(a.Slots) {
		until = a.Slots[i].StartsAt
	}
	if len(a.Slots) == 0 {
		return from, 0
	}
	return from, max(0, minutes(from, until))
}

// minutes is the time between two instants.
func minutes(from, to time.Time) int { return int(to.Sub(from) / time.Minute) }

// webLink returns the address if it is a whole one of the web, or nothing: what
// people wrote must not become a link that runs or leads into a machine.
func webLink(s string) string {
	address, err := url.Parse(line(s))
	if err != nil || (address.Scheme != "https" && address.Scheme != "http") || address.Host == "" {
		return ""
	}
	return address.String()
}

// beside is the address of another form of the agenda, next to its page.
func (a Agenda) beside(ending string) string {
	if webLink(a.URL) == "" {
		return ""
	}
	return webLink(a.URL) + ending
}

// stem is the last part of the address of the page: links to other forms start
// with it, so that they hold wherever the page stands.
func (a Agenda) stem() string {
	address, err := url.Parse(line(a.URL))
	if err != nil || path.Base(address.Path) == "/" || path.Base(address.Path) == "." {
		return "agenda"
	}
	return path.Base(address.Path)
}

// names puts people one after the other, as a sentence does.
func names(people []string) string {
	var visible []string
	for _, name := range people {
		if name = line(name); name != "" {
			visible = append(visible, name)
		}
	}
	if last := len(visible) - 1; last > 0 {
		return strings.Join(visible[:last], ", ") + " and " + visible[last]
	}
	return strings.Join(visible, "")
}

// lines makes one line of each text and leaves out the empty ones.
func lines(texts []string) []string {
	var kept []string
	for _, text := range texts {
		if text = line(text); text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

// plural counts in words.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// items counts what people chose and what organisers set, and leaves breaks out.
func (a Agenda) items() int {
	n := 0
	for _, s := range a.Slots {
		if s.Kind != Break && s.Kind != "" {
			n++
		}
	}
	return n
}

// kindWords names a kind for people.
func kindWords(kind string) string {
	switch kind {
	case AgendaItem:
		return "Agenda item"
	case SymbolicChange:
		return "Symbolic change"
	case Fixed:
		return "Set by the organisers"
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
