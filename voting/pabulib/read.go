package pabulib

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/folkmoot/folkmoot/voting"
)

// sections are the headings in their order.
var sections = []string{"META", "PROJECTS", "VOTES"}

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

// Read reads an election. What cannot be understood, or passes a limit of the
// package, is a *SyntaxError; an error of r is returned wrapped.
func Read(r io.Reader) (*File, error) {
	in := &reader{records: newRecords(r), file: &File{}, section: -1, known: map[string]bool{}}
	for {
		cells, err := in.read()
		if errors.Is(err, io.EOF) {
			return in.finish()
		}
		if err != nil {
			return nil, err
		}
		if err := in.accept(cells); err != nil {
			return nil, err
		}
	}
}

// reader is a file under way.
type reader struct {
	*records
	file    *File
	section int // position in sections, -1 before the first
	// header is the header of the section, nil before it was read.
	header []string
	known  map[string]bool // ids of projects
	// amounts wait for the end, when the scale is known: the budget, then costs.
	budget *pending
	costs  []pending
}

// pending is an amount and where it stood.
type pending struct {
	amount
	line  int
	field string
}

// accept takes one record.
func (in *reader) accept(cells []string) error {
	if at := slices.Index(sections, strings.ToUpper(cells[0])); at >= 0 {
		return in.begin(at)
	}
	if in.section < 0 {
		return in.errorf("", "a file begins with the section META")
	}
	if in.header == nil {
		return in.begun(cells)
	}
	switch sections[in.section] {
	case "META":
		return in.meta(cells)
	case "PROJECTS":
		return in.project(cells)
	default:
		return in.vote(cells)
	}
}

// begin begins a section. All that the next one needs must have been there.
func (in *reader) begin(section int) error {
	if section != in.section+1 {
		return in.errorf(sections[section], "this section is out of order: META, PROJECTS, VOTES, each once")
	}
	if err := in.ended(); err != nil {
		return err
	}
	in.section, in.header = section, nil
	return nil
}

// ended checks that the section at hand is complete.
func (in *reader) ended() error {
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

// begun takes the header of a section.
func (in *reader) begun(cells []string) error {
	for len(cells) > 1 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	for i, name := range cells {
		if name == "" || slices.Contains(cells[:i], name) {
			return in.errorf(name, "a column has no name, or the name of another")
		}
	}
	needed := map[string][]string{
		"META": {"key"}, "PROJECTS": {columnID, columnCost}, "VOTES": {columnVoter, columnVote},
	}[sections[in.section]]
	if sections[in.section] == "VOTES" && in.withPoints() {
		needed = append(needed, columnPoints)
	}
	for _, name := range needed {
		if !slices.Contains(cells, name) {
			return in.errorf(name, "this column is missing in the header of %s", sections[in.section])
		}
	}
	in.header = cells
	in.columns()
	return nil
}

// columns notes which columns of the header have no meaning of their own.
func (in *reader) columns() {
	for _, name := range in.header {
		switch {
		case sections[in.section] == "PROJECTS" && name == columnName:
			in.file.Named = true
		case sections[in.section] == "PROJECTS" && !isProjectColumn(name):
			in.file.ProjectColumns = append(in.file.ProjectColumns, name)
		case sections[in.section] == "VOTES" && !isVoteColumn(name, in.withPoints()):
			in.file.VoteColumns = append(in.file.VoteColumns, name)
		}
	}
}

func isProjectColumn(name string) bool {
	return name == columnID || name == columnCost || name == columnName
}

func isVoteColumn(name string, withPoints bool) bool {
	return name == columnVoter || name == columnVote || (name == columnPoints && withPoints)
}

func (in *reader) withPoints() bool { return kinds[in.file.VoteType] == voting.KindPoints }

// meta takes one line of metadata. A value with semicolons that were not quoted
// is put together again.
func (in *reader) meta(cells []string) error {
	key := cells[0]
	value := strings.TrimSpace(strings.TrimRightFunc(strings.Join(cells[1:], ";"), func(r rune) bool {
		return r == ';' || unicode.IsSpace(r)
	}))
	switch key {
	case "":
		return in.errorf("", "a line of metadata has no key")
	case keyBudget:
		return in.metaBudget(value)
	case keyVoteType:
		return in.metaVoteType(value)
	case keyNumProjects, keyNumVotes:
		return nil // they are counted
	}
	if len(in.file.Meta) == MaxMeta {
		return in.errorf("META", "more than %d lines of metadata", MaxMeta)
	}
	in.file.Meta = append(in.file.Meta, Entry{key, value})
	return nil
}

func (in *reader) metaBudget(value string) error {
	if in.budget != nil {
		return in.errorf(keyBudget, "the budget is given twice")
	}
	budget, err := in.amount(keyBudget, value)
	in.budget = &budget
	return err
}

func (in *reader) metaVoteType(value string) error {
	value = strings.ToLower(value)
	if in.file.VoteType != "" {
		return in.errorf(keyVoteType, "the kind of votes is given twice")
	}
	if kinds[value] == "" {
		return in.errorf(keyVoteType, "%q is no known kind of votes", shorten(value))
	}
	in.file.VoteType = value
	return nil
}

func (in *reader) amount(field, text string) (pending, error) {
	a, err := parseAmount(text)
	if err != nil {
		return pending{}, in.errorf(field, "%v", err)
	}
	return pending{a, in.line, field}, nil
}

// row fits the cells of a record to the header.
func (in *reader) row(cells []string) ([]string, error) {
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
		if strings.EqualFold(cell, "none") {
			cells[i] = ""
		}
	}
	return cells, nil
}

