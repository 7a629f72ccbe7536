package export

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/internal/text"
)

// Minutes are what was published of a meeting after it.
type Minutes struct {
	Agenda      Agenda // with when it was to be, and what it is called
	StartedAt   time.Time
	EndedAt     time.Time
	Present     int // people who checked in
	Version     int // from 1
	PublishedAt time.Time
	Items       []MinutesItem // in the order in which they were
}

// MinutesItem is one item of a meeting as it was.
type MinutesItem struct {
	Title, Kind      string
	BeganAt, EndedAt *time.Time // nil if it did not come to its turn
	Result           string     // decided, started, held, postponed, noted, or empty
	Notes            string     // Markdown
	Decisions        []Decision
	Polls            []Poll
}

// Decision is what was decided, by whom it is seen to, and until when.
type Decision struct{ Text, Owner, Due string }

// Poll is a show of hands with what came out.
type Poll struct {
	Question         string
	Consent          bool
	Yes, No, Abstain int
	Reasons          []string // of those who gave one, with their names
}

// results are the words for what became of an item.
var results = map[string]string{
	"decided": "Decided", "started": "Begun", "held": "Gently held", "postponed": "Put off to another meeting", "noted": "Talked about",
}

// outcome says what became of an item.
func (i MinutesItem) outcome() string {
	if i.BeganAt == nil {
		return "Did not come to its turn"
	}
	return results[i.Result]
}

// counts says what came out of a poll.
func (p Poll) counts() string {
	if p.Consent {
		return fmt.Sprintf("%d agree, %d stand aside, %d object.", p.Yes, p.Abstain, p.No)
	}
	return fmt.Sprintf("%d yes, %d no, %d abstain.", p.Yes, p.No, p.Abstain)
}

// minutesPage is what the template reads.
type minutesPage struct {
	page
	Present   int
	Decisions []decisionWords
	Items     []minutesItem
}

type decisionWords struct{ Text, Owner, Due, About string }

type minutesItem struct {
	Title, Kind, Result string
	Start, End          moment
	Notes               template.HTML
	Decisions           []decisionWords
	Polls               []pollWords
}

type pollWords struct {
	Question, Counts string
	Reasons          []string
}

// MinutesHTML writes minutes as one page without script.
func MinutesHTML(m Minutes) ([]byte, error) {
	p := minutesPage{page: m.Agenda.page(), Present: m.Present}
	p.Version, p.Published = m.Version, m.Agenda.moment(m.PublishedAt)
	p.Day, p.Start, p.End, p.LastDay = m.Agenda.day(m.StartedAt), m.Agenda.moment(m.StartedAt), m.Agenda.moment(m.EndedAt), ""
	if !m.Agenda.sameDay(m.StartedAt, m.EndedAt) {
		p.LastDay = m.Agenda.day(m.EndedAt)
	}
	for _, item := range m.Items {
		shown := m.item(item)
		p.Items = append(p.Items, shown)
		p.Decisions = append(p.Decisions, shown.Decisions...)
	}
	var out bytes.Buffer
	if err := pages.ExecuteTemplate(&out, "minutes", p); err != nil {
		return nil, fmt.Errorf("export: write the minutes: %w", err)
	}
	return out.Bytes(), nil
}

func (m Minutes) item(i MinutesItem) minutesItem {
	shown := minutesItem{
		Title: line(i.Title), Kind: i.Kind, Result: i.outcome(),
		Notes: template.HTML(text.HTML(i.Notes)), //nolint:gosec // the sanitiser's output
	}
	if i.BeganAt != nil && i.EndedAt != nil {
		shown.Start, shown.End = m.Agenda.moment(*i.BeganAt), m.Agenda.moment(*i.EndedAt)
	}
	for _, d := range i.Decisions {
		shown.Decisions = append(shown.Decisions, decisionWords{Text: line(d.Text), Owner: line(d.Owner), Due: line(d.Due), About: shown.Title})
	}
	for _, p := range i.Polls {
		shown.Polls = append(shown.Polls, pollWords{Question: line(p.Question), Counts: p.counts(), Reasons: lines(p.Reasons)})
	}
	return shown
}

// MinutesMarkdown writes minutes as a CommonMark text.
func MinutesMarkdown(m Minutes) []byte {
	var out bytes.Buffer
	a := m.Agenda
	fmt.Fprintf(&out, "# Minutes: %s\n\n%s  \n**%s, %s** (%s)\n\n", escape(a.Title), escape(a.ProcessName),
		a.day(m.StartedAt), a.span(m.StartedAt, m.EndedAt), escape(a.zone()))
	for _, i := range m.Items {
		fmt.Fprintf(&out, "## %s\n\n", escape(i.Title))
		if i.BeganAt != nil && i.EndedAt != nil {
			fmt.Fprintf(&out, "%s  \n", a.span(*i.BeganAt, *i.EndedAt))
		}
		if words := i.outcome(); words != "" {
			fmt.Fprintf(&out, "*%s*\n\n", words)
		}
		for _, d := range i.Decisions {
			fmt.Fprintf(&out, "* **%s**%s\n", escape(d.Text), inCharge(d))
		}
		if len(i.Decisions) > 0 {
			out.WriteString("\n")
		}
		out.WriteString(quote(i.Notes))
		for _, p := range i.Polls {
			fmt.Fprintf(&out, "%s %s\n\n", escape(p.Question), p.counts())
		}
	}
	fmt.Fprintf(&out, "---\n\nVersion %d, published on %s at %s.\n", m.Version, a.day(m.PublishedAt), a.clock(m.PublishedAt))
	return out.Bytes()
}

func inCharge(d Decision) string {
	var words []string
	if d.Owner != "" {
		words = append(words, d.Owner)
	}
	if d.Due != "" {
		words = append(words, "until "+d.Due)
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + escape(strings.Join(words, ", ")) + ")"
}
