package tally

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// A sheet is a text for people, so many characters wide.
type sheet struct {
	strings.Builder
	width   int
	explain bool
	columns widths
}

const (
	usualWidth = 100 // where there is no terminal
	leastWidth = 60
	// shownOthers is the number of projects not chosen that are shown.
	shownOthers = 10

	supportersTitle = "supporters"
)

// textPrinter writes a sheet for each election, with a line between them.
func textPrinter(out io.Writer, explain bool) func(*election) error {
	width, begun := max(leastWidth, cmp.Or(columns(out), usualWidth)), false
	return func(e *election) error {
		s := &sheet{width: width, explain: explain}
		if begun {
			s.line("\n" + strings.Repeat("─", width) + "\n")
		}
		begun = true
		if err := s.election(e); err != nil {
			return err
		}
		_, err := io.WriteString(out, s.String())
		return err //nolint:wrapcheck // the caller names the file
	}
}

func (s *sheet) line(text string) { s.WriteString(text + "\n") }

func (s *sheet) linef(format string, values ...any) { s.line(fmt.Sprintf(format, values...)) }

func (s *sheet) paragraph(text string) { s.line(strings.Join(wrapped(text, s.width), "\n")) }

func (s *sheet) election(e *election) error {
	s.line(clip(heading(e), s.width))
	if e.declared != nil {
		s.declaredText(e)
		return nil
	}
	o := e.outcome
	s.linef("%s by %s, %s, budget %s", plural(o.Voters, "ballot"), ballotWords[o.Ballots],
		plural(len(o.Items), "project"), unitOf(e.file).Format(o.Budget))
	s.paragraph(ruleWords(o.Settings, unitOf(e.file)))
	chosen, others, err := e.rows()
	if err != nil {
		return err
	}
	others, more := s.shortened(others)
	s.measure(slices.Concat(chosen, others))
	s.chosen(chosen)
	s.total(e, o.Selected)
	s.notChosen(others, more)
	s.remarks(e)
	s.comparisonText(e)
	return nil
}

// heading is the name of an election with that of its file.
func heading(e *election) string {
	file := clean(filepath.Base(e.path))
	if name := clean(e.file.Get("description")); name != "" {
		return name + " (" + file + ")"
	}
	return file
}

type projectOf = pabulib.Project

// row is a project in a table.
type row struct {
	place, id, name, cost, supporters, reason string
	support                                   int64
	// amount is shown as a part of the budget, or title instead.
	amount, budget int64
	title          string
}

func (e *election) row(p projectOf) row {
	return row{id: clip(clean(p.ID), longestID), name: clean(p.Name), cost: unitOf(e.file).Format(p.Cost), amount: p.Cost, budget: e.file.Budget}
}

// rows are the chosen projects by place, and the others by support.
func (e *election) rows() (chosen, others []row, err error) {
	chosen = make([]row, len(e.outcome.Selected))
	for i, item := range e.outcome.Items {
		why, err := e.outcome.Explain(item.Project, unitOf(e.file))
		if err != nil {
			return nil, nil, err
		}
		r := e.row(e.file.Projects[i])
		r.supporters, r.support, r.reason = group(item.Supporters), item.Support, strings.TrimSpace(why.Text+" "+e.change(item))
		if item.Selected {
			r.place = fmt.Sprint(item.Place)
			chosen[item.Place-1] = r
		} else {
			r.amount = 0
			others = append(others, r)
		}
	}
	slices.SortStableFunc(others, func(a, b row) int { return cmp.Compare(b.support, a.support) })
	return chosen, others, nil
}

func (s *sheet) chosen(rows []row) {
	if len(rows) == 0 {
		s.line("\nNothing was chosen.")
		return
	}
	s.line("\nChosen, in this order:")
	title := row{cost: "cost", title: "of the budget"}
	if rows[0].supporters != "" {
		title.supporters = supportersTitle
	}
	s.table(append([]row{title}, rows...))
}

func (s *sheet) total(e *election, selected []string) {
	if len(selected) == 0 {
		return
	}
	cost, unit := e.costOf(selected), unitOf(e.file)
	text := fmt.Sprintf("  Together %s for %s", unit.Format(cost), plural(len(selected), "project"))
	if e.file.Budget > 0 {
		text += fmt.Sprintf(", %s %% of the budget; %s left", share(cost, e.file.Budget), unit.Format(e.file.Budget-cost))
	}
	s.line(text + ".")
}

// shortened leaves out all but the best, unless everything is to be explained.
func (s *sheet) shortened(rows []row) (best []row, more int) {
	if s.explain || len(rows) <= shownOthers {
		return rows, 0
	}
	return rows[:shownOthers], len(rows) - shownOthers
}

func (s *sheet) notChosen(rows []row, more int) {
	if len(rows) == 0 {
		return
	}
	s.line("\nNot chosen:")
	s.table(rows)
	if more > 0 {
		s.linef("  … and %d with less support; --explain shows all, with their reasons.", more)
	}
}

// remarks are what else is worth knowing about the count.
func (s *sheet) remarks(e *election) {
	var text []string
	o, unit := e.outcome, unitOf(e.file)
	if share, err := unit.FormatExact(o.Share); err == nil {
		text = append(text, fmt.Sprintf("Each voter began with %s.", share))
	}
	if o.Raised != nil {
		text = append(text, fmt.Sprintf("That is the share after %s; %s.", raisedWords(o), stopWords[o.Raised.Stop]))
	}
	_, scale := worth(o.Settings, e.file.Scale)
	if welfare, err := (voting.Unit{}).FormatExact(units(o.Welfare, scale)); err == nil {
		text = append(text, fmt.Sprintf("The satisfaction of all voters together is %s, the greatest there is.", welfare))
	}
	if n := decisive(o); n > 0 {
		text = append(text, fmt.Sprintf("%s decided what is chosen, by %s%s.", plural(n, "exact tie"), tieWords(o.Settings), s.whereTies()))
	}
	if len(text) > 0 {
		s.line("")
		s.paragraph(strings.Join(text, " "))
	}
}

func (s *sheet) whereTies() string {
	if s.explain {
		return ""
	}
	return "; --explain says where"
}

// decisive is the number of ties that decided what is chosen.
func decisive(o *voting.Outcome) int {
	n := 0
	for _, tie := range o.Ties {
		if len(tie.LeftOut) > 0 {
			n++
		}
	}
	return n
}
