package voting

import "slices"

// The rules. A version never changes its meaning.
const (
	// RuleEqualShares is the Method of Equal Shares.
	RuleEqualShares = "equal-shares/v1"
	// RuleGreedy is the greedy utilitarian rule.
	RuleGreedy = "greedy/v1"
	// RuleGreedyStop is RuleGreedy that ends at the first project that does not
	// fit.
	RuleGreedyStop = "greedy-stop/v1"
	// RulePhragmen is Phragmén's sequential rule.
	RulePhragmen = "phragmen/v1"
)

// RuleInfo describes a rule to people.
type RuleInfo struct {
	// Name is what Settings.Rule says, with the version.
	Name  string `json:"name"`
	Title string `json:"title"`
	// Text explains the rule to voters in one plain paragraph.
	Text string `json:"text"`
	// Completions are those that may follow the rule; the first is the default.
	Completions []Completion `json:"completions"`
	// Kinds are the kinds of ballots that the rule can count.
	Kinds []Kind `json:"kinds"`
}

// step is one part of a count: it selects projects and writes the trace.
type step func(*count)

type rule struct {
	info RuleInfo
	step step
	// kinds are those of the ballots that the rule can count.
	kinds []Kind
}

// rules is the closed list of rules.
var rules = []rule{
	{RuleInfo{
		Name:  RuleEqualShares,
		Title: "Method of Equal Shares",
		Text: "The budget is first divided equally among all voters. A proposal is chosen when the people who voted for it can pay for it " +
			"together from their shares, each as nearly the same as possible. The proposal that asks least of each of its supporters, measured by what it gives them, comes first; " +
			"they pay, and the next proposal is looked for, until no group of supporters can pay for another. So every group " +
			"of voters decides about its own part of the budget, and no majority decides about all of it.",
		Completions: []Completion{
			CompletionGreedy, CompletionNone, CompletionPhragmen, CompletionAdd1, CompletionAdd1Greedy,
			CompletionOverspend, CompletionIncrease, CompletionIncreaseGreedy,
		},
	}, equalShares, kinds},
	{RuleInfo{
		Name:  RuleGreedy,
		Title: "Most support first",
		Text: "Proposals are put in order of their support for each unit of cost; where support is counted by cost, that is simply the number of votes. " +
			"From the top of the list each proposal is chosen that still fits into what is left of the budget, " +
			"and one that does not fit is passed over. A majority of voters can decide about the whole budget.",
		Completions: []Completion{CompletionNone},
	}, greedy, kinds},
	{RuleInfo{
		Name:  RuleGreedyStop,
		Title: "Most support first, no skipping",
		Text: "Proposals are put in order of their support for each unit of cost; where support is counted by cost, that is simply the number of votes. " +
			"From the top of the list each proposal is chosen until the first that does not fit into what is left of the budget; there the list ends. " +
			"A majority of voters can decide about the whole budget.",
		Completions: []Completion{CompletionNone},
	}, greedyStop, kinds},
	{RuleInfo{
		Name:  RulePhragmen,
		Title: "Phragmén's rule",
		Text: "Whoever supports a chosen proposal carries a part of its cost, and the cost is spread so that its supporters carry the same in the end. " +
			"Chosen next is always the proposal whose supporters would then carry least, so those who have got little so far come first. " +
			"It ends when the next proposal does not fit into what is left of the budget.",
		Completions: []Completion{CompletionNone, CompletionGreedy},
	}, phragmen, kinds},
}

func findRule(name string) (rule, bool) {
	i := slices.IndexFunc(rules, func(r rule) bool { return r.info.Name == name })
	if i < 0 {
		return rule{}, false
	}
	return rules[i], true
}

// Rules returns all rules, the recommended one first. The slice is the caller's.
func Rules() []RuleInfo {
	infos := make([]RuleInfo, len(rules))
	for i, r := range rules {
		infos[i] = r.info
		infos[i].Kinds = slices.Clone(r.kinds)
		infos[i].Completions = slices.Clone(r.info.Completions)
	}
	return infos
}

// Tally counts the profile. It does not change it, and it may be called again
// with other settings.
//
// It returns a *SettingsError if a setting cannot be used with the form of the
// profile, or the error of the invalid form or instance that the profile was
// made with, or a *LimitError.
func Tally(p *Profile, s Settings) (*Outcome, error) {
	if p.invalid != nil {
		return nil, p.invalid
	}
	if err := s.Validate(p.form); err != nil {
		return nil, err
	}
	if err := s.Constraints.validate(p.checker.inst); err != nil {
		return nil, err
	}
	r, _ := findRule(s.Rule)
	m, _ := findMeasure(s.Satisfaction)
	s.Ties = slices.Clone(s.Ties)
	c := newCount(newElectorate(p, m), s, p.form.Kind)
	c.run(r.step, s.Completion)
	if c.err != nil {
		return nil, c.err
	}
	return c.finish(), nil
}
