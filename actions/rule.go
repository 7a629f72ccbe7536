package actions

import (
	"errors"
	"math/big"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
	"github.com/folkmoot/folkmoot/voting"
)

// A Method is a rule with what follows it. Equal shares with bounded overspending
// is left out: its exact numbers may grow beyond any limit, and a round must
// always be counted.
type Method struct {
	Rule       string            `json:"rule" enum:"equal-shares/v1,greedy/v1,greedy-stop/v1,phragmen/v1,max-welfare/v1,exact-equal-shares/v1"`
	Completion voting.Completion `json:"completion,omitempty" enum:"none,greedy,phragmen,add1,add1+greedy,overspend,increase1pct,increase1pct+greedy,perturbation" doc:"What follows the rule if something is left; by default what suits it"`
}

// settings returns those that suit the method and the ballots, with the usual
// ties and the seed of a lot. Shares are raised by whole units.
func (m Method) settings(form voting.Form, seed string, unit int64) (voting.Settings, error) {
	s, err := voting.DefaultSettings(m.Rule, form)
	if err != nil {
		return voting.Settings{}, votingFault(err)
	}
	if m.Completion != "" {
		s.Completion = m.Completion
	}
	if s.Completion.Raises() {
		s.Increment = unit
	}
	s.Seed = seed
	if err := s.Validate(form); err != nil {
		return voting.Settings{}, votingFault(err)
	}
	return s, nil
}

// A RuleChoice is the input of ChooseRule.
type RuleChoice struct {
	AtRound
	Body Method
}

// ChooseRule gives a draft another rule. The lot stays the one that was drawn.
var ChooseRule = Write[RuleChoice, models.Round, Round]{
	Verb: access.RoundRule,
	Find: func(q database.Query, in RuleChoice) (Found[models.Round], error) {
		return findRoundAlone(q, in.AtRound)
	},
	Do: func(c *Call, in RuleChoice, r models.Round) (Round, error) {
		settings, err := in.Body.settings(r.Form(), r.Seed, r.Scale)
		if err != nil {
			return Round{}, err
		}
		options, err := models.ListOptions(c.Query, r.ID)
		if err != nil {
			return Round{}, err
		}
		r.SetSettings(settings)
		if err := keepsTo(r, options); err != nil {
			return Round{}, err
		}
		c.About("round", r.ID)
		if r, err = models.ChooseRule(c.Tx, r, settings); err != nil {
			return Round{}, err
		}
		return c.round(r)
	},
}

// A Try is what one method makes of some ballots.
type Try struct {
	Method
	Title   string   `json:"title"`
	Text    string   `json:"text" doc:"One paragraph for voters"`
	Chosen  []string `json:"chosen" doc:"Option keys in the order of selection"`
	Spent   int64    `json:"spent"`
	Without int      `json:"without" doc:"Voters of whose choices nothing was chosen"`
	Average string   `json:"average" doc:"How many of their choices were chosen, on the average of all voters, with one decimal"`
	Current bool     `json:"current" doc:"It is the method of the round"`
}

// methods are those that are tried beside that of a round.
var methods = []Method{
	{Rule: voting.RuleEqualShares, Completion: voting.CompletionGreedy},
	{Rule: voting.RuleEqualShares, Completion: voting.CompletionAdd1Greedy},
	{Rule: voting.RulePhragmen, Completion: voting.CompletionGreedy},
	{Rule: voting.RuleGreedy, Completion: voting.CompletionNone},
	{Rule: voting.RuleMaxWelfare, Completion: voting.CompletionNone},
}

// anyLot stands for the seed until the round's own, which may need none.
const anyLot = "lot"

// tryMethods counts the ballots by the method of the round and by others. One
// that cannot keep to groups of alternatives, or be counted exactly within its
// limits, is left out.
func tryMethods(r models.Round, counting voting.Settings, profile *voting.Profile) ([]Try, error) {
	all := []Try{}
	own := Method{r.Rule, r.Completion}
	for i, method := range append([]Method{own}, methods...) {
		if i > 0 && method == own {
			continue
		}
		settings, err := method.settings(r.Form(), anyLot, r.Scale)
		if err != nil && i > 0 {
			return nil, err
		}
		settings.Ties, settings.Seed, settings.Constraints = counting.Ties, counting.Seed, counting.Constraints
		if i == 0 {
			settings = counting
		}
		if !keepsApart(settings, r.Form()) {
			continue
		}
		try, err := tryOne(profile, settings)
		if limit := (*voting.LimitError)(nil); errors.As(err, &limit) {
			continue
		}
		if err != nil {
			return nil, err
		}
		try.Current = i == 0
		all = append(all, try)
	}
	return all, nil
}

func tryOne(profile *voting.Profile, s voting.Settings) (Try, error) {
	outcome, err := voting.Tally(profile, s)
	if err != nil {
		return Try{}, err
	}
	compared, err := voting.Compare(profile, outcome)
	if err != nil {
		return Try{}, err
	}
	rule := ruleWith(s.Rule, s.Completion)
	side := compared.Outcomes[0]
	return Try{
		Method: Method{s.Rule, s.Completion}, Title: rule.Title, Text: rule.Text,
		Chosen: outcome.Selected, Spent: outcome.Cost, Without: side.Excluded, Average: oneDecimal(side.Projects.Average),
	}, nil
}

// oneDecimal writes an exact rational with one decimal; empty if there is none.
func oneDecimal(exact string) string {
	r, ok := new(big.Rat).SetString(exact)
	if !ok {
		return ""
	}
	return r.FloatString(1)
}
