package pabulib

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
)

// sections are the headings in their order.
var sections = []string{"META", "PROJECTS", "VOTES"}

// isSection tells whether a cell is a heading, in any case.
func isSection(cell string) bool { return sectionAt(cell) >= 0 }

func sectionAt(cell string) int {
	return slices.IndexFunc(sections, func(name string) bool { return strings.EqualFold(cell, name) })
}

// The keys and columns with a meaning.
const (
	keyBudget      = "budget"
	keyVoteType    = "vote_type"
	keyNumProjects = "num_projects"
	keyNumVotes    = "num_votes"

	columnID     = "project_id"
	columnCost   = "cost"
	columnName   = "name"
	columnVoter  = "voter_id"
	columnVote   = "vote"
	columnPoints = "points"
)

// Reader reads an election ballot by ballot. It keeps metadata and projects, and
// of the ballots only the one at hand. It is not safe for concurrent use.
type Reader struct {
	*records
	file    *File
	section int // position in sections, -1 before the first
	// header is the header of the section, nil before it was read.
	header []string
	known  ids
	// amounts wait until the scale is known: the budget, then costs.
	budget *pending
	costs  []pending
	// at says where the cells of a vote are.
	at ballotCells
	// vote is the ballot at hand, votes their number up to now, and promised the
	// number that the metadata say, which may be wrong.
	vote            Vote
	votes, promised int
	// texts and numbers hold the slices of the ballot at hand, and of all before
	// it if keep.
	texts   pool[string]
	numbers pool[int64]
	keep    bool
	// err is why there is no further ballot.
	err error
}

// ids maps the id of each project to itself, so that all ballots share it.
type ids map[string]string

func (known ids) has(id string) bool { return known[id] != "" }

// pending is an amount and where it stood.
type pending struct {
	amount
	line  int
	field string
}

// NewReader reads an election up to its first ballot. What cannot be understood,
// or passes a limit of the package, is a *SyntaxError; an error of r is returned
// wrapped. The reader may read more from r than it needs.
func NewReader(r io.Reader) (*Reader, error) {
	in := &Reader{records: newRecords(r), file: &File{}, section: -1, known: ids{}}
	for in.section < len(sections)-1 || in.header == nil {
		cells, err := in.read()
		if errors.Is(err, io.EOF) {
			return nil, in.missing()
		}
		if err == nil {
			err = in.accept(cells)
		}
		if err != nil {
			return nil, err
		}
	}
	return in, nil
}

// File returns the election without its ballots. It belongs to the caller once
// the last ballot was read.
func (in *Reader) File() *File { return in.file }

// Next returns the next ballot, io.EOF after the last. What is wrong in it is an
// error as NewReader has them; after an error it is returned for ever. The
// slices of a ballot are valid until Next is called again.
func (in *Reader) Next() (Vote, error) {
	if in.err == nil {
		in.err = in.readVote()
	}
	if in.err != nil {
		return Vote{}, in.err
	}
	return in.vote, nil
}

// Profile reads the ballots that are left into a profile, and keeps no others.
// Errors are those of Next, but for io.EOF.
func (in *Reader) Profile() (*voting.Profile, error) {
	form := in.file.Form()
	profile, holds := voting.NewProfile(in.file.Instance(), form), in.file.holding()
	var ballot voting.Ballot
	for {
		vote, err := in.Next()
		if errors.Is(err, io.EOF) {
			return profile, nil
		}
		if err != nil {
			return nil, err
		}
		ballot = holds.add(vote.appendTo(ballot[:0], form.Kind), vote)
		if err := profile.Add(ballot, 1); err != nil {
			return nil, in.errorf(columnVote, "%v", err)
		}
	}
}

// ReadProfile reads an election as Read does, but counts its ballots without
// keeping them: the file has no Votes, and memory is near that of the profile.
func ReadProfile(r io.Reader) (*File, *voting.Profile, error) {
	in, err := NewReader(r)
	if err != nil {
		return nil, nil, err
	}
	profile, err := in.Profile()
	if err != nil {
		return nil, nil, err
	}
	return in.file, profile, nil
}

// Read reads an election with all its ballots. Errors are those of NewReader.
func Read(r io.Reader) (*File, error) {
	in, err := NewReader(r)
	if err != nil {
		return nil, err
	}
	in.keep = true
	for {
		vote, err := in.Next()
		if errors.Is(err, io.EOF) {
			return in.file, nil
		}
		if err != nil {
			return nil, err
		}
		if in.file.Votes == nil {
			in.file.Votes = make([]Vote, 0, in.promised)
		}
		in.file.Votes = append(in.file.Votes, vote)
	}
}

