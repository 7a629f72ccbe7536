package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// voteTypes are the kinds of ballots that a round can have, as Pabulib names them.
var voteTypes = map[voting.Kind]string{
	voting.KindApproval: pabulib.Approval, voting.KindKnapsack: pabulib.Approval,
	voting.KindPoints: pabulib.Cumulative, voting.KindRanking: pabulib.Ordinal,
}

// Pabulib writes canonical ballots of this round, in any order and with those
// that were taken back, as the Pabulib file that a bundle holds. It returns the
// errors of ParseChoices and, for terms that such a file cannot hold, a
// *pabulib.SyntaxError.
func (t Terms) Pabulib(choices []string) (string, error) {
	_, text, err := t.pabulib(choices)
	return text, err
}

// pabulib returns the file in both forms.
func (t Terms) pabulib(choices []string) (*pabulib.File, string, error) {
	file, times := t.pabulibFile(), count(choices)
	for _, text := range distinct(choices) {
		parsed, err := ParseChoices(text)
		if err != nil {
			return nil, "", err
		}
		vote := pabulibVote(parsed.Ballot(t.Ballot.Kind), t.Ballot.Kind, len(file.VoteColumns) > 0)
		for range times[text] {
			vote.Voter = strconv.Itoa(len(file.Votes) + 1)
			file.Votes = append(file.Votes, vote)
		}
	}
	var written strings.Builder
	if err := file.Write(&written); err != nil {
		return nil, "", fmt.Errorf("ledger: %w", err)
	}
	return file, written.String(), nil
}

// pabulibFile is the file without its ballots.
func (t Terms) pabulibFile() *pabulib.File {
	file := &pabulib.File{
		VoteType: voteTypes[t.Ballot.Kind], Budget: t.Budget, Scale: t.Scale, Named: true,
		Meta: []pabulib.Entry{
			{Key: "description", Value: strings.TrimRight(line(t.Title), "; ")},
			{Key: "country", Value: "Folkmoot"}, {Key: "unit", Value: t.Process}, {Key: "instance", Value: t.Round},
			{Key: "rule", Value: t.Settings.Rule}, {Key: "currency", Value: t.Unit},
		},
	}
	holdable := slices.ContainsFunc(t.Options, Option.Holdable)
	if holdable {
		file.ProjectColumns, file.VoteColumns = []string{pabulib.ColumnHoldable}, []string{pabulib.ColumnHold}
	}
	for _, o := range t.Options {
		project := pabulib.Project{ID: o.Key, Cost: o.Cost, Name: cell(o.Title)}
		if holdable {
			project.Extra = []string{map[bool]string{true: "1", false: "0"}[o.Holdable()]}
		}
		file.Projects = append(file.Projects, project)
	}
	return file
}

// line is a title with single spaces.
func line(title string) string { return strings.Join(strings.Fields(title), " ") }

// cell is a title that is not read as an empty cell.
func cell(title string) string {
	if title = line(title); strings.EqualFold(title, "none") {
		return "“" + title + "”"
	}
	return title
}

func pabulibVote(b voting.Ballot, kind voting.Kind, holdable bool) pabulib.Vote {
	var vote pabulib.Vote
	var held []string
	for _, choice := range b {
		if choice.Hold {
			held = append(held, choice.Project)
			continue
		}
		vote.Choices = append(vote.Choices, choice.Project)
		if kind == voting.KindPoints {
			vote.Points = append(vote.Points, choice.Points)
		}
	}
	if holdable {
		vote.Extra = []string{strings.Join(held, ",")}
	}
	return vote
}
