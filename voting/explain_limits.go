package voting

import "fmt"

// barredSentence says which constraint kept a project out.
func (o *Outcome) barredSentence(item Item, u Unit) string {
	switch b := item.Barred; b.By {
	case "support":
		return fmt.Sprintf("Not chosen: it has %s, and at least %d were needed.", o.support(item), o.Settings.Constraints.MinSupport)
	case "exclusive":
		return "Not chosen: another was chosen, of which it was said beforehand that only one of them can be."
	default:
		return fmt.Sprintf("Not chosen: %s left for its category, and it takes %s.", were(u.Format(b.Left), u), u.Format(item.Cost))
	}
}

// stoppedSentence says that the count had ended at a project that did not fit.
func stoppedSentence(item Item, u Unit) string {
	unfit, cost := item.Unfit, u.Format(item.Cost)
	left := were(u.Format(unfit.Left), u)
	if unfit.Behind == item.Project {
		return fmt.Sprintf("Not chosen: it was next after round %d, but %s left and it takes %s. There the count ended.", unfit.Round, left, cost)
	}
	return fmt.Sprintf("Not chosen: the count ended after round %d, at another that was next and did not fit into the %s left.", unfit.Round, u.Format(unfit.Left))
}

// carriedSentence explains a selection by Phragmén's rule.
func (o *Outcome) carriedSentence(item Item, round Round, u Unit) (string, error) {
	load, err := u.FormatExact(round.Load)
	if err != nil {
		return "", err
	}
	each := load
	if item.Supporters > 1 {
		each += " each"
	}
	purpose := ""
	if round.CompletedBy != "" {
		purpose = " with what was left"
	}
	return fmt.Sprintf("Chosen in round %d%s: its %s then carry %s, the least that any could.", round.Number, purpose, supporters(item.Supporters), each), nil
}
