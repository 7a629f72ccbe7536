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
	// RuleMaxWelfare finds the greatest total satisfaction.
	RuleMaxWelfare = "max-welfare/v1"
	// RuleBOSEqualShares is the Method of Equal Shares with Bounded Overspending.
	RuleBOSEqualShares = "bos-equal-shares/v1"
	// RuleExactEqualShares is Exact Equal Shares.
	RuleExactEqualShares = "exact-equal-shares/v1"

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
	// Completions are those that may follow the rule; the first is the default.
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

// satisfaction is what suits the rule and the kind of ballot.
func (r RuleInfo) satisfaction(kind Kind) Satisfaction {
	s := defaultSatisfaction(kind)
	if r.Satisfactions != nil && !slices.Contains(r.Satisfactions, s) {
		return r.Satisfactions[0]
	}
	return s
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
		Completions: []Completion{
			CompletionGreedy, CompletionNone, CompletionPhragmen, CompletionAdd1, CompletionAdd1Greedy,
			CompletionOverspend, CompletionIncrease, CompletionIncreaseGreedy, CompletionPerturbation,
		},
	}, step: equalShares},
	{info: RuleInfo{
		Name:  RuleGreedy,
		Title: "Most support first",
		Text: "Proposals are put in order of their support for each unit of cost; where support is counted by cost, that is simply the number of votes. " +
			"From the top of the list each proposal is chosen that still fits into what is left of the budget, " +
			"and one that does not fit is passed over. A majority of voters can decide about the whole budget.",
		Completions: []Completion{CompletionNone},
	}, step: greedy},
	{info: RuleInfo{
		Name:  RuleGreedyStop,
		Title: "Most support first, no skipping",
		Text: "Proposals are put in order of their support for each unit of cost; where support is counted by cost, that is simply the number of votes. " +
			"From the top of the list each proposal is chosen until the first that does not fit into what is left of the budget; there the list ends. " +
			"A majority of voters can decide about the whole budget.",
		Completions: []Completion{CompletionNone},
	}, step: greedyStop},
	{info: RuleInfo{
		Name:  RulePhragmen,
		Title: "Phragmén’s rule",
		Text: "Whoever supports a chosen proposal carries a part of its cost, and the cost is spread so that its supporters carry the same in the end. " +
			"Chosen next is always the proposal whose supporters would then carry least, so those who have got little so far come first. " +
			"It ends when the next proposal does not fit into what is left of the budget.",
		Completions: []Completion{CompletionNone, CompletionGreedy},
	}, step: phragmen},
	{info: RuleInfo{
		Name:  RuleMaxWelfare,
		Title: "Most support in all",
		Text: "Of all sets of proposals that fit into the budget, the one is chosen that has the most support in all. " +
			"If several have the same, the one that takes least is chosen, and if these are equal too, the one whose ids come first. " +
			"A well supported proposal may be left out where two others together have more support. A majority of voters can decide about the whole budget.",
		Completions: []Completion{CompletionNone},
	}, step: maxWelfare},
	{info: RuleInfo{
		Name:  RuleBOSEqualShares,
		Title: "Equal shares with bounded overspending",
		Text: "As by equal shares, the budget is first divided equally among all voters, and supporters pay for proposals from their shares. " +
			"But a proposal may also be chosen if its supporters can pay only a part of it: the smaller that part, the later is its turn. " +
			"They then give what they can, and the rest is taken from the budget as a whole. So less of the budget is left over, " +
			"and large proposals that nearly enough people can pay are not lost to small ones.",
		Completions: []Completion{CompletionGreedy, CompletionNone},
	}, step: bosEqualShares},
	{info: RuleInfo{
		Name:  RuleExactEqualShares,
		Title: "Exact equal shares",
		Text: "The budget is first divided equally among all voters. A proposal is chosen when enough of the people who voted for it can each pay " +
			"exactly the same part of what it takes; supporters who have less than that left pay nothing. The proposal that gives its payers most " +
			"for what they pay comes first, and the next is looked for until no group of supporters can pay equal parts of another.",
		Completions:   []Completion{CompletionGreedy, CompletionNone},
		Satisfactions: []Satisfaction{SatisfactionCost, SatisfactionCardinality},
	}, step: exactEqualShares},
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

// Tally counts the profile. It does not change it, and it may be called again
// with other settings.
//
// It returns a *SettingsError if a setting cannot be used with the form of the
// profile, an *InstanceError if the rule cannot count the instance (a rule for
// places where a cost is not 1), the error of the invalid form or instance that
// the profile was made with, or a *LimitError if an exact answer would take too
// much work.
func Tally(p *Profile, s Settings) (*Outcome, error) { return tally(p, s, nil) }

// tally takes down every payment in accounts, if there are any.
func tally(p *Profile, s Settings, accounts *Accounts) (*Outcome, error) {
	r, err := p.ready(s)
	if err != nil {
		return nil, err
	}
	m, _ := findMeasure(s.Satisfaction)
	c := newCount(newElectorate(p, m), s, p.form.Kind)
	c.accounts = accounts
	c.run(r.step, s.Completion)
	if c.err != nil {
		return nil, c.err
	}
	return c.finish(), nil
}

// ready returns the rule of the settings, or why the profile cannot be counted
// with them.
func (p *Profile) ready(s Settings) (rule, error) {
	if p.invalid != nil {
		return rule{}, p.invalid
	}
	if err := s.Validate(p.form); err != nil {
		return rule{}, err
	}
	if err := s.Constraints.validate(p.checker.inst); err != nil {
		return rule{}, err
	}
	r, _ := findRule(s.Rule)
	return r, r.counts(p.checker.inst)
}
