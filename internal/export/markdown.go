package export

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// Markdown writes the agenda as a CommonMark text. Titles and names are
// escaped; what people wrote at length stands in quotations, so that it cannot
// change the order of the document around it.
func Markdown(a Agenda) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %s\n\n", escape(a.Title))
	if a.Cancelled {
		fmt.Fprintf(&out, "**%s**\n\n", cancelled)
	}
	fmt.Fprintf(&out, "%s  \n", escape(a.ProcessName))
	fmt.Fprintf(&out, "**%s, %s** (%s)", a.day(a.StartsAt), a.span(a.StartsAt, a.EndsAt), escape(a.zone()))
	if line(a.Place) != "" {
		fmt.Fprintf(&out, "  \n%s", escape(a.Place))
	}
	if line(a.Link) != "" {
		fmt.Fprintf(&out, "  \nFrom afar: %s", address(a.Link))
	}
	out.WriteString("\n\n" + quote(a.Purpose))
	for i := range a.Slots {
		a.slotMarkdown(&out, i)
	}
	a.freeMarkdown(&out, len(a.Slots))
	fmt.Fprintf(&out, "## %s End\n\n", a.clock(a.EndsAt))
	a.leftMarkdown(&out)
	a.footMarkdown(&out)
	return out.Bytes()
}

// cancelled is what stands above everything else.
const cancelled = "This meeting is cancelled."

func (a Agenda) slotMarkdown(out *bytes.Buffer, i int) {
	s := a.Slots[i]
	a.freeMarkdown(out, i)
	if a.startsDay(i) {
		fmt.Fprintf(out, "**%s**\n\n", a.day(s.StartsAt))
	}
	fmt.Fprintf(out, "## %s %s\n\n%s", a.span(s.StartsAt, s.EndsAt), escape(s.Title), plural(s.Minutes, "minute", "minutes"))
	if words := kindWords(s.Kind); words != "" {
		fmt.Fprintf(out, " · %s", strings.ToLower(words))
	}
	out.WriteString("\n\n")
	for _, fact := range s.facts() {
		fmt.Fprintf(out, "%s%s: %s%s\n\n", fact.around, fact.name, escape(fact.words), fact.around)
	}
	a.partsMarkdown(out, s)
	for _, p := range s.Papers {
		fmt.Fprintf(out, "* Paper: %s %s\n", escape(p.Title), address(p.URL))
	}
	if len(s.Papers) > 0 {
		out.WriteString("\n")
	}
	if reason := line(s.Reason); reason != "" {
		fmt.Fprintf(out, "*%s*\n\n", escape(reason))
	}
	out.WriteString(quote(s.Text))
}

// A fact is a short thing to know about a slot.
type fact struct{ name, words, around string }

func (s Slot) facts() []fact {
	var known []fact
	for _, f := range []fact{
		{"To decide", line(s.Question), "**"},
		{"Who", names(s.Speakers), ""},
		{"Facilitator", line(s.Facilitator), ""},
		{"The organisers depart from the outcome", line(s.Departure), ""},
	} {
		if f.words != "" {
			known = append(known, f)
		}
	}
	return known
}

func (a Agenda) partsMarkdown(out *bytes.Buffer, s Slot) {
	for _, p := range s.Parts {
		fmt.Fprintf(out, "- %s %s (%d min)", a.clock(p.StartsAt), escape(p.Title), p.Minutes)
		if who := names(p.Speakers); who != "" {
			fmt.Fprintf(out, " – %s", escape(who))
		}
		if question := line(p.Question); question != "" {
			fmt.Fprintf(out, "  \n  **To decide: %s**", escape(question))
		}
		out.WriteString("\n")
	}
	if len(s.Parts) > 0 {
		out.WriteString("\n")
	}
}

func (a Agenda) freeMarkdown(out *bytes.Buffer, i int) {
	if from, n := a.free(i); n > 0 {
		fmt.Fprintf(out, "*%s, %s free*\n\n", a.clock(from), plural(n, "minute", "minutes"))
	}
}

func (a Agenda) leftMarkdown(out *bytes.Buffer) {
	if len(a.Left) == 0 {
		return
	}
	out.WriteString("## What did not fit\n\n")
	for _, l := range a.Left {
		fmt.Fprintf(out, "- **%s**", escape(l.Title))
		if reason := line(l.Reason); reason != "" {
			fmt.Fprintf(out, "  \n  %s", escape(reason))
		}
		out.WriteString("\n")
	}
	out.WriteString("\n")
}

func (a Agenda) footMarkdown(out *bytes.Buffer) {
	out.WriteString("---\n\n")
	if note := line(a.Note); note != "" {
		fmt.Fprintf(out, "About this version: %s\n\n", escape(note))
	}
	for _, change := range lines(a.Changes) {
		fmt.Fprintf(out, "- %s\n", escape(change))
	}
	if len(lines(a.Changes)) > 0 {
		out.WriteString("\n")
	}
	if method := line(a.Method); method != "" {
		fmt.Fprintf(out, "How this was chosen: %s\n\n", escape(method))
	}
	if reason := line(a.OrderReason); reason != "" {
		fmt.Fprintf(out, "Why in this order: %s\n\n", escape(reason))
	}
	if line(a.CheckURL) != "" {
		fmt.Fprintf(out, "Check it yourself: %s\n\n", address(a.CheckURL))
	}
	fmt.Fprintf(out, "Version %d, %s.", a.Version, escape(a.published()))
	if a.URL != "" {
		fmt.Fprintf(out, " %s", address(a.URL))
	}
	out.WriteString("\n")
}

// address is a link if it is one of the web, and else the words.
func address(s string) string {
	link := webLink(s)
	if link == "" {
		return escape(s)
	}
	return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(link) + ">"
}

// startsDay reports whether a slot is the first on a date other than the one
// in the heading.
func (a Agenda) startsDay(i int) bool {
	previous := a.StartsAt
	if i > 0 {
		previous = a.Slots[i-1].StartsAt
	}
	return !a.sameDay(previous, a.Slots[i].StartsAt)
}

// special matches what could begin or end a construct of CommonMark.
var special = regexp.MustCompile("[\\\\`*_{}\\[\\]<>#|~&!]|^[-+=]|^\\d+[.)]")

func escape(s string) string {
	return special.ReplaceAllStringFunc(line(s), func(m string) string {
		return m[:len(m)-1] + `\` + m[len(m)-1:]
	})
}

// quote puts a text of any lines into a quotation.
func quote(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight("> "+l, " \t")
	}
	return strings.Join(lines, "\n") + "\n\n"
}