// accept takes one record before the votes.
func (in *Reader) accept(cells []string) error {
	if at := sectionAt(cells[0]); at >= 0 {
		return in.begin(at)
	}
	switch {
	case in.section < 0:
		return in.errorf("", "a file begins with the section META")
	case in.header == nil:
		return in.begun(cells)
	case sections[in.section] == "META":
		return in.meta(cells)
	default:
		return in.project(cells)
	}
}

// begin begins a section. All that the next one needs must have been there.
func (in *Reader) begin(section int) error {
	if section != in.section+1 {
		return in.errorf(sections[section], "this section is out of order: META, PROJECTS, VOTES, each once")
	}
	if err := in.ended(); err != nil {
		return err
	}
	in.section, in.header = section, nil
	if sections[section] == "VOTES" {
		return in.scale()
	}
	return nil
}

// ended checks that the section at hand is complete.
func (in *Reader) ended() error {
	switch {
	case in.section < 0:
		return nil
	case in.header == nil:
		return in.errorf(sections[in.section], "this section has no header")
	case in.budget == nil:
		return in.errorf(keyBudget, "the metadata do not say the budget")
	case in.file.VoteType == "":
		return in.errorf(keyVoteType, "the metadata do not say the kind of votes")
	}
	return nil
}

// missing says what a file that ended before its first ballot does not have.
func (in *Reader) missing() error {
	in.line = max(1, in.next-1)
	if in.section < len(sections)-1 {
		return in.errorf(sections[in.section+1], "this section is missing")
	}
	return in.ended()
}

// begun takes the header of a section.
func (in *Reader) begun(cells []string) error {
	for len(cells) > 1 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	for i, name := range cells {
		if name == "" || slices.Contains(cells[:i], name) {
			return in.errorf(name, "a column has no name, or the name of another")
		}
	}
	for _, name := range in.needed() {
		if !slices.Contains(cells, name) {
			return in.errorf(name, "this column is missing in the header of %s", sections[in.section])
		}
	}
	in.header = slices.Clone(cells)
	in.columns()
	return nil
}

// needed are the columns that the section at hand must have.
func (in *Reader) needed() []string {
	switch {
	case sections[in.section] == "META":
		return []string{"key"}
	case sections[in.section] == "PROJECTS":
		return []string{columnID, columnCost}
	case in.file.withPoints():
		return []string{columnVoter, columnVote, columnPoints}
	default:
		return []string{columnVoter, columnVote}
	}
}

// columns notes where the columns of the header are.
func (in *Reader) columns() {
	switch sections[in.section] {
	case "PROJECTS":
		in.projectColumns()
	case "VOTES":
		in.voteColumns()
	}
}

// row fits the cells of a record to the header.
func (in *Reader) row(cells []string) ([]string, error) {
	if len(cells) < len(in.header) {
		return nil, in.errorf("", "%d cells where the header has %d", len(cells), len(in.header))
	}
	for _, surplus := range cells[len(in.header):] {
		if surplus != "" {
			return nil, in.errorf("", "%d cells where the header has %d", len(cells), len(in.header))
		}
	}
	cells = cells[:len(in.header)]
	for i, cell := range cells {
		if len(cell) == len("none") && strings.EqualFold(cell, "none") {
			cells[i] = ""
		}
	}
	return cells, nil
}

// scale turns amounts into minor units, now that all are known.
func (in *Reader) scale() error {
	decimals := in.budget.decimals
	for _, cost := range in.costs {
		decimals = max(decimals, cost.decimals)
	}
	in.file.Scale = pow10(decimals)
	var err error
	if in.file.Budget, err = in.budget.minorUnits(decimals); err != nil {
		return err
	}
	for i, cost := range in.costs {
		if in.file.Projects[i].Cost, err = cost.minorUnits(decimals); err != nil {
			return err
		}
	}
	return nil
}

func (p pending) minorUnits(decimals int) (int64, error) {
	n, err := p.minor(decimals)
	if err != nil {
		return 0, &SyntaxError{Line: p.line, Field: p.field, Message: fmt.Sprint(err)}
	}
	return n, nil
}
