package sheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrTooLong says that there are more rows than may be read.
var ErrTooLong = errors.New("more rows than may be read")

// Read reads rows of cells: parted by tabs, as spreadsheets copy them, or by commas
// or semicolons. Rows without anything are left out. It returns ErrTooLong if there are
// more than so many rows, and an error for what cannot be read.
func Read(text string, most int) ([][]string, error) {
	text, marked := strings.CutPrefix(text, byteOrderMark)
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = parting(text, marked), true, -1
	var rows [][]string
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read rows: %w", err)
		}
		if row = plainRow(row); len(row) == 0 {
			continue
		}
		if len(rows) == most {
			return nil, ErrTooLong
		}
		rows = append(rows, row)
	}
}

const byteOrderMark = "\uFEFF"

// parting is the sign between cells: a tab if there is any in the first line that
// has one, and otherwise whichever of the others there is more of, outside quotes. A
// file with a byte order mark has no tabs between its cells.
func parting(text string, marked bool) rune {
	counts, quoted, begins := map[rune]int{}, false, true
	for _, r := range text {
		if r == '"' && (quoted || begins) {
			quoted = !quoted
		}
		begins = r == '\t' || r == ',' || r == ';' || r == '\n'
		if quoted {
			continue
		}
		if r == '\n' && len(counts) > 0 {
			break
		}
		if begins && r != '\n' {
			counts[r]++
		}
	}
	switch {
	case counts['\t'] > 0 && !marked:
		return '\t'
	case counts[';'] > 0 && counts[';'] >= counts[',']:
		return ';'
	default:
		return ','
	}
}

// plainRow trims the cells, and returns none if there is nothing in them.
func plainRow(row []string) []string {
	empty := true
	for i, cell := range row {
		row[i] = disarmed(strings.TrimSpace(cell))
		empty = empty && row[i] == ""
	}
	if empty {
		return nil
	}
	return row
}

// disarmed takes off the apostrophe that Write puts before a formula.
func disarmed(cell string) string {
	if rest, cut := strings.CutPrefix(cell, "'"); cut && isFormula(rest) {
		return rest
	}
	return cell
}
