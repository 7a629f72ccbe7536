package voting

import "slices"

// The rules. A version never changes its meaning.
const (
	// RuleEqualShares is the Method of Equal Shares.
	RuleEqualShares = "equal-shares/v1"
	// RuleGreedy is the greedy utilitarian rule.
	RuleGreedy = "greedy/v1"

	// The rules below fill places: every cost is 1, and the budget is the number
	// of places.

	// RulePlurality counts first preferences.
	RulePlurality = "plurality/v1"
	// RuleApproval counts approvals.
	RuleApproval = "approval/v1"
	// RuleScore adds up points.
	RuleScore = "score/v1"
	// RuleBorda adds up points that follow from the place on a ranking.
	RuleBorda = "borda/v1"
	// RuleIRV is instant runoff voting, for one place.
	RuleIRV = "irv/v1"
	// RuleSTV is the single transferable vote.
	RuleSTV = "stv/v1"
	// RuleRankedPairs is Tideman's method of ranked pairs.
	RuleRankedPairs = "ranked-pairs/v1"
	// RuleSchulze is Schulze's method of strongest paths.
	RuleSchulze = "schulze/v1"
)

// RuleInfo describes a rule to people.
type RuleInfo struct {
	// Name is what Settings.Rule says, with the version.
	Name  string `json:"name"`
	Title string `json:"title"`
	// Text explains the rule to voters in one plain paragraph.
	Text string `json:"text"`
	// Completions are those that may follow the rule; the last is the default.
	Completions []Completion `json:"completions"`
	// Kinds are the ballots that the rule counts; empty for all.
	Kinds []Kind `json:"kinds,omitempty"`
	// Satisfactions are those that the rule counts with, the default first;
	// empty for all that can be read from the ballots.
	Satisfactions []Satisfaction `json:"satisfactions,omitempty"`
	// Places tells that the rule fills places: it counts only instances in which
	// every cost is 1, and the budget is the number of places.
	Places bool `json:"places,omitempty"`
}

// step is one part of a count: it selects projects and writes the trace.
type step func(*count)

type rule struct {
	info RuleInfo
	step step
	// check refuses instances that the rule cannot count, nil if it counts all.
	check func(Instance) error
	// explain writes the sentences for one project, nil for those of rules that
	// share out a budget.
	explain func(*Outcome, Item, *Explanation) (string, error)
}

// rules is the closed list of rules.
var rules = append([]rule{
	{info: RuleInfo{
		Name:  RuleEqualShares,
		Title: "Method of Equal Shares",
		Text: "The budget is first divided equally among all voters. A proposal is chosen when the people who voted for it can pay for it " +
			"together from their shares, each as nearly the same as possible. The proposal that asks least of each of its supporters, measured by what it gives them, comes first; " +
			"they pay, and the next proposal is looked for, until no group of supporters can pay for another. So every group " +
			"of voters decides about its own part of the budget, and no majority decides about all of it.",
		Completions: []Completion{CompletionNone, CompletionGreedy},
	}, step: equalShares},
	{info: RuleInfo{
		Name:  RuleGreedy,
		Title: "Most support first",
		Text: "Proposals are put in order of their support for each unit of cost; where support is counted by cost, that is simply the number of votes. " +
			"From the top of the list each proposal is chosen that still fits into what is left of the budget, " +
			"and one that does not fit is passed over. A majority of voters can decide about the whole budget.",
		Completions: []Completion{CompletionNone},
	}, step: greedy},
}, elections...)

func findRule(name string) (rule, bool) {
	i := slices.IndexFunc(rules, func(r rule) bool { return r.info.Name == name })
	if i < 0 {
		return rule{}, false
	}
	return rules[i], true
}

// counts returns an error if the rule cannot count the instance.
func (r rule) counts(inst Instance) error {
	if r.check == nil {
		return nil
	}
	return r.check(inst)
}

// Rules returns all rules, the recommended one first. The slice is the caller's.
func Rules() []RuleInfo {
	infos := make([]RuleInfo, len(rules))
	for i, r := range rules {
		infos[i] = r.info
		infos[i].Completions = slices.Clone(r.info.Completions)
		infos[i].Kinds = slices.Clone(r.info.Kinds)
		infos[i].Satisfactions = slices.Clone(r.info.Satisfactions)
	}
	return infos
}

// steps are what a completion carries out after the rule.
func (c Completion) steps() []step {
	if c == CompletionGreedy {
		return []step{greedy}
	}
	return nil
}

// Tally counts the profile. It does not change it, and it may be called again
// with other settings.
//
// It returns a *SettingsError if a setting cannot be used with the form of the
// profile, an *InstanceError if the rule cannot count the instance (a rule for
// places where a cost is not 1), or the error of the invalid form or instance
// that the profile was made with.
func Tally(p *Profile, s Settings) (*Outcome, error) {
	if p.invalid != nil {
		return nil, p.invalid
	}
	if err := s.Validate(p.form); err != nil {
		return nil, err
	}
	r, _ := findRule(s.Rule)
	if err := r.counts(p.checker.inst); err != nil {
		return nil, err
	}
	m, _ := findMeasure(s.Satisfaction)
	s.Ties = slices.Clone(s.Ties)
	c := newCount(newElectorate(p, m), s, p.form.Kind)
	c.profile = p
	c.run(r.step, s.Completion)
	return c.finish(), nil
}
