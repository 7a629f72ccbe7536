package voting

import (
	"fmt"
	"math/big"
)

// welfareSentence explains an outcome of the rule of the greatest welfare. Its
// rounds are only an order for reading, so they are not named.
func (o *Outcome) welfareSentence(item Item, u Unit, e *Explanation) (string, error) {
	switch {
	case item.Selected:
		e.Round = item.Place
		return fmt.Sprintf("Chosen: it has %s, and with it the total support is the greatest that fits in the budget.", o.support(item)), nil
	case o.Voters == 0:
		return "Not chosen: there were no ballots.", nil
	case item.Supporters == 0:
		return notSupported(item), nil
	case item.Cost > o.Budget:
		return fmt.Sprintf("Not chosen: it takes %s, and the budget is %s.", u.Format(item.Cost), u.Format(o.Budget)), nil
	case item.Forced == nil:
		return "Not chosen: putting it in would have pushed out projects with as much support in all, or more.", nil
	default:
		return o.forcedSentence(item, u)
	}
}

// forcedSentence compares the best set with a project with the best of all.
func (o *Outcome) forcedSentence(item Item, u Unit) (string, error) {
	with, err := parseFraction(item.Forced.Welfare)
	if err != nil {
		return "", err
	}
	without, err := parseFraction(o.Welfare)
	if err != nil {
		return "", err
	}
	switch {
	case with.Cmp(without) < 0:
		return fmt.Sprintf("Not chosen: putting it in would have pushed out projects with more support in all. "+
			"%s with it the most is %s, without it %s.", o.welfareBegin(), o.welfareText(with, u), o.welfareText(without, u)), nil
	case item.Forced.Cost > o.Cost:
		return "Not chosen: without it the support in all is just as great, and less of the budget is taken.", nil
	default:
		return "Not chosen: without it the support in all is just as great for the same cost, and the ids of the others come first.", nil
	}
}

// welfareBegin says what the total support is counted in.
func (o *Outcome) welfareBegin() string {
	switch o.Settings.Satisfaction {
	case SatisfactionCost:
		return "Counting for each vote what the project takes,"
	case SatisfactionPoints:
		return "Counting points,"
	case SatisfactionBorda:
		return "Counting for each ballot the projects ranked lower,"
	default:
		return "Counting votes,"
	}
}

// welfareText writes a total satisfaction.
func (o *Outcome) welfareText(welfare *big.Rat, u Unit) string {
	if o.Settings.Satisfaction == SatisfactionCost {
		return u.format(welfare, roundNearest)
	}
	return group3(welfare.RatString())
}
