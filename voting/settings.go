package voting

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Completion is what follows a rule that may leave money over.
type Completion string

// The completions.
const (
	// CompletionNone leaves what is left.
	CompletionNone Completion = "none"
	// CompletionGreedy goes on with the greedy rule on the rest of the projects
	// and of the budget, by the same satisfaction.
	CompletionGreedy Completion = "greedy"
	// CompletionPhragmen goes on with Phragmén's rule, without loads.
	CompletionPhragmen Completion = "phragmen"
	// CompletionAdd1 raises the share of every voter by Settings.Increment again
	// and again and counts anew each time, until nothing that has supporters
	// fits any more, or the next share would select more than the budget pays.
	CompletionAdd1 Completion = "add1"
	// CompletionAdd1Greedy is CompletionAdd1 and then CompletionGreedy.
	CompletionAdd1Greedy Completion = "add1+greedy"
	// CompletionOverspend is CompletionAdd1 that does not end before the next
	// share would select more than the budget pays, as the cities of Wieliczka,
	// Świecie and Assen did it; or all that has supporters is selected.
	CompletionOverspend Completion = "overspend"
	// CompletionIncrease raises the budget by one per cent of itself again and
	// again, until no project fits any more, or the next budget would select
	// more than the true one pays.
	CompletionIncrease Completion = "increase1pct"
	// CompletionIncreaseGreedy is CompletionIncrease and then CompletionGreedy.
	CompletionIncreaseGreedy Completion = "increase1pct+greedy"
	// CompletionPerturbation lets voters pay also for projects that they do not
	// support, as little as possible, until nothing fits any more.
	CompletionPerturbation Completion = "perturbation"
)

// Raises tells whether a completion needs an increment.
func (c Completion) Raises() bool {
	return c == CompletionAdd1 || c == CompletionAdd1Greedy || c == CompletionOverspend
}

// step is what a completion carries out after the rule, nil if nothing.
func (c Completion) step() step {
	switch c {
	case CompletionGreedy, CompletionAdd1Greedy, CompletionIncreaseGreedy:
		return greedy
	case CompletionPhragmen:
		return phragmen
	case CompletionPerturbation:
		return perturb
	default:
		return nil
	}
}

// Settings say how a profile is counted. They are fixed before the vote and
// published; nothing in them has a silent default.
type Settings struct {
	// Rule is the name of one of [Rules], with its version.
	Rule         string       `json:"rule"`
	Satisfaction Satisfaction `json:"satisfaction"`
	Completion   Completion   `json:"completion"`
	// Ties are the criteria in their order. The last one must always decide:
	// [TieLot] or [TieID].
	Ties []TieBreak `json:"ties"`
	// Seed is what the lot is drawn from, any text. It must not be empty if
	// Ties has [TieLot], and should be drawn in public.
	Seed string `json:"seed"`
	// Increment is by how much CompletionAdd1 and its kin raise the share of
	// every voter at a time, in minor units; at least 1 with them, else 0. A
	// larger one is coarser: it may spend less of the budget.
	Increment int64 `json:"increment,omitempty"`
	// Constraints are conditions beside the budget.
	Constraints Constraints `json:"constraints,omitzero"`
}

