package pabulib

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/folkmoot/folkmoot/voting"
)

// leading are the metadata that by custom stand before the counts.
var leading = []string{"description", "country", "unit", "district", "subunit", "instance"}

// Write writes the election, with LF, without a byte order mark, and with the
// columns in their usual order. Reading it again gives an equal File; only a
// Scale that is finer than the amounts need becomes the least that they need.
//
// It returns a *SyntaxError, before anything was written, if the file holds
// what could not be read again; an error of w is returned wrapped.
func (f *File) Write(w io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	f.writeMeta(out)
	f.writeProjects(out)
	f.writeVotes(out)
	// A bufio.Writer keeps its first error and returns it here.
	if err := out.Flush(); err != nil {
		return fmt.Errorf("pabulib: write: %w", err)
	}
	return nil
}

func (f *File) writeMeta(out *bufio.Writer) {
	writeRecord(out, "META")
	writeRecord(out, "key", "value")
	custom := 0
	for custom < len(f.Meta) && slices.Contains(leading, f.Meta[custom].Key) {
		custom++
	}
	for _, entry := range f.Meta[:custom] {
		writeRecord(out, entry.Key, entry.Value)
	}
	writeRecord(out, keyNumProjects, strconv.Itoa(len(f.Projects)))
	writeRecord(out, keyNumVotes, strconv.Itoa(len(f.Votes)))
	writeRecord(out, keyBudget, formatAmount(f.Budget, f.Scale))
	writeRecord(out, keyVoteType, f.VoteType)
	for _, entry := range f.Meta[custom:] {
		writeRecord(out, entry.Key, entry.Value)
	}
}

func (f *File) writeProjects(out *bufio.Writer) {
	writeRecord(out, "PROJECTS")
	header := []string{columnID, columnCost}
	if f.Named {
		header = append(header, columnName)
	}
	writeRecord(out, append(header, f.ProjectColumns...)...)
	for _, p := range f.Projects {
		cells := []string{p.ID, formatAmount(p.Cost, f.Scale)}
		if f.Named {
			cells = append(cells, p.Name)
		}
		writeRecord(out, append(cells, p.Extra...)...)
	}
}

func (f *File) writeVotes(out *bufio.Writer) {
	writeRecord(out, "VOTES")
	header := []string{columnVoter, columnVote}
	if f.withPoints() {
		header = append(header, columnPoints)
	}
	writeRecord(out, append(header, f.VoteColumns...)...)
	for _, v := range f.Votes {
		writeRecord(out, f.voteCells(v)...)
	}
}

func (f *File) voteCells(v Vote) []string {
	cells := []string{v.Voter, strings.Join(v.Choices, ",")}
	if f.withPoints() {
		points := make([]string, len(v.Points))
		for i, n := range v.Points {
			points[i] = strconv.FormatInt(n, 10)
		}
		cells = append(cells, strings.Join(points, ","))
	}
	return append(cells, v.Extra...)
}

func (f *File) withPoints() bool { return kinds[f.VoteType] == voting.KindPoints }

