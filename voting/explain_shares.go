package voting

import (
	"fmt"
	"math/big"
	"strings"
)

// texts returns the payments with their amounts for people.
func texts(payments []Payment, u Unit) ([]Payment, error) {
	var list []Payment
	for _, p := range payments {
		text, err := u.FormatExact(p.Amount)
		if err != nil {
			return nil, err
		}
		p.Text = text
		list = append(list, p)
	}
	return list, nil
}

// most counts those who paid and says what they paid at most: payments, which
// ascend, and a remainder, if there is one.
func (u Unit) most(payments []Payment, rest *Remainder) (payers int, text string, err error) {
	amounts, highest := 0, new(big.Rat)
	higher := func(voters int, amount string) error {
		r, err := parseFraction(amount)
		if err == nil && r.Cmp(highest) > 0 {
			highest = r
		}
		amounts, payers = amounts+1, payers+voters
		return err
	}
	for _, p := range payments {
		if err := higher(p.Voters, p.Amount); err != nil {
			return 0, "", err
		}
	}
	if rest != nil {
		if err := higher(rest.Voters, rest.Most); err != nil {
			return 0, "", err
		}
	}
	text = u.format(highest, roundNearest)
	if (amounts > 1 || rest != nil && rest.Voters > 1) && !strings.HasPrefix(text, "less than") {
		text = "at most " + text
	}
	if payers > 1 {
		text += " each"
	}
	return payers, text, nil
}

// paidExactly says who paid by exact equal shares.
func paidExactly(payers, all int, part string) string {
	switch all - payers {
	case 0:
		return fmt.Sprintf("%s paid %s.", supporters(all), part)
	case 1:
		return fmt.Sprintf("%d of its %s paid %s; the other had less than that left.", payers, supporters(all), part)
	default:
		return fmt.Sprintf("%d of its %s paid %s; the others had less than that left.", payers, supporters(all), part)
	}
}

// notExactly says that supporters could not pay equal parts.
func notExactly(item Item, u Unit) string {
	when := "even at the start"
	if round := item.Unaffordable.Round; round > 0 {
		when = fmt.Sprintf("after round %d", round)
	}
	if item.Supporters == 1 {
		return fmt.Sprintf("Not chosen: %s its 1 supporter could not pay the %s it takes.", when, u.Format(item.Cost))
	}
	return fmt.Sprintf("Not chosen: %s no number of its %s could pay equal parts of the %s it takes.",
		when, supporters(item.Supporters), u.Format(item.Cost))
}

// shared explains a selection that also others than supporters paid for.
func shared(item Item, round Round, u Unit, e *Explanation) (string, error) {
	begin := fmt.Sprintf("Chosen in round %d with what was left: ", round.Number)
	var err error
	if e.Payments, err = texts(round.Payments, u); err != nil {
		return "", err
	}
	if e.OthersPaid, err = texts(round.OthersPaid, u); err != nil {
		return "", err
	}
	others, part, err := u.most(round.OthersPaid, round.OthersRemainder)
	if err != nil {
		return "", err
	}
	switch {
	case others == 0:
		return begin + fmt.Sprintf("it takes nothing, and has %s.", supporters(item.Supporters)), nil
	case item.Supporters == 0:
		return begin + fmt.Sprintf("it has no supporters, and %s paid %s.", voterCount(others), part), nil
	case round.Remainder == nil:
		return begin + fmt.Sprintf("its %s had nothing left, and %s to whom it gives nothing paid %s.", supporters(item.Supporters), voterCount(others), part), nil
	default:
		return begin + fmt.Sprintf("its %s gave what they had left, and %s to whom it gives nothing paid %s.", supporters(item.Supporters), voterCount(others), part), nil
	}
}

func voterCount(n int) string {
	if n == 1 {
		return "1 voter"
	}
	return fmt.Sprintf("%d voters", n)
}

// overspentSentence says how much of a project its supporters did not pay.
func overspentSentence(item Item, round Round, u Unit) (string, error) {
	rest := new(big.Rat).SetInt64(item.Cost)
	if round.Remainder != nil {
		together, err := parseFraction(round.Remainder.Together)
		if err != nil {
			return "", err
		}
		rest.Sub(rest, together)
	}
	for _, p := range round.Payments {
		amount, err := parseFraction(p.Amount)
		if err != nil {
			return "", err
		}
		rest.Sub(rest, amount.Mul(amount, big.NewRat(int64(p.Voters), 1)))
	}
	if rest.Sign() <= 0 {
		return "", nil
	}
	return fmt.Sprintf(" That is not all of the %s it takes: %s came from the rest of the budget.",
		u.Format(item.Cost), u.format(rest, roundNearest)), nil
}

// unfitSentence says when a project became too large for what was left.
func unfitSentence(unfit *Unfit, cost string, u Unit) string {
	if unfit.Round == 0 {
		return fmt.Sprintf("Not chosen: it takes %s, and the budget is %s.", cost, u.Format(unfit.Left))
	}
	return fmt.Sprintf("Not chosen: after round %d %s left, and it takes %s.", unfit.Round, were(u.Format(unfit.Left), u), cost)
}
