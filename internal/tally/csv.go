package tally

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

var (
	csvHeader      = []string{"file", "project", "name", "cost", "support", "supporters", "selected", "place", "round", "reason"}
	declaredHeader = []string{"file", "rule", "matches", "selected", "only_rule", "only_marked", "why"}
)

// csvPrinter writes one header, and then a row for each project of each file; by
// declared rules a row for each file.
func csvPrinter(out io.Writer) func(*election) error {
	w, begun := csv.NewWriter(out), false
	return func(e *election) error {
		header, rows, err := e.table()
		if err != nil {
			return err
		}
		if !begun {
			rows = append([][]string{header}, rows...)
		}
		begun = true
		if err := w.WriteAll(rows); err != nil {
			return fmt.Errorf("CSV: %w", err)
		}
		return nil
	}
}

func (e *election) table() (header []string, rows [][]string, err error) {
	if e.declared != nil {
		return declaredHeader, [][]string{e.declaredRow()}, nil
	}
	projects, err := e.projects()
	for _, p := range projects {
		rows = append(rows, []string{
			e.path, p.ID, p.Name, p.Cost.String(), strconv.FormatInt(p.Support, 10), strconv.Itoa(p.Supporters),
			strconv.FormatBool(p.Selected), strconv.Itoa(p.Place), strconv.Itoa(p.Round), p.Reason,
		})
	}
	return csvHeader, rows, err
}

func (e *election) declaredRow() []string {
	d, matches := e.declared, ""
	if d.Matches != nil {
		matches = strconv.FormatBool(*d.Matches)
	}
	ids := func(list []string) string { return strings.Join(list, ",") }
	return []string{e.path, d.Rule, matches, ids(d.Selected), ids(d.OnlyRule), ids(d.OnlyMarked), d.Why}
}
