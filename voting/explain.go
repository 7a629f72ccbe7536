package voting

import (
	"fmt"
	"math/big"
)

// Explanation says why a project was selected or not.
type Explanation struct {
	Project  string `json:"project"`
	Selected bool   `json:"selected"`
	// Text is one or two plain English sentences, three if a tie decided.
	Text string `json:"text"`
	// Round is the round of the selection; if the project was not selected, the
	// number of rounds after which that was certain.
	Round int `json:"round"`
	// Payments, Remainder and what others paid are those of the round, with Text
	// filled; only of rules by which voters pay.
	Payments        []Payment  `json:"payments,omitempty"`
	Remainder       *Remainder `json:"remainder,omitempty"`
	OthersPaid      []Payment  `json:"othersPaid,omitempty"`
	OthersRemainder *Remainder `json:"othersRemainder,omitempty"`
	// Unaffordable and Unfit are those of the item.
	Unaffordable *Unaffordable `json:"unaffordable,omitempty"`
	Unfit        *Unfit        `json:"unfit,omitempty"`
	// Tie is the tie that decided whether the project was selected, if one did.
	Tie *Tie `json:"tie,omitempty"`
}

// Explain says in plain sentences why the project was selected or not. It needs
// nothing but the outcome, so it works on one that was stored as JSON.
//
// It returns an *InstanceError if the outcome has no such project, and another
// error if the outcome holds amounts that are no numbers.
func (o *Outcome) Explain(project string, u Unit) (Explanation, error) {
	item, ok := o.Find(project)
	if !ok {
		return Explanation{}, &InstanceError{Project: project, Message: "it is not part of this outcome"}
	}
	e := Explanation{
		Project: project, Selected: item.Selected,
		Unaffordable: item.Unaffordable, Unfit: item.Unfit,
	}
	if r, known := findRule(o.Settings.Rule); known && r.explain != nil {
		return o.explainPlace(r, item, e)
	}
	e.Tie = o.decisiveTie(item)
	text, err := o.sentences(item, u, &e)
	if err != nil {
		return Explanation{}, fmt.Errorf("explain %q: %w", project, err)
	}
	if e.Tie != nil {
		text += " " + o.tieSentence(item, e.Tie)
	}
	e.Text = text
	return e, nil
}

func (o *Outcome) sentences(item Item, u Unit, e *Explanation) (string, error) {
	if item.Barred != nil && !item.Selected {
		e.Round = item.Barred.Round
		return o.barredSentence(item, u), nil
	}
	if o.Settings.Rule == RuleMaxWelfare {
		return o.welfareSentence(item, u, e)
	}
	if !item.Selected {
		return o.notSelected(item, u, e)
	}
	if item.Place > len(o.Rounds) || item.Place < 1 {
		return "", fmt.Errorf("voting: the outcome has no round %d", item.Place)
	}
	round := o.Rounds[item.Place-1]
	e.Round, e.Remainder, e.OthersRemainder = round.Number, round.Remainder, round.OthersRemainder
	switch {
	case round.Decided:
		return "Chosen before the count: it had been decided already.", nil
	case round.Load != "" && item.Supporters > 0:
		return o.carriedSentence(item, round, u)
	case round.Part != "":
		return shared(item, round, u, e)
	case round.Rho == "":
		return o.taken(item, round, u), nil
	default:
		return o.paid(item, round, u, e)
	}
}

// paid explains a selection that supporters paid for.
func (o *Outcome) paid(item Item, round Round, u Unit, e *Explanation) (string, error) {
	begin := fmt.Sprintf("Chosen in round %d: ", round.Number)
	if len(round.Payments) == 0 && round.Remainder == nil {
		return begin + fmt.Sprintf("it takes nothing, and has %s.", supporters(item.Supporters)), nil
	}
	var err error
	if e.Payments, err = texts(round.Payments, u); err != nil {
		return "", err
	}
	payers, most, err := u.most(round.Payments, round.Remainder)
	if err != nil {
		return "", err
	}
	if o.Settings.Rule == RuleExactEqualShares {
		return begin + paidExactly(payers, item.Supporters, most), nil
	}
	text := begin + whoPaid(payers, item.Supporters, most)
	if round.Alpha == "" || round.Alpha == "1" {
		return text, nil
	}
	rest, err := overspentSentence(item, round, u)
	return text + rest, err
}

func whoPaid(payers, all int, most string) string {
	switch all - payers {
	case 0:
		return fmt.Sprintf("%s paid %s.", supporters(all), most)
	case 1:
		return fmt.Sprintf("%d of its %s paid %s; the share of the other was spent already.", payers, supporters(all), most)
	default:
		return fmt.Sprintf("%d of its %s paid %s; the shares of the others were spent already.", payers, supporters(all), most)
	}
}

// taken explains a selection by the greedy rule, or by that completion.
func (o *Outcome) taken(item Item, round Round, u Unit) string {
	purpose := ""
	if round.CompletedBy != "" {
		purpose = " with what was left"
	}
	return fmt.Sprintf("Chosen in round %d%s: it has %s and takes %s of the %s left.", round.Number, purpose,
		o.support(item), u.Format(item.Cost), u.Format(round.Left+item.Cost))
}

