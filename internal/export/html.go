package export

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the templates and the style sheet
	"encoding/base64"
	"fmt"
	"html/template"
	"time"

	"golang.org/x/text/unicode/bidi"

	"github.com/folkmoot/folkmoot/internal/text"
)

var (
	//go:embed page.css
	styleSheet string
	//go:embed page.html
	pageSource string

	pages = template.Must(template.New("page").Parse(pageSource))
)

// StyleHash returns the source expression that allows the style sheet of these
// pages in a Content-Security-Policy, with its quotes:
//
//	default-src 'none'; style-src 'sha256-…'; base-uri 'none'; form-action 'none'
func StyleHash() string {
	sum := sha256.Sum256([]byte(styleSheet))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// page is what the template reads: words, already in the meeting's time.
type page struct {
	Style                          template.CSS
	Direction                      string // rtl, or empty
	Process, Title, Place, Purpose string
	Day, LastDay, Zone             string
	Start, End, Published          moment
	PublishedBy                    string
	Version, Minutes               int
	URL, Method                    string
	Slots                          []pageSlot
}

type pageSlot struct {
	Day           string // only where the date changes
	Title, Reason string
	Kind, Words   string
	Minutes       int
	Start, End    moment
	Text          template.HTML
	Offset        int // minutes since the beginning of the meeting
}

// moment is a time for people and for machines.
type moment struct{ Clock, Day, Machine string }

// HTML writes the agenda as one page without script, fit for a screen, a
// telephone and a wall. The links to the other formats are relative: the page
// stands beside agenda.ics, agenda.md and agenda.json.
func HTML(a Agenda) ([]byte, error) {
	return render("agenda", a.page())
}

// NotFound writes the page that stands where no agenda has been published yet.
func NotFound() ([]byte, error) {
	return render("not-found", page{Style: template.CSS(styleSheet)}) //nolint:gosec // our own file
}

func render(name string, p page) ([]byte, error) {
	var out bytes.Buffer
	if err := pages.ExecuteTemplate(&out, name, p); err != nil {
		return nil, fmt.Errorf("export: write the page: %w", err)
	}
	return out.Bytes(), nil
}

func (a Agenda) page() page {
	p := page{
		Style:   template.CSS(styleSheet), //nolint:gosec // our own file
		Process: line(a.ProcessName), Title: line(a.Title), Place: line(a.Place), Direction: direction(a.Title),
		Purpose: text.Excerpt(a.Purpose, purposeRunes), Day: a.day(a.StartsAt), Zone: a.zone(),
		Start: a.moment(a.StartsAt), End: a.moment(a.EndsAt), Published: a.moment(a.PublishedAt),
		PublishedBy: line(a.PublishedBy), Version: a.Version, Minutes: minutes(a.StartsAt, a.EndsAt),
		URL: line(a.URL), Method: line(a.Method),
	}
	if !a.sameDay(a.StartsAt, a.EndsAt) {
		p.LastDay = a.day(a.EndsAt)
	}
	for i := range a.Slots {
		p.Slots = append(p.Slots, a.pageSlot(i))
	}
	return p
}

func (a Agenda) pageSlot(i int) pageSlot {
	s := a.Slots[i]
	slot := pageSlot{
		Title: line(s.Title), Reason: line(s.Reason), Kind: s.Kind, Words: kindWords(s.Kind), Minutes: s.Minutes,
		Start: a.moment(s.StartsAt), End: a.moment(s.EndsAt), Offset: minutes(a.StartsAt, s.StartsAt),
		Text: template.HTML(text.HTML(s.Text)), //nolint:gosec // the sanitiser's output
	}
	if a.startsDay(i) {
		slot.Day = a.day(s.StartsAt)
	}
	return slot
}

func (a Agenda) moment(t time.Time) moment {
	return moment{Clock: a.clock(t), Day: a.day(t), Machine: a.local(t).Format(time.RFC3339)}
}

// direction is the direction of a page whose title that is: the one of its
// first letter, as dir="auto" has it. The whole page follows, so that times do
// not stand at the far end of the titles.
func direction(title string) string {
	for _, r := range title {
		properties, _ := bidi.LookupRune(r)
		switch properties.Class() {
		case bidi.L:
			return ""
		case bidi.R, bidi.AL:
			return "rtl"
		default: // digits and signs have no direction of their own
		}
	}
	return ""
}

func minutes(from, to time.Time) int { return int(to.Sub(from) / time.Minute) }
