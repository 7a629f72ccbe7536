package pabulib

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/folkmoot/folkmoot/voting"
)

// meta takes one line of metadata. A value with semicolons that were not quoted
// is put together again.
func (in *Reader) meta(cells []string) error {
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
	case keyNumProjects:
		return nil // they are counted
	case keyNumVotes:
		in.promise(value)
		return nil
	}
	if len(in.file.Meta) == MaxMeta {
		return in.errorf("META", "more than %d lines of metadata", MaxMeta)
	}
	in.file.Meta = append(in.file.Meta, Entry{key, value})
	return nil
}

// promise notes how many ballots there may be, to make room for them; they are
// counted. What is no number, or a large one, is not believed.
func (in *Reader) promise(value string) {
	if n, err := parseWhole(value, 100_000); err == nil {
		in.promised = int(n)
	}
}

func (in *Reader) metaBudget(value string) error {
	if in.budget != nil {
		return in.errorf(keyBudget, "the budget is given twice")
	}
	budget, err := in.amount(keyBudget, value)
	in.budget = &budget
	return err
}

func (in *Reader) metaVoteType(value string) error {
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

func (in *Reader) amount(field, text string) (pending, error) {
	a, err := parseAmount(text)
	if err != nil {
		return pending{}, in.errorf(field, "%v", err)
	}
	return pending{a, in.line, field}, nil
}

// projectColumns notes which columns have no meaning of their own.
func (in *Reader) projectColumns() {
	for _, name := range in.header {
		switch {
		case name == columnName:
			in.file.Named = true
		case !isProjectColumn(name):
			in.file.ProjectColumns = append(in.file.ProjectColumns, name)
		}
	}
}

func isProjectColumn(name string) bool {
	return name == columnID || name == columnCost || name == columnName
}

// project takes one line of PROJECTS.
func (in *Reader) project(cells []string) error {
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
	return in.addProject(p)
}

func (in *Reader) addProject(p Project) error {
	if err := checkID(p.ID, in.known); err != nil {
		return in.errorf(columnID, "%v", err)
	}
	if len(in.file.Projects) == voting.MaxProjects {
		return in.errorf(sections[in.section], "more than %d projects", voting.MaxProjects)
	}
	in.known[p.ID] = p.ID
	in.file.Projects = append(in.file.Projects, p)
	return nil
}

// checkID refuses ids that could not stand in a file.
func checkID(id string, known ids) error {
	switch {
	case id == "" || len(id) > voting.MaxIDLength:
		return fmt.Errorf("an id must have 1 to %d bytes", voting.MaxIDLength)
	case strings.Contains(id, ","):
		return fmt.Errorf("the id %q has a comma, so no ballot could name it", shorten(id))
	case isSection(id):
		return fmt.Errorf("the id %q is the name of a section", id)
	case known.has(id):
		return fmt.Errorf("the project %q is given twice", shorten(id))
	}
	return nil
}