// support says how many supporters there are, and their points if they gave any.
func (o *Outcome) support(item Item) string {
	if o.Ballots.hasPoints() && item.Supporters > 0 {
		return fmt.Sprintf("%d points from %s", item.Support, supporters(item.Supporters))
	}
	return supporters(item.Supporters)
}

func supporters(n int) string {
	switch n {
	case 0:
		return "no supporters"
	case 1:
		return "1 supporter"
	default:
		return fmt.Sprintf("%d supporters", n)
	}
}

func (o *Outcome) notSelected(item Item, u Unit, e *Explanation) (string, error) {
	cost := u.Format(item.Cost)
	out, unfit := item.Unaffordable, item.Unfit
	if unfit != nil {
		e.Round = unfit.Round
	}
	if out == nil {
		if unfit == nil {
			return "Not chosen: there were no ballots.", nil
		}
		if o.Settings.Rule == RuleBOSEqualShares && o.Settings.Completion == CompletionNone {
			return unfitSentence(unfit, cost, u), nil
		}
		if unfit.Behind != "" {
			return stoppedSentence(item, u), nil
		}
		return fmt.Sprintf("Not chosen: when its turn came %s left, and it takes %s.", were(u.Format(unfit.Left), u), cost), nil
	}
	e.Round = out.Round
	text, err := o.notPaid(item, u)
	if err == nil && unfit != nil {
		text += fmt.Sprintf(" When the rest was filled up, %s left.", were(u.Format(unfit.Left), u))
	}
	return text, err
}

// were puts the verb behind an amount.
func were(amount string, u Unit) string {
	if amount == u.named("1") {
		return amount + " was"
	}
	return amount + " were"
}

// notPaid explains that supporters could not pay.
func (o *Outcome) notPaid(item Item, u Unit) (string, error) {
	if item.Supporters == 0 {
		return notSupported(item), nil
	}
	if o.Settings.Rule == RuleExactEqualShares {
		return notExactly(item, u), nil
	}
	money, err := parseFraction(item.Unaffordable.Money)
	if err != nil {
		return "", err
	}
	who, cost := supporters(item.Supporters), u.Format(item.Cost)
	held := u.holding(money)
	even := ""
	if o.Raised != nil && o.Raised.Increments != "0" {
		even = "even with the raised shares, "
	}
	if round := item.Unaffordable.Round; round > 0 {
		return fmt.Sprintf("Not chosen: %safter round %d its %s had %s left%s, and it takes %s.", even, round, who, held, between(item.Supporters), cost), nil
	}
	return fmt.Sprintf("Not chosen: %sits %s had %s%s from the start, and it takes %s.", even, who, held, between(item.Supporters), cost), nil
}

// holding writes what people have, never rounded up to what they lack.
func (u Unit) holding(money *big.Rat) string {
	if money.Sign() == 0 {
		return "nothing"
	}
	return u.format(money, roundDown)
}

func between(n int) string {
	if n == 1 {
		return ""
	}
	return " between them"
}

func notSupported(item Item) string {
	switch {
	case item.Support == 0:
		return "Not chosen: no ballot supports it."
	case item.Cost == 0:
		return "Not chosen: it takes nothing, and support is counted by cost."
	default:
		return "Not chosen: the ballots that name it give it no weight."
	}
}

// decisiveTie finds the first tie that decided whether the project is selected.
func (o *Outcome) decisiveTie(item Item) *Tie {
	for i, tie := range o.Ties {
		if len(tie.LeftOut) == 0 || len(tie.Among) == 0 {
			continue
		}
		names := tie.LeftOut
		if item.Selected {
			names = tie.Among[:1]
		}
		for _, name := range names {
			if name == item.Project {
				return &o.Ties[i]
			}
		}
	}
	return nil
}

// verdicts say what decided a tie, to the winner and to the others. No other
// project is named: an id says nothing to people, and the structured form has it.
var verdicts = map[TieBreak][2]string{
	TieSupporters: {"it has more supporters", "the other has more supporters"},
	TieCost:       {"it takes less", "the other takes less"},
	TieLot:        {"the lot drew it first", "the lot drew the other first"},
	TieID:         {"its id comes first", "the id of the other comes first"},
}

// tieSentence says which criterion decided.
func (o *Outcome) tieSentence(item Item, tie *Tie) string {
	other, side := tie.Among[0], 1
	if item.Selected {
		other, side = tie.LeftOut[0], 0
	}
	rival, _ := o.Find(other)
	return fmt.Sprintf("It was exactly tied in round %d: %s.", tie.Round, verdicts[o.separates(item, rival)][side])
}

// separates is the first criterion in which two projects differ. Two that are
// equal in all others differ in the last one, the lot or the id.
func (o *Outcome) separates(a, b Item) TieBreak {
	var criterion TieBreak
	for _, criterion = range o.Settings.Ties {
		sameNumber := criterion == TieSupporters && a.Supporters == b.Supporters
		sameCost := criterion == TieCost && a.Cost == b.Cost
		if !sameNumber && !sameCost {
			break
		}
	}
	return criterion
}
