package tally

import (
	"fmt"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longestID = 12 // characters of an id that are shown
	// A bar as long as the budget, and one where there is little room.
	longBar, shortBar = 20, 12
	narrow            = 90
)

// widths are those of the columns of a table.
type widths struct{ place, id, name, cost, supporters, bar int }

// measure makes the columns wide enough for the rows. Names get the room that is
// left.
func (s *sheet) measure(rows []row) {
	w := widths{place: 2, cost: len("cost"), bar: longBar}
	if s.width < narrow {
		w.bar = shortBar
	}
	for _, r := range rows {
		w.place, w.id, w.name = max(w.place, length(r.place)), max(w.id, length(r.id)), max(w.name, length(r.name))
		w.cost = max(w.cost, length(r.cost))
		if r.supporters != "" {
			w.supporters = max(len(supportersTitle), length(r.supporters))
		}
	}
	w.name = max(8, min(w.name, s.width-w.place-w.id-w.cost-w.supporters-w.bar-12))
	s.columns = w
}

// table writes projects in the columns that were measured.
func (s *sheet) table(rows []row) {
	w := s.columns
	for _, r := range rows {
		text := fmt.Sprintf("  %*s  %-*s  %-*s  %*s  ", w.place, r.place, w.id, r.id, w.name, clip(r.name, w.name), w.cost, r.cost)
		if w.supporters > 0 {
			text += fmt.Sprintf("%*s  ", w.supporters, r.supporters)
		}
		s.line(strings.TrimRight(text+r.title+bar(r.amount, r.budget, w.bar), " "))
		if s.explain && r.reason != "" {
			indent := strings.Repeat(" ", w.place+4)
			s.line(indent + strings.Join(wrapped(r.reason, s.width-len(indent)), "\n"+indent))
		}
	}
}

// align writes rows with a first column of words and others of numbers.
func (s *sheet) align(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, cells := range rows {
		for i, cell := range cells {
			widths[i] = max(widths[i], length(cell))
		}
	}
	for _, cells := range rows {
		text := fmt.Sprintf("  %-*s", widths[0], cells[0])
		for i, cell := range cells[1:] {
			text += fmt.Sprintf("  %*s", widths[i+1], cell)
		}
		s.line(text)
	}
}

// wrapped breaks a text into lines between words.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case length(line)+1+length(word) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}

func length(text string) int { return utf8.RuneCountInString(text) }

// clip shortens a text that is too long.
func clip(text string, width int) string {
	if length(text) <= width {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:width-1])) + "…"
}

// clean makes one line of a text from a file, without signs that would steer a
// terminal.
func clean(text string) string {
	visible := func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}
	return strings.Join(strings.Fields(strings.Map(visible, text)), " ")
}

// eighths are blocks from one eighth of a character to the whole.
var eighths = []rune("▏▎▍▌▋▊▉█")

// bar shows an amount as a part of the budget, which is so wide.
func bar(amount, budget int64, width int) string {
	if budget <= 0 || amount <= 0 || amount > budget {
		return ""
	}
	n := new(big.Int).Mul(big.NewInt(amount), big.NewInt(int64(width*len(eighths))))
	n.Quo(n, big.NewInt(budget))
	full, rest := int(n.Int64())/len(eighths), int(n.Int64())%len(eighths)
	text := strings.Repeat("█", full)
	if rest > 0 || full == 0 {
		text += string(eighths[max(rest, 1)-1])
	}
	return text
}

// share writes a part of the budget in per cent, never rounded up to all of it.
func share(amount, budget int64) string {
	tenths := new(big.Int).Mul(big.NewInt(amount), big.NewInt(1000))
	tenths.Quo(tenths, big.NewInt(budget))
	return strings.TrimSuffix(new(big.Rat).SetFrac(tenths, big.NewInt(10)).FloatString(1), ".0")
}

// group writes a number with commas between thousands.
func group(n int) string { return digits(fmt.Sprint(n)) }

func digits(text string) string {
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return group(n) + " " + one + "s"
}
