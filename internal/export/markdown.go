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
	fmt.Fprintf(&out, "# %s\n\n%s  \n", escape(a.Title), escape(a.ProcessName))
	fmt.Fprintf(&out, "**%s, %s–%s** (%s)", a.day(a.StartsAt), a.clock(a.StartsAt), a.clock(a.EndsAt), escape(a.zone()))
	if line(a.Place) != "" {
		fmt.Fprintf(&out, "  \n%s", escape(a.Place))
	}
	out.WriteString("\n\n" + quote(a.Purpose))
	for i := range a.Slots {
		a.slotMarkdown(&out, i)
	}
	fmt.Fprintf(&out, "## %s End\n\n", a.clock(a.EndsAt))
	a.footMarkdown(&out)
	return out.Bytes()
}

func (a Agenda) slotMarkdown(out *bytes.Buffer, i int) {
	s := a.Slots[i]
	if a.startsDay(i) {
		fmt.Fprintf(out, "**%s**\n\n", a.day(s.StartsAt))
	}
	fmt.Fprintf(out, "## %s–%s %s\n\n%d minutes", a.clock(s.StartsAt), a.clock(s.EndsAt), escape(s.Title), s.Minutes)
	if words := kindWords(s.Kind); words != "" {
		fmt.Fprintf(out, " · %s", strings.ToLower(words))
	}
	out.WriteString("\n\n")
	if reason := line(s.Reason); reason != "" {
		fmt.Fprintf(out, "*%s*\n\n", escape(reason))
	}
	out.WriteString(quote(s.Text))
}

func (a Agenda) footMarkdown(out *bytes.Buffer) {
	out.WriteString("---\n\n")
	if method := line(a.Method); method != "" {
		fmt.Fprintf(out, "How this was chosen: %s\n\n", escape(method))
	}
	fmt.Fprintf(out, "Version %d, %s.", a.Version, escape(a.published()))
	if a.URL != "" {
		fmt.Fprintf(out, " <%s>", strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(line(a.URL)))
	}
	out.WriteString("\n")
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
