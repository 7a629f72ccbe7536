package tally

import (
	"strings"

	"github.com/folkmoot/folkmoot/voting"
)

var ballotWords = map[voting.Kind]string{
	voting.KindApproval: "approval", voting.KindPoints: "points", voting.KindRanking: "ranking",
}

var utilityWords = map[voting.Satisfaction]string{
	voting.SatisfactionCost:         "counted by cost",
	voting.SatisfactionCardinality:  "each project counted as one",
	voting.SatisfactionPoints:       "counted by points",
	voting.SatisfactionBorda:        "counted by the places on a ballot, the last one 0",
	voting.SatisfactionBordaFromOne: "counted by the places on a ballot, the last one 1",
}

const (
	byGreedy = "the rest by most support"
	by1Pct   = "the budget raised by 1 % at a time as long as that is not overspent"
)

// ruleWords say how was counted.
func ruleWords(s voting.Settings, unit voting.Unit) string {
	rule, _ := FindRule(s.Rule)
	parts := []string{rule.Title + " (" + s.Rule + ")"}
	if !rule.Places && s.Rule != voting.RulePhragmen {
		parts = append(parts, utilityWords[s.Satisfaction])
	}
	if words := completionWords(s, unit); words != "" {
		parts = append(parts, words)
	}
	return strings.Join(parts, "; ")
}

func completionWords(s voting.Settings, unit voting.Unit) string {
	raised := "shares raised by " + unit.Format(s.Increment) + " at a time"
	switch s.Completion {
	case voting.CompletionGreedy:
		return byGreedy
	case voting.CompletionPhragmen:
		return "the rest by Phragmén's rule"
	case voting.CompletionAdd1:
		return raised + " until nothing more fits"
	case voting.CompletionAdd1Greedy:
		return raised + " until nothing more fits, " + byGreedy
	case voting.CompletionOverspend:
		return raised + " until the budget would be overspent"
	case voting.CompletionIncrease:
		return by1Pct
	case voting.CompletionIncreaseGreedy:
		return by1Pct + ", " + byGreedy
	case voting.CompletionPerturbation:
		return "the rest with help from those who do not support it"
	default:
		return ""
	}
}

var stopWords = map[string]string{
	voting.StopOverspend:  "one more would select more than the budget pays",
	voting.StopExhaustive: "nothing more fits",
	voting.StopLast:       "there are no more",
}

func raisedWords(o *voting.Outcome) string {
	if o.Raised.Increments == "1" {
		return "1 increment"
	}
	return digits(o.Raised.Increments) + " increments"
}

var criterionWords = map[voting.TieBreak]string{
	voting.TieSupporters: "supporters", voting.TieCost: "cost", voting.TieLot: "lot", voting.TieID: "id",
}

// tieWords are the criteria in their order.
func tieWords(s voting.Settings) string {
	names := make([]string, len(s.Ties))
	for i, criterion := range s.Ties {
		names[i] = criterionWords[criterion]
	}
	return strings.Join(names, ", then ")
}
