package pabulib

import (
	"fmt"
	"slices"
	"strings"
)

// ballotCells says where the cells of a vote are: extra those without a meaning,
// points -1 if there are none.
type ballotCells struct {
	voter, vote, points int
	extra               []int
}

// voteColumns notes where the columns of the votes are.
func (in *Reader) voteColumns() {
	in.at = ballotCells{
		voter: slices.Index(in.header, columnVoter), vote: slices.Index(in.header, columnVote), points: -1,
	}
	if in.file.withPoints() {
		in.at.points = slices.Index(in.header, columnPoints)
	}
	for i, name := range in.header {
		if !isVoteColumn(name, in.file.withPoints()) {
			in.at.extra = append(in.at.extra, i)
			in.file.VoteColumns = append(in.file.VoteColumns, name)
		}
	}
}

func isVoteColumn(name string, withPoints bool) bool {
	return name == columnVoter || name == columnVote || (name == columnPoints && withPoints)
}

// readVote reads the next ballot into in.vote.
func (in *Reader) readVote() error {
	cells, err := in.read()
	if err != nil {
		return err
	}
	if at := sectionAt(cells[0]); at >= 0 {
		return in.begin(at)
	}
	if cells, err = in.row(cells); err != nil {
		return err
	}
	if in.votes == MaxVotes {
		return in.errorf(sections[in.section], "more than %d ballots", MaxVotes)
	}
	in.votes++
	return in.readCells(cells)
}

func (in *Reader) readCells(cells []string) error {
	if !in.keep {
		in.texts.clear()
		in.numbers.clear()
	}
	in.vote = Vote{Voter: cells[in.at.voter]}
	if in.vote.Voter == "" || isSection(in.vote.Voter) {
		return in.errorf(columnVote, "%v", errNoVoter(in.vote.Voter))
	}
	in.vote.Extra = in.texts.take(len(in.at.extra))
	for i, at := range in.at.extra {
		in.vote.Extra[i] = cells[at]
	}
	if err := in.choices(cells[in.at.vote]); err != nil || in.at.points < 0 {
		return err
	}
	return in.points(cells[in.at.points])
}

// choices reads "a,b" with the ids that the projects have.
func (in *Reader) choices(text string) error {
	if text == "" {
		return nil
	}
	in.vote.Choices = in.texts.take(strings.Count(text, ",") + 1)
	for i := range in.vote.Choices {
		choice := text
		if end := strings.IndexByte(text, ','); end >= 0 { // quicker than strings.Cut, which shows where ballots are long
			choice, text = text[:end], text[end+1:]
		}
		id := in.known[choice]
		if id == "" {
			return in.errorf(columnVote, "%v", errNoProject(choice))
		}
		in.vote.Choices[i] = id
	}
	return nil
}

// points reads "2,1", one for each choice.
func (in *Reader) points(text string) error {
	given := strings.Count(text, ",") + 1
	switch wanted := len(in.vote.Choices); {
	case text == "" && wanted == 0:
		return nil
	case text == "":
		return in.errorf(columnPoints, "the ballot gives no points to what it names")
	case given != wanted:
		return in.errorf(columnPoints, "points for %d projects where the ballot names %d", given, wanted)
	}
	in.vote.Points = in.numbers.take(given)
	for i := range in.vote.Points {
		var part string
		var err error
		part, text, _ = strings.Cut(text, ",")
		if in.vote.Points[i], err = parsePoints(part); err != nil {
			return in.errorf(columnPoints, "%v", err)
		}
	}
	return nil
}

// pool makes many short lists out of a few long ones.
type pool[T any] struct{ all []T }

// take returns a list that the caller must fill, nil if it has no elements.
func (p *pool[T]) take(n int) []T {
	if n == 0 {
		return nil
	}
	if cap(p.all)-len(p.all) < n {
		p.all = make([]T, 0, max(n, 4096))
	}
	start := len(p.all)
	p.all = p.all[:start+n]
	return p.all[start : start+n : start+n]
}

// clear takes back what was given out.
func (p *pool[T]) clear() { p.all = p.all[:0] }

func errNoVoter(id string) error { return fmt.Errorf("%q is no id of a voter", shorten(id)) }

func errNoProject(id string) error {
	return fmt.Errorf("the ballot names %q, which is no project", shorten(id))
}

// checkVote refuses voters and choices that could not stand in a file.
func checkVote(v Vote, known ids) error {
	if v.Voter == "" || isSection(v.Voter) {
		return errNoVoter(v.Voter)
	}
	for _, choice := range v.Choices {
		if !known.has(choice) {
			return errNoProject(choice)
		}
	}
	return nil
}
