package tally

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/folkmoot/folkmoot/voting"
)

// A comparison sets the outcome beside those of other rules. Outcomes are named
// by their positions, from 0; the first is the outcome itself.
type comparison struct {
	Outcomes []comparedOutcome `json:"outcomes"`
	// Common are the projects that all select, Apart those that only some do.
	Common []string       `json:"common"`
	Apart  []voting.Apart `json:"apart"`
	// Pairs say how many voters have more selected projects on their ballots in
	// the one outcome than in the other, and Favourites which outcomes are best
	// for the most voters.
	Pairs      []voting.Pair     `json:"pairs"`
	Favourites voting.Favourites `json:"favourites"`
}

// A comparedOutcome is one of them, with amounts in units of the file.
type comparedOutcome struct {
	Rule     string          `json:"rule"`
	Settings voting.Settings `json:"settings"`
	Selected []string        `json:"selected"`
	Cost     json.Number     `json:"cost"`
	// Excluded is the number of voters without a selected project on the ballot.
	Excluded int `json:"excluded"`
	// Projects is how many selected projects are on a ballot, Money what they
	// cost together: on average, and for the voter who is served least.
	Projects served `json:"projects"`
	Money    served `json:"money"`
}

type served struct {
	Average string      `json:"average,omitempty"`
	Lowest  json.Number `json:"lowest"`
}

// compare counts by the other rules and compares, if there are any.
func (r *request) compare(e *election, profile *voting.Profile) error {
	if len(r.others) == 0 {
		return nil
	}
	for _, by := range r.others {
		outcome, err := r.tally(by, profile, e.file)
		if err != nil {
			return err
		}
		e.others = append(e.others, outcome)
	}
	facts, err := voting.Compare(profile, e.all()...)
	if err != nil {
		return err
	}
	favourites, err := voting.Popularity(profile, e.all()...)
	e.compared = &comparison{Common: facts.Common, Apart: facts.Apart, Pairs: facts.Pairs, Favourites: favourites}
	for i, o := range e.all() {
		e.compared.Outcomes = append(e.compared.Outcomes, compared(o, facts.Outcomes[i], e.file.Scale))
	}
	return err
}

func compared(o *voting.Outcome, f voting.OutcomeFacts, scale int64) comparedOutcome {
	return comparedOutcome{
		Rule: o.Settings.Rule, Settings: o.Settings, Selected: o.Selected, Cost: decimal(o.Cost, scale), Excluded: f.Excluded,
		Projects: served{f.Projects.Average, decimal(f.Projects.Lowest, 1)},
		Money:    served{units(f.Money.Average, scale), decimal(f.Money.Lowest, scale)},
	}
}

// comparisonText writes a table of the rules, and what is chosen by which.
func (s *sheet) comparisonText(e *election) {
	if e.compared == nil {
		return
	}
	s.line("\nCompared:")
	rows := [][]string{{"", "projects", "cost", "voters with nothing", "chosen projects a voter"}}
	for i, o := range e.compared.Outcomes {
		rows = append(rows, []string{
			fmt.Sprintf("%d  %s", i+1, label(o.Settings)), fmt.Sprint(len(o.Selected)), unitOf(e.file).Format(e.all()[i].Cost),
			percent(o.Excluded, e.outcome.Voters), rounded(o.Projects.Average),
		})
	}
	s.align(rows)
	s.line("")
	s.preferences(e.compared.Pairs)
	s.together(e)
}

// preferences say how many voters are served better by the first outcome, and
// by each other.
func (s *sheet) preferences(pairs []voting.Pair) {
	for _, p := range pairs {
		if p.First == 0 {
			s.linef("  1 or %d: %s have more of their projects by 1, %s by %d; for %s it is the same.", p.Second+1,
				plural(p.PreferFirst, "voter"), group(p.PreferSecond), p.Second+1, group(p.Indifferent))
		}
	}
}

// together lists what all choose, and what only some do.
func (s *sheet) together(e *election) {
	s.line("")
	s.paragraph(fmt.Sprintf("Chosen by all (%d): %s", len(e.compared.Common), ids(e.compared.Common)))
	if len(e.compared.Apart) > 0 {
		s.line("Chosen only by some:")
	}
	for _, a := range e.compared.Apart {
		s.linef("  %s  %s: %s", clean(a.Project), clip(clean(e.nameOf(a.Project)), s.width/2), by(a.Outcomes))
	}
}

// all are the outcomes that are compared.
func (e *election) all() []*voting.Outcome {
	return append([]*voting.Outcome{e.outcome}, e.others...)
}

// label is the shortest name of a rule with what follows it.
func label(s voting.Settings) string {
	name := plainName(s.Rule)
	if s.Completion == voting.CompletionNone {
		return name
	}
	return name + " + " + string(s.Completion)
}

func by(outcomes []int) string {
	names := make([]string, len(outcomes))
	for i, o := range outcomes {
		names[i] = fmt.Sprint(o + 1)
	}
	return "by " + strings.Join(names, ", ")
}

func ids(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return clean(strings.Join(list, ", "))
}

// rounded writes an exact number with two decimals.
func rounded(amount string) string {
	r, ok := new(big.Rat).SetString(amount)
	if !ok {
		return ""
	}
	return r.FloatString(2)
}

// percent writes a part of a whole: "120 (3.1 %)".
func percent(part, whole int) string {
	if whole == 0 {
		return fmt.Sprint(part)
	}
	return fmt.Sprintf("%s (%s %%)", group(part), big.NewRat(100*int64(part), int64(whole)).FloatString(1))
}