// writeRecord writes one record. The writer keeps the first error.
func writeRecord(out *bufio.Writer, cells ...string) {
	for i, cell := range cells {
		if i > 0 {
			_ = out.WriteByte(';')
		}
		if strings.ContainsAny(cell, ";\"\n") {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		_, _ = out.WriteString(cell)
	}
	_ = out.WriteByte('\n')
}

func writeError(field, format string, args ...any) error {
	return &SyntaxError{Field: field, Message: fmt.Sprintf(format, args...)}
}

// check refuses what could not be read again.
func (f *File) check() error {
	if kinds[f.VoteType] == "" {
		return writeError(keyVoteType, "%q is no known kind of votes", f.VoteType)
	}
	if !slices.Contains([]int64{1, 10, 100, 1_000, 10_000, 100_000, 1_000_000}, f.Scale) {
		return writeError("Scale", "%d is no power of ten up to 10^%d", f.Scale, MaxDecimals)
	}
	if err := f.Instance().Validate(); err != nil {
		return writeError("PROJECTS", "%v", err)
	}
	if len(f.Votes) > MaxVotes || len(f.Meta) > MaxMeta {
		return writeError("", "more than %d ballots or %d metadata", MaxVotes, MaxMeta)
	}
	for _, part := range []func() error{f.checkMeta, f.checkColumns, f.checkProjects, f.checkVotes} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkMeta() error {
	derived := []string{"", keyBudget, keyVoteType, keyNumProjects, keyNumVotes}
	for _, entry := range f.Meta {
		if slices.Contains(derived, entry.Key) || isSection(entry.Key) {
			return writeError("META", "%q cannot be a key of its own", entry.Key)
		}
		if strings.HasSuffix(entry.Value, ";") {
			return writeError("META", "the value of %q ends with a semicolon", entry.Key)
		}
		if err := checkRecord("META", []string{entry.Key, entry.Value}, false); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkColumns() error {
	for _, name := range f.ProjectColumns {
		if isProjectColumn(name) {
			return writeError(name, "this column has a meaning of its own")
		}
	}
	for _, name := range f.VoteColumns {
		if isVoteColumn(name, f.withPoints()) {
			return writeError(name, "this column has a meaning of its own")
		}
	}
	for _, columns := range [][]string{f.ProjectColumns, f.VoteColumns} {
		for i, name := range columns {
			if name == "" || slices.Contains(columns[:i], name) {
				return writeError(name, "a column has no name, or the name of another")
			}
		}
		if len(columns)+3 > MaxColumns {
			return writeError("", "more than %d columns", MaxColumns)
		}
		if err := checkRecord("", columns, false); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkProjects() error {
	known := make(ids, len(f.Projects))
	for _, p := range f.Projects {
		if err := checkID(p.ID, known); err != nil {
			return writeError(columnID, "%v", err)
		}
		known[p.ID] = p.ID
		if p.Name != "" && !f.Named {
			return writeError(columnName, "project %q has a name, but there is no column of names", p.ID)
		}
		if len(p.Extra) != len(f.ProjectColumns) {
			return writeError("PROJECTS", "project %q has %d other cells for %d columns", p.ID, len(p.Extra), len(f.ProjectColumns))
		}
		if err := checkRecord("PROJECTS", append([]string{p.ID, p.Name}, p.Extra...), true); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkVotes() error {
	known := make(ids, len(f.Projects))
	for _, p := range f.Projects {
		known[p.ID] = p.ID
	}
	for _, v := range f.Votes {
		if err := checkVote(v, known); err != nil {
			return writeError(columnVote, "%v", err)
		}
		if err := f.checkPoints(v); err != nil {
			return err
		}
		if len(v.Extra) != len(f.VoteColumns) {
			return writeError("VOTES", "voter %q has %d other cells for %d columns", v.Voter, len(v.Extra), len(f.VoteColumns))
		}
		if err := checkRecord("VOTES", append(f.voteCells(v), v.Voter), true); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkPoints(v Vote) error {
	wanted := 0
	if f.withPoints() {
		wanted = len(v.Choices)
	}
	if len(v.Points) != wanted {
		return writeError(columnPoints, "voter %q has %d points for %d projects", v.Voter, len(v.Points), wanted)
	}
	for _, points := range v.Points {
		if points < 0 || points > voting.MaxPoints {
			return writeError(columnPoints, "voter %q gives %d points", v.Voter, points)
		}
	}
	return nil
}

// checkRecord refuses cells that would be read differently. In tables a cell
// "none" would be read as empty.
func checkRecord(field string, cells []string, table bool) error {
	size := 0
	for _, cell := range cells {
		size += len(cell) + strings.Count(cell, `"`) + 3 // with quotes and separator
		switch {
		case !utf8.ValidString(cell) || strings.Contains(cell, "\r") || strings.TrimSpace(cell) != cell:
			return writeError(field, "the cell %q is not UTF-8, or has space around it or a carriage return in it", shorten(cell))
		case table && strings.EqualFold(cell, "none"):
			return writeError(field, "a cell %q would be read as an empty cell", cell)
		}
	}
	if size > MaxRecord {
		return writeError(field, "a record is longer than %d bytes", MaxRecord)
	}
	return nil
}