// project takes one line of PROJECTS.
func (in *reader) project(cells []string) error {
	cells, err := in.row(cells)
	if err != nil {
		return err
	}
	p := Project{}
	for i, name := range in.header {
		switch name {
		case columnID:
			p.ID = cells[i]
		case columnName:
			p.Name = cells[i]
		case columnCost:
			cost, err := in.amount(columnCost, cells[i])
			if err != nil {
				return err
			}
			in.costs = append(in.costs, cost)
		default:
			p.Extra = append(p.Extra, cells[i])
		}
	}
	if err := checkID(p.ID, in.known); err != nil {
		return in.errorf(columnID, "%v", err)
	}
	if len(in.file.Projects) == voting.MaxProjects {
		return in.errorf(sections[in.section], "more than %d projects", voting.MaxProjects)
	}
	in.known[p.ID] = true
	in.file.Projects = append(in.file.Projects, p)
	return nil
}

// checkID refuses ids that could not stand in a file.
func checkID(id string, known map[string]bool) error {
	switch {
	case id == "" || len(id) > voting.MaxIDLength:
		return fmt.Errorf("an id must have 1 to %d bytes", voting.MaxIDLength)
	case strings.Contains(id, ","):
		return fmt.Errorf("the id %q has a comma, so no ballot could name it", shorten(id))
	case slices.Contains(sections, strings.ToUpper(id)):
		return fmt.Errorf("the id %q is the name of a section", id)
	case known[id]:
		return fmt.Errorf("the project %q is given twice", shorten(id))
	}
	return nil
}

// vote takes one line of VOTES.
func (in *reader) vote(cells []string) error {
	cells, err := in.row(cells)
	if err != nil {
		return err
	}
	v, points := Vote{}, ""
	for i, name := range in.header {
		switch {
		case name == columnVoter:
			v.Voter = cells[i]
		case name == columnVote && cells[i] != "":
			v.Choices = strings.Split(cells[i], ",")
		case name == columnVote:
		case name == columnPoints && in.withPoints():
			points = cells[i]
		default:
			v.Extra = append(v.Extra, cells[i])
		}
	}
	if err := in.points(&v, points); err != nil {
		return err
	}
	if err := checkVote(v, in.known); err != nil {
		return in.errorf(columnVote, "%v", err)
	}
	if len(in.file.Votes) == MaxVotes {
		return in.errorf(sections[in.section], "more than %d ballots", MaxVotes)
	}
	in.file.Votes = append(in.file.Votes, v)
	return nil
}

func (in *reader) points(v *Vote, text string) error {
	if text == "" {
		if in.withPoints() && len(v.Choices) > 0 {
			return in.errorf(columnPoints, "the ballot gives no points to what it names")
		}
		return nil
	}
	for _, part := range strings.Split(text, ",") {
		points, err := parsePoints(part)
		if err != nil {
			return in.errorf(columnPoints, "%v", err)
		}
		v.Points = append(v.Points, points)
	}
	if len(v.Points) != len(v.Choices) {
		return in.errorf(columnPoints, "points for %d projects where the ballot names %d", len(v.Points), len(v.Choices))
	}
	return nil
}

// checkVote refuses voters and choices that could not stand in a file.
func checkVote(v Vote, known map[string]bool) error {
	if v.Voter == "" || slices.Contains(sections, strings.ToUpper(v.Voter)) {
		return fmt.Errorf("%q is no id of a voter", v.Voter)
	}
	for _, choice := range v.Choices {
		if !known[choice] {
			return fmt.Errorf("the ballot names %q, which is no project", shorten(choice))
		}
	}
	return nil
}

// finish checks that all was there, and turns amounts into minor units.
func (in *reader) finish() (*File, error) {
	in.line = max(1, in.next-1)
	if in.section != len(sections)-1 {
		return nil, in.errorf(sections[in.section+1], "this section is missing")
	}
	if err := in.ended(); err != nil {
		return nil, err
	}
	decimals := in.budget.decimals
	for _, cost := range in.costs {
		decimals = max(decimals, cost.decimals)
	}
	in.file.Scale = pow10(decimals)
	var err error
	if in.file.Budget, err = in.budget.minorUnits(decimals); err != nil {
		return nil, err
	}
	for i, cost := range in.costs {
		if in.file.Projects[i].Cost, err = cost.minorUnits(decimals); err != nil {
			return nil, err
		}
	}
	return in.file, nil
}

func (p pending) minorUnits(decimals int) (int64, error) {
	n, err := p.minor(decimals)
	if err != nil {
		return 0, &SyntaxError{Line: p.line, Field: p.field, Message: err.Error()}
	}
	return n, nil
}