// SettingsError says which setting cannot be used.
type SettingsError struct {
	// Field is the JSON name of the setting: "rule", "satisfaction",
	// "completion", "ties", "seed", or "form.kind" and so on for a form.
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error returns the field and the message.
func (e *SettingsError) Error() string { return "voting: " + e.Field + ": " + e.Message }

func settingsError(field, format string, args ...any) error {
	return &SettingsError{Field: field, Message: fmt.Sprintf(format, args...)}
}

// DefaultSettings returns the settings that suit a rule and a form, without a
// seed, which the caller must draw. It returns a *SettingsError if the rule is
// unknown, the form is not valid or the rule cannot count such ballots.
func DefaultSettings(rule string, form Form) (Settings, error) {
	r, ok := findRule(rule)
	if !ok {
		return Settings{}, settingsError("rule", "there is no rule %q", rule)
	}
	if err := form.Validate(); err != nil {
		return Settings{}, err
	}
	if err := r.info.accepts(form); err != nil {
		return Settings{}, err
	}
	return Settings{
		Rule:         rule,
		Satisfaction: r.info.satisfaction(form.Kind),
		Completion:   r.info.Completions[0],
		Ties:         TieOrder(),
	}, nil
}

// Validate returns a *SettingsError that names the first setting that cannot be
// used for ballots of this form.
func (s Settings) Validate(form Form) error {
	if err := form.Validate(); err != nil {
		return err
	}
	r, ok := findRule(s.Rule)
	if !ok {
		return settingsError("rule", "there is no rule %q", s.Rule)
	}
	if err := r.info.accepts(form); err != nil {
		return err
	}
	if err := s.validateSatisfaction(r.info, form); err != nil {
		return err
	}
	if !slices.Contains(r.info.Completions, s.Completion) {
		return settingsError("completion", "%q cannot follow %s", s.Completion, s.Rule)
	}
	if s.Completion.Raises() != (s.Increment > 0) || s.Increment > MaxMoney {
		return settingsError("increment", "it is from 1 to %d if the completion raises shares, else 0: %d", MaxMoney, s.Increment)
	}
	switch k := s.Constraints; {
	case r.info.Places && !k.empty():
		return settingsError("constraints", "%s fills places, and keeps to no constraints", s.Rule)
	case s.Rule == RuleMaxWelfare && len(k.Exclusive)+len(k.Caps) > 0:
		return settingsError("constraints", "%s cannot keep to caps or exclusive groups", s.Rule)
	}
	return s.validateTies()
}

func (s Settings) validateSatisfaction(rule RuleInfo, form Form) error {
	m, ok := findMeasure(s.Satisfaction)
	switch {
	case !ok:
		return settingsError("satisfaction", "there is no satisfaction %q", s.Satisfaction)
	case !slices.Contains(m.kinds, form.Kind):
		return settingsError("satisfaction", "%q cannot be read from %s ballots", s.Satisfaction, form.Kind)
	case len(rule.Satisfactions) > 0 && !slices.Contains(rule.Satisfactions, s.Satisfaction):
		return settingsError("satisfaction", "%s counts with %q, not with %q", s.Rule, rule.Satisfactions, s.Satisfaction)
	}
	return nil
}

// accepts returns a *SettingsError if the rule cannot count ballots of the form.
func (r RuleInfo) accepts(form Form) error {
	switch {
	case len(r.Kinds) > 0 && !slices.Contains(r.Kinds, form.Kind):
		return settingsError("rule", "%s cannot count %s ballots", r.Name, form.Kind)
	case r.Name == RulePlurality && form.Kind == KindApproval && form.Max != 1:
		return settingsError("form.max", "%s counts ballots with one choice: the form needs a max of 1", r.Name)
	}
	return nil
}

func (s Settings) validateTies() error {
	for i, criterion := range s.Ties {
		if !slices.Contains([]TieBreak{TieSupporters, TieCost, TieLot, TieID}, criterion) {
			return settingsError("ties", "there is no criterion %q", criterion)
		}
		if slices.Contains(s.Ties[:i], criterion) {
			return settingsError("ties", "the criterion %q is given twice", criterion)
		}
	}
	switch last := len(s.Ties) - 1; {
	case last < 0 || (s.Ties[last] != TieLot && s.Ties[last] != TieID):
		return settingsError("ties", "the last criterion must decide every tie: %q or %q", TieLot, TieID)
	case slices.Contains(s.Ties, TieLot) && s.Seed == "":
		return settingsError("seed", "a lot needs a seed")
	case len(s.Seed) > MaxIDLength || !utf8.ValidString(s.Seed):
		return settingsError("seed", "a seed is UTF-8 of at most %d bytes", MaxIDLength)
	}
	return nil
}
