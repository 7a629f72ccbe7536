package ledger

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/voting"
)

// The options that may be held gently are symbols that somebody wants to change.
const (
	kindSymbol = "symbolic_change"
	wishChange = "change"
)

// Holdable tells whether voters may want the option gently held.
func (o Option) Holdable() bool { return o.Kind == kindSymbol && o.Wish == wishChange }

// Form is what a ballot may hold, as package voting takes it.
func (t Terms) Form() voting.Form {
	return voting.Form{Kind: t.Ballot.Kind, Min: t.Ballot.Min, Max: t.Ballot.Max, Total: t.Ballot.Total, Cap: t.Ballot.Cap}
}

// Instance is what the options and the budget are to the rules, in 1/Scale of
// Unit.
func (t Terms) Instance() voting.Instance {
	projects := make([]voting.Project, len(t.Options))
	for i, o := range t.Options {
		projects[i] = voting.Project{ID: o.Key, Cost: o.Cost, Holdable: o.Holdable()}
	}
	return voting.Instance{Projects: projects, Budget: t.Budget}
}

// Voting are the settings with the seed of the lot, as package voting takes them.
func (t Terms) Voting(seed string) voting.Settings {
	return voting.Settings{
		Rule: t.Settings.Rule, Satisfaction: t.Settings.Satisfaction, Completion: t.Settings.Completion,
		Ties: slices.Clone(t.Settings.Ties), Seed: seed, Increment: t.Settings.Increment,
		Constraints: voting.Constraints{Exclusive: t.Settings.Exclusive},
	}
}

// normal are the terms as they are written: times in UTC in the precision that
// databases keep, and lists that are never null.
func (t Terms) normal() Terms {
	t.OpenedAt, t.ClosesAt = utc(t.OpenedAt), utc(t.ClosesAt)
	t.Options, t.Auditors, t.Settings.Ties = list(t.Options), list(t.Auditors), list(t.Settings.Ties)
	return t
}

// utc is a time as it is written.
func utc(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func utcOrNone(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	return new(utc(*t))
}

// Canonical returns the canonical text of a ballot of this round. It returns the
// *voting.BallotError of a ballot that the form does not allow, and the errors of
// an instance or a form that is not valid itself.
func (t Terms) Canonical(c Choices) (string, error) {
	ballot, err := t.Form().Canonical(t.Instance(), c.Ballot(t.Ballot.Kind))
	if err != nil {
		return "", err
	}
	return Canonical(t.Ballot.Kind, ballot)
}

// Profile collects the canonical texts of ballots for the count. Those that were
// taken back are left out. Errors are those of ParseChoices and of
// [voting.Profile.Add].
func (t Terms) Profile(choices []string) (*voting.Profile, error) {
	profile, times := voting.NewProfile(t.Instance(), t.Form()), count(choices)
	for _, text := range distinct(choices) {
		parsed, err := ParseChoices(text)
		if err != nil {
			return nil, err
		}
		if err := profile.Add(parsed.Ballot(t.Ballot.Kind), times[text]); err != nil {
			return nil, err
		}
	}
	return profile, nil
}

// count tells how often each text is there.
func count(texts []string) map[string]int {
	times := make(map[string]int)
	for _, text := range texts {
		times[text]++
	}
	return times
}

// distinct are the texts of ballots that were not taken back, each once, sorted.
func distinct(choices []string) []string {
	sorted := slices.Sorted(slices.Values(choices))
	return slices.DeleteFunc(slices.Compact(sorted), func(text string) bool { return text == TakenBack })
}
