package pabulib

import (
	"fmt"

	"github.com/folkmoot/folkmoot/voting"
)

// Limits of a file.
const (
	// MaxRecord is the size of the longest record in bytes.
	MaxRecord = 1 << 20
	// MaxColumns is the largest number of cells in a record.
	MaxColumns = 200
	// MaxMeta is the largest number of metadata lines.
	MaxMeta = 1_000
	// MaxVotes is the largest number of ballots.
	MaxVotes = 1_000_000
	// MaxDecimals is the largest number of decimals of an amount.
	MaxDecimals = 6
)

// The values of vote_type.
const (
	Approval   = "approval"
	ChooseOne  = "choose-1"
	Cumulative = "cumulative"
	Scoring    = "scoring"
	Ordinal    = "ordinal"
)

// File is one election.
type File struct {
	// Meta is the metadata in the order of the file, without the four keys that
	// the other fields say: budget, vote_type, num_projects, num_votes.
	Meta []Entry
	// VoteType is one of the constants of this package.
	VoteType string
	// Budget is in minor units.
	Budget int64
	// Scale is the number of minor units in one unit of the file: 1, 10, 100 …
	Scale int64
	// ProjectColumns name Extra of each project, VoteColumns Extra of each vote.
	ProjectColumns []string
	Projects       []Project
	VoteColumns    []string
	Votes          []Vote
	// Named says whether the projects have a column of names.
	Named bool
}

// Entry is one line of metadata.
type Entry struct{ Key, Value string }

// Project is one line of PROJECTS.
type Project struct {
	ID string
	// Cost is in minor units.
	Cost int64
	Name string
	// Extra are the other cells, one for each of File.ProjectColumns.
	Extra []string
}

// Vote is one line of VOTES.
type Vote struct {
	Voter string
	// Choices are project ids as they stand in the file, repeats included.
	Choices []string
	// Points has one value for each choice on ballots with points, else none.
	Points []int64
	// Extra are the other cells, one for each of File.VoteColumns.
	Extra []string
}

// SyntaxError says what is wrong in a file, and where.
type SyntaxError struct {
	// Line counts from 1; 0 if no line was read: the file is to be written, or to
	// be counted by the rule that it declares.
	Line int
	// Field is the section, metadata key or column at fault, if there is one.
	Field   string
	Message string
}

// Error returns the line and the field, as far as there are any, and the message.
func (e *SyntaxError) Error() string {
	text := "pabulib: "
	if e.Line > 0 {
		text += fmt.Sprintf("line %d: ", e.Line)
	}
	if e.Field != "" {
		text += e.Field + ": "
	}
	return text + e.Message
}

// Get returns the value of a metadata key, empty if there is none.
func (f *File) Get(key string) string {
	for _, entry := range f.Meta {
		if entry.Key == key {
			return entry.Value
		}
	}
	return ""
}

// Instance returns projects and budget in minor units.
func (f *File) Instance() voting.Instance {
	inst := voting.Instance{Budget: f.Budget, Projects: make([]voting.Project, len(f.Projects))}
	holdable := f.holdable()
	for i, p := range f.Projects {
		inst.Projects[i] = voting.Project{ID: p.ID, Cost: p.Cost, Holdable: holdable[i]}
	}
	return inst
}

// kinds are the ballot kinds of vote types.
var kinds = map[string]voting.Kind{
	Approval: voting.KindApproval, ChooseOne: voting.KindApproval,
	Cumulative: voting.KindPoints, Scoring: voting.KindPoints,
	Ordinal: voting.KindRanking,
}

// Form returns the kind of ballots, without limits: these ballots were cast
// elsewhere, and they are counted as they are (voting.Form.Imported).
func (f *File) Form() voting.Form {
	return voting.Form{Kind: kinds[f.VoteType], Imported: true}
}

// Profile returns all ballots. For a file that Read returned there is no error;
// else it is the *voting.BallotError, *voting.InstanceError or
// *voting.SettingsError of what cannot be counted.
func (f *File) Profile() (*voting.Profile, error) {
	return f.ProfileAs(f.Form())
}

// ProfileAs returns all ballots, read as ballots of another form, for example a
// ranking as approval of all ranked projects. Errors are those of Profile.
func (f *File) ProfileAs(form voting.Form) (*voting.Profile, error) {
	profile, holds := voting.NewProfile(f.Instance(), form), f.holding()
	var ballot voting.Ballot
	for _, vote := range f.Votes {
		ballot = holds.add(vote.appendTo(ballot[:0], form.Kind), vote)
		if err := profile.Add(ballot, 1); err != nil {
			return nil, fmt.Errorf("pabulib: ballot of voter %q: %w", vote.Voter, err)
		}
	}
	return profile, nil
}

// Ballot returns the choices as a ballot of a kind.
func (v Vote) Ballot(kind voting.Kind) voting.Ballot {
	return v.appendTo(make(voting.Ballot, 0, len(v.Choices)), kind)
}

// appendTo appends the choices as choices of a kind of ballot.
func (v Vote) appendTo(ballot voting.Ballot, kind voting.Kind) voting.Ballot {
	for i, project := range v.Choices {
		choice := voting.Choice{Project: project}
		if kind == voting.KindPoints && i < len(v.Points) {
			choice.Points = v.Points[i]
		}
		ballot = append(ballot, choice)
	}
	return ballot
}
