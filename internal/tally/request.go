package tally

import (
	"math/big"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// A request is what the options ask for, checked as far as that can be done
// without a file.
type request struct {
	rule     choice
	declared bool
	utility  voting.Satisfaction // empty for what suits rule and ballots
	// increment is in units of the file.
	increment *big.Rat
	ties      []voting.TieBreak
	seed      string
	least     int64 // support that a project needs
	explain   bool  // also what would have changed the outcome
	others    []choice
}

// A choice is a rule and what follows it.
type choice struct {
	rule       voting.RuleInfo
	completion voting.Completion // empty for that of the rule
	option     string            // that named the rule
}

// The option that names the rule of the file itself.
const declaredRule = "declared"

var utilities = []voting.Satisfaction{
	voting.SatisfactionCost, voting.SatisfactionCardinality, voting.SatisfactionPoints,
	voting.SatisfactionBorda, voting.SatisfactionBordaFromOne,
}

var criteria = []voting.TieBreak{voting.TieSupporters, voting.TieCost, voting.TieLot, voting.TieID}

func (c *Command) request() (*request, error) {
	r := &request{utility: voting.Satisfaction(c.Utility), seed: c.Seed, least: c.MinSupport, declared: c.Rule == declaredRule, explain: c.Explain}
	if c.Utility != "" && !slices.Contains(utilities, r.utility) {
		return nil, fault.Field("--utility", "There is no utility %q. Choose %s.", c.Utility, list(utilities))
	}
	if c.MinSupport < 0 {
		return nil, fault.Field("--min-support", "Support cannot be negative. Give a number of votes, or 0 for no limit.")
	}
	var err error
	if r.ties, err = ties(c.Ties, c.Seed); err != nil {
		return nil, err
	}
	if r.increment, err = increment(c.Increment); err != nil {
		return nil, err
	}
	if err := c.rules(r); err != nil {
		return nil, err
	}
	return r, c.contradictions(r)
}

// rules finds the rules that are asked for.
func (c *Command) rules(r *request) error {
	var err error
	if !r.declared {
		if r.rule, err = choose("--rule", c.Rule, c.Completion); err != nil {
			return err
		}
	}
	for _, name := range c.Compare {
		rule, completion, _ := strings.Cut(name, "+")
		other, err := choose("--compare", rule, completion)
		if err != nil {
			return err
		}
		r.others = append(r.others, other)
	}
	return nil
}

// contradictions refuses options that would have no effect.
func (c *Command) contradictions(r *request) error {
	if len(c.Compare) > 0 && (r.declared || c.Format == "csv") {
		return fault.Field("--compare", "This compares counts by rules, as text or JSON. "+
			"Leave it out, or choose a --rule other than declared and a --format other than csv.")
	}
	if c.Increment == "" || r.declared || slices.ContainsFunc(append(r.others, r.rule), choice.raises) {
		return nil
	}
	return fault.Field("--increment", "Only add1, add1+greedy and overspend raise shares by increments. "+
		"Choose one of them with --completion, or leave --increment out.")
}

// FindRule returns the rule of a name with or without its version; without one
// it is the newest.
func FindRule(name string) (voting.RuleInfo, bool) {
	rules := voting.Rules()
	for _, rule := range slices.Backward(rules) {
		if rule.Name == name || plainName(rule.Name) == name {
			return rule, true
		}
	}
	return voting.RuleInfo{}, false
}

// plainName is the name of a rule without its version.
func plainName(rule string) string {
	name, _, _ := strings.Cut(rule, "/")
	return name
}

// choose finds a rule, and what may follow it.
func choose(option, name, completion string) (choice, error) {
	rule, ok := FindRule(name)
	if !ok {
		names := []string{}
		for _, rule := range voting.Rules() {
			names = append(names, plainName(rule.Name))
		}
		if option == "--rule" {
			names = append(names, declaredRule)
		}
		return choice{}, fault.Field(option, "There is no rule %q. Choose %s.", name, list(names))
	}
	c := choice{rule: rule, completion: voting.Completion(completion), option: option}
	if completion == "" || slices.Contains(rule.Completions, c.completion) {
		return c, nil
	}
	if option == "--rule" {
		option = "--completion"
	}
	return choice{}, fault.Field(option, "%q cannot follow %s. Choose %s.", completion, plainName(rule.Name), list(rule.Completions))
}

// follows is what follows the rule.
func (c choice) follows() voting.Completion {
	if c.completion == "" {
		return c.rule.Completions[0]
	}
	return c.completion
}

// raises tells whether shares are raised by an increment.
func (c choice) raises() bool {
	switch c.follows() {
	case voting.CompletionAdd1, voting.CompletionAdd1Greedy, voting.CompletionOverspend:
		return true
	default:
		return false
	}
}

// ties reads the criteria. Supporters alone is the usual order.
func ties(text, seed string) ([]voting.TieBreak, error) {
	if text == string(voting.TieSupporters) {
		text = strings.Join(texts(voting.TieOrder()), ",")
	}
	var order []voting.TieBreak
	for name := range strings.SplitSeq(text, ",") {
		criterion := voting.TieBreak(strings.TrimSpace(name))
		if !slices.Contains(criteria, criterion) {
			return nil, fault.Field("--ties", "There is no criterion %q. Choose from %s.", name, list(criteria))
		}
		order = append(order, criterion)
	}
	form := voting.Form{Kind: voting.KindApproval}
	s, err := voting.DefaultSettings(voting.RuleGreedy, form)
	if s.Ties, s.Seed = order, seed; err == nil {
		err = s.Validate(form)
	}
	return order, choice{}.mend(err, form)
}

// increment reads a decimal number above 0, which is 1 if there is none.
func increment(text string) (*big.Rat, error) {
	if text == "" {
		return big.NewRat(1, 1), nil
	}
	number := strings.Replace(text, ",", ".", 1)
	whole, decimals, _ := strings.Cut(number, ".")
	value, ok := new(big.Rat), false
	if whole != "" && len(whole) <= 18 && len(decimals) <= pabulib.MaxDecimals && strings.Trim(whole+decimals, "0123456789") == "" {
		value, ok = value.SetString(number)
	}
	if !ok || value.Sign() == 0 {
		return nil, fault.Field("--increment", "%q is no amount above 0 with at most %d decimals. Write it as 1 or 0.25, in units of the file.",
			text, pabulib.MaxDecimals)
	}
	return value, nil
}

// list writes names for people: "a, b or c".
func list[S ~string](names []S) string {
	all := texts(names)
	last := len(all) - 1
	if last < 1 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:last], ", ") + " or " + all[last]
}

func texts[S ~string](names []S) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = string(name)
	}
	return all
}
