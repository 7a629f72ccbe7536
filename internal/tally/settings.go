package tally

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// settings are those for a rule and ballots of a form, if they can be counted.
func (r *request) settings(by choice, form voting.Form, scale int64) (voting.Settings, error) {
	s, err := voting.DefaultSettings(by.rule.Name, form)
	if err != nil {
		return voting.Settings{}, err
	}
	if s.Rule == voting.RulePhragmen {
		s.Satisfaction = voting.SatisfactionCost // it takes all ballots as approval
	}
	s.Ties, s.Seed, s.Completion, s.Constraints.MinSupport = r.ties, r.seed, by.follows(), r.least
	if by.raises() {
		amount := new(big.Rat).Mul(r.increment, big.NewRat(scale, 1))
		s.Increment = amount.Num().Int64() // whole, as the file was refined for it
	}
	r.value(&s, by, form)
	return s, s.Validate(form)
}

// value sets the utility that is asked for. A rule to compare with that has no
// use for it keeps its own.
func (r *request) value(s *voting.Settings, by choice, form voting.Form) {
	own := s.Satisfaction
	if r.utility == "" {
		return
	}
	s.Satisfaction = r.utility
	if by.option == "--compare" && s.Validate(form) != nil {
		s.Satisfaction = own
	}
}

// refined returns the election in minor units so small that the increment is a
// whole number of them: by cents, if it is 0.5 and all else is whole.
func (r *request) refined(file *pabulib.File, profile *voting.Profile) (*pabulib.File, *voting.Profile, error) {
	factor := int64(1)
	amount := new(big.Rat).Mul(r.increment, big.NewRat(file.Scale, 1))
	for ten := big.NewRat(10, 1); !amount.IsInt(); factor *= 10 {
		amount.Mul(amount, ten)
	}
	if limit := big.NewInt(voting.MaxMoney); amount.Num().Cmp(limit) > 0 || dearest(file) > voting.MaxMoney/factor {
		return nil, nil, fault.Field("--increment", "The amounts would have more digits than can be counted. Choose a smaller one, with fewer decimals.")
	}
	if factor == 1 {
		return file, profile, nil
	}
	finer := scaled(file, factor)
	same := voting.NewProfile(finer.Instance(), profile.Form())
	for _, group := range profile.Groups() {
		if err := same.Add(group.Ballot, group.Times); err != nil {
			return nil, nil, err
		}
	}
	return finer, same, nil
}

// scaled is the file in minor units that are smaller by a factor.
func scaled(file *pabulib.File, factor int64) *pabulib.File {
	finer := *file
	finer.Scale, finer.Budget, finer.Projects = file.Scale*factor, file.Budget*factor, slices.Clone(file.Projects)
	for i := range finer.Projects {
		finer.Projects[i].Cost *= factor
	}
	return &finer
}

// dearest is the largest amount in a file, in minor units.
func dearest(file *pabulib.File) int64 {
	most := file.Budget
	for _, p := range file.Projects {
		most = max(most, p.Cost)
	}
	return most
}

// options are those that set what a *voting.SettingsError may be about.
var options = map[string]string{
	"satisfaction": "--utility", "completion": "--completion", "ties": "--ties", "seed": "--seed",
	"increment": "--increment", "constraints": "--min-support",
}

// mend names the option that has to be changed before such ballots can be
// counted.
func (c choice) mend(err error, form voting.Form) error {
	var settings *voting.SettingsError
	var instance *voting.InstanceError
	var limit *voting.LimitError
	switch {
	case errors.As(err, &settings):
		return c.mendSetting(settings, form)
	case errors.As(err, &instance):
		return fault.Field(c.option, "%s cannot count this: %s. Choose %s.", plainName(c.rule.Name), bare(err), c.suited(form))
	case errors.As(err, &limit) && c.raises():
		return fault.Field("--increment", "It is so small that counting would take too long. Choose a larger one.")
	case errors.As(err, &limit):
		return fault.Field(c.option, "An exact outcome by %s takes too much work here. Choose %s.", plainName(c.rule.Name), c.suited(form))
	default:
		return err
	}
}

func (c choice) mendSetting(err *voting.SettingsError, form voting.Form) error {
	option, ok := options[err.Field]
	switch {
	case err.Field == "form.max":
		return fault.Field(c.option, "%s counts rankings, or ballots that cannot name several projects. Choose approval, which counts the same on ballots that name one.",
			plainName(c.rule.Name))
	case !ok:
		return fault.Field(c.option, "%s. Choose %s.", err.Message, c.suited(form))
	case option == "--utility":
		return fault.Field(option, "%s. Choose %s.", err.Message, list(c.usable(form)))
	default:
		return fault.Field(option, "%s.", err.Message)
	}
}

// suited lists rules that count such ballots within any budget.
func (c choice) suited(form voting.Form) string {
	var names []string
	for _, rule := range voting.Rules() {
		if _, err := voting.DefaultSettings(rule.Name, form); err == nil && !rule.Places && rule.Name != c.rule.Name {
			names = append(names, plainName(rule.Name))
		}
	}
	return list(names)
}

// usable lists the utilities that the rule can count such ballots with.
func (c choice) usable(form voting.Form) []voting.Satisfaction {
	s, err := voting.DefaultSettings(c.rule.Name, form)
	s.Seed = "any"
	return slices.DeleteFunc(slices.Clone(utilities), func(u voting.Satisfaction) bool {
		s.Satisfaction = u
		return err != nil || s.Validate(form) != nil
	})
}

// about puts the name of the file before what is wrong with it.
func about(path string, err error) error {
	text := bare(err)
	var f *fault.Error
	if errors.As(err, &f) {
		text = f.Error()
	}
	if strings.Contains(text, path) {
		return errors.New(text)
	}
	return fmt.Errorf("%s: %s", path, text)
}

// bare is an error in its own words, without the names of our packages.
func bare(err error) string {
	return strings.ReplaceAll(strings.ReplaceAll(err.Error(), "pabulib: ", ""), "voting: ", "")
}
