package export

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the templates and the style sheet
	"encoding/base64"
	"fmt"
	"html/template"
	"time"

	"github.com/go-text/typesetting/di"

	"github.com/folkmoot/folkmoot/internal/text"
)

var (
	//go:embed page.css
	styleSheet string
	//go:embed page.html
	pageSource string
	//go:embed minutes.html
	minutesSource string

	pages = template.Must(template.New("page").Parse(pageSource + minutesSource))
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
	Style                                template.CSS
	Direction                            string // rtl, or empty
	Process, Title, Place, Purpose, Join string
	JoinURL, URL, Stem, Picture          string // addresses, empty if they are none of the web
	Day, LastDay, Zone, Status, Mode     string
	Cancelled, Note                      string
	Start, End, Published                moment
	PublishedBy, Summary                 string
	Version, Minutes, Free               int
	FreeFrom                             moment
	Method, OrderReason, CheckURL        string
	Changes                              []string
	Slots                                []pageSlot
	Left                                 []Leftover
}

type pageSlot struct {
	Day                   string // only where the date changes
	Title, Reason         string
	Kind, Words, Question string
	Who                   []string
	Facilitator           string
	Departure             string
	Minutes, Free         int // Free are the minutes before it
	Start, End, FreeFrom  moment
	Text                  template.HTML
	Offset                int // minutes since the beginning of the meeting
	Parts                 []pagePart
	Papers                []Paper
}

type pagePart struct {
	Title, Question string
	Who             []string
	Minutes         int
	Start           moment
}

// moment is a time for people and for machines.
type moment struct{ Clock, Day, Machine string }

// HTML writes the agenda as one page without script, fit for a screen, a
// telephone and a wall. The links to the other formats are relative: they begin
// with the last part of the page's own address. Search engines find the meeting
// as microdata of schema.org, which needs no script element.
func HTML(a Agenda) ([]byte, error) {
	return render("agenda", a.page())
}

// Embed writes the list as a small page to stand in a frame on somebody else's
// site. Its links open the whole agenda outside of the frame.
func Embed(a Agenda) ([]byte, error) {
	return render("embed", a.page())
}

// Tag changes whenever one of the forms of an agenda would: it names what is in
// it and how it is written, for caches.
func Tag(a Agenda) (string, error) {
	content, err := JSON(a)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(string(content) + styleSheet + pageSource))
	return fmt.Sprintf("v%d-%x", a.Version, sum[:tagBytes]), nil
}

const tagBytes = 8

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
		Join: line(a.Link), JoinURL: webLink(a.Link), URL: webLink(a.URL), Stem: a.stem(), Picture: a.beside(".png"),
		Start: a.moment(a.StartsAt), End: a.moment(a.EndsAt), Published: a.moment(a.PublishedAt),
		PublishedBy: line(a.PublishedBy), Version: a.Version, Minutes: minutes(a.StartsAt, a.EndsAt),
		Method: line(a.Method), OrderReason: line(a.OrderReason), CheckURL: webLink(a.CheckURL),
		Note: line(a.Note), Changes: lines(a.Changes), Summary: a.summary(),
	}
	p.Status, p.Mode = a.eventStatus()
	if a.Cancelled {
		p.Cancelled = cancelled
	}
	if !a.sameDay(a.StartsAt, a.EndsAt) {
		p.LastDay = a.day(a.EndsAt)
	}
	for i := range a.Slots {
		p.Slots = append(p.Slots, a.pageSlot(i))
	}
	for _, l := range a.Left {
		p.Left = append(p.Left, Leftover{Title: line(l.Title), Reason: line(l.Reason)})
	}
	from, free := a.free(len(a.Slots))
	p.FreeFrom, p.Free = a.moment(from), free
	return p
}

func (a Agenda) pageSlot(i int) pageSlot {
	s := a.Slots[i]
	from, free := a.free(i)
	slot := pageSlot{
		Title: line(s.Title), Reason: line(s.Reason), Kind: s.Kind, Words: kindWords(s.Kind), Minutes: s.Minutes,
		Start: a.moment(s.StartsAt), End: a.moment(s.EndsAt), Offset: minutes(a.StartsAt, s.StartsAt),
		Question: line(s.Question), Who: lines(s.Speakers), Facilitator: line(s.Facilitator), Departure: line(s.Departure),
		Free: free, FreeFrom: a.moment(from),
		Text: template.HTML(text.HTML(s.Text)), //nolint:gosec // the sanitiser's output
	}
	if a.startsDay(i) {
		slot.Day = a.day(s.StartsAt)
	}
	for _, p := range s.Parts {
		slot.Parts = append(slot.Parts, pagePart{line(p.Title), line(p.Question), lines(p.Speakers), p.Minutes, a.moment(p.StartsAt)})
	}
	for _, p := range s.Papers {
		link := webLink(p.URL)
		slot.Papers = append(slot.Papers, Paper{Title: or(line(p.Title), link), URL: link})
	}
	return slot
}

// summary is what stands under the title where somebody shares the address.
func (a Agenda) summary() string {
	said := a.day(a.StartsAt) + ", " + a.span(a.StartsAt, a.EndsAt) + " (" + a.zone() + ")"
	if place := line(a.Place); place != "" {
		said += ", " + place
	}
	said += "."
	if n := a.items(); n > 0 {
		said += " " + plural(n, "item", "items") + " in " + plural(minutes(a.StartsAt, a.EndsAt), "minute", "minutes") + "."
	}
	if a.Cancelled {
		return cancelled + " " + said
	}
	return said
}

// eventStatus and the mode of attendance are words of schema.org.
func (a Agenda) eventStatus() (status, mode string) {
	const schema = "https://schema.org/"
	status, mode = schema+"EventScheduled", schema+"OfflineEventAttendanceMode"
	if a.Cancelled {
		status = schema + "EventCancelled"
	}
	switch {
	case webLink(a.Link) != "" && line(a.Place) != "":
		mode = schema + "MixedEventAttendanceMode"
	case webLink(a.Link) != "":
		mode = schema + "OnlineEventAttendanceMode"
	}
	return status, mode
}

func (a Agenda) moment(t time.Time) moment {
	return moment{Clock: a.clock(t), Day: a.day(t), Machine: a.local(t).Format(time.RFC3339)}
}

// direction is the direction of a page whose title that is: the one of its
// first letter, as dir="auto" has it. The whole page follows, so that times do
// not stand at the far end of the titles.
func direction(title string) string {
	if ownDirection([]rune(title), di.DirectionLTR) == di.DirectionRTL {
		return "rtl"
	}
	return ""
}
