package voting

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
)

// Effect says what became of one ballot: which of its projects were selected,
// and what part of the voter's share was spent on them. It is for the eyes of
// that voter only, as it holds the ballot.
type Effect struct {
	// Choices are the projects on the ballot, in the order of its canonical form.
	Choices []ChoiceEffect `json:"choices"`
	// Selected is the number of choices that were selected, MedianSelected its
	// median over all voters.
	Selected       int    `json:"selected"`
	MedianSelected string `json:"medianSelected"`
	// Satisfaction is the sum over the selected choices, in the unit of the
	// settings, and MedianSatisfaction its median over all voters.
	Satisfaction       int64  `json:"satisfaction"`
	MedianSatisfaction string `json:"medianSatisfaction"`
	// Share is what the voter began with and Left what was left of it, exact in
	// minor units; empty, as are the next two, if the rule does not divide the
	// budget among voters.
	Share string `json:"share,omitempty"`
	Left  string `json:"left,omitempty"`
	// Spent is the part of the share that was spent, from 0 to 1 and exact, and
	// MedianSpent its median over all voters; empty also if the share is 0.
	Spent       string `json:"spent,omitempty"`
	MedianSpent string `json:"medianSpent,omitempty"`
	// Text is one to three plain English sentences.
	Text string `json:"text"`
}

// ChoiceEffect is what became of one project on a ballot.
type ChoiceEffect struct {
	Project  string `json:"project"`
	Selected bool   `json:"selected"`
	// Satisfaction is what the project gives this voter if it is selected.
	Satisfaction int64 `json:"satisfaction"`
	// Paid is what this voter paid for it, exact in minor units; empty if
	// nothing.
	Paid string `json:"paid,omitempty"`
	// CompletedBy names the completion that selected it, if one did. Nobody's
	// share pays for such a project.
	CompletedBy Completion `json:"completedBy,omitempty"`
}

// BallotEffect says what became of a ballot of the profile in this outcome of
// it. Payments are those of the count, replayed for this ballot: in each round
// the voter paid Rho for each unit of satisfaction, or what was left of the
// share if that was less (Peters, Pierczyński and Skowron, NeurIPS 2021,
// section 3). The median of an even number of voters is the mean of the two in
// the middle.
//
// It returns a *BallotError if the ballot breaks the form or is not in the
// profile, an *[OutcomeError] if the outcome is not of this profile, the error
// of the invalid form or instance that the profile was made with, and another
// error if the outcome holds amounts that are no numbers.
func (o *Outcome) BallotEffect(p *Profile, b Ballot) (Effect, error) {
	r, err := readProfile(p, o.Settings.Satisfaction)
	if err != nil {
		return Effect{}, err
	}
	selected, err := r.selection(o, 0)
	if err != nil {
		return Effect{}, err
	}
	s, err := r.find(p.Form(), b)
	if err != nil {
		return Effect{}, err
	}
	e := r.effect(s, selected, o)
	if err := e.money(r, s, o); err != nil {
		return Effect{}, fmt.Errorf("effect of a ballot: %w", err)
	}
	e.Text = e.sentences()
	return e, nil
}

// find returns the sheet of a ballot.
func (r *reading) find(form Form, b Ballot) (sheet, error) {
	canonical, err := form.Canonical(r.inst, b)
	if err != nil {
		return sheet{}, err
	}
	i := slices.IndexFunc(r.sheets, func(s sheet) bool { return slices.Equal(s.ballot, canonical) })
	if i < 0 {
		return sheet{}, ballotError("This ballot was not counted.")
	}
	return r.sheets[i], nil
}

// effect is what does not depend on money.
func (r *reading) effect(s sheet, selected []bool, o *Outcome) Effect {
	e := Effect{
		Choices:            make([]ChoiceEffect, len(s.choices)),
		Selected:           s.winners(selected),
		Satisfaction:       s.satisfaction(selected),
		MedianSelected:     r.median(func(s sheet) int64 { return int64(s.winners(selected)) }),
		MedianSatisfaction: r.median(func(s sheet) int64 { return s.satisfaction(selected) }),
	}
	for i, c := range s.choices {
		id := r.inst.Projects[c.project].ID
		item, _ := o.Find(id)
		e.Choices[i] = ChoiceEffect{
			Project: id, Selected: selected[c.project], Satisfaction: c.satisfaction, CompletedBy: item.CompletedBy,
		}
	}
	return e
}

// median is the median of a value over all voters.
func (r *reading) median(of func(sheet) int64) string {
	values := make([]weighted, len(r.sheets))
	for i, s := range r.sheets {
		values[i] = weighted{of(s), s.times}
	}
	slices.SortFunc(values, func(a, b weighted) int { return cmp.Compare(a.value, b.value) })
	low, high := middle(r.voters)
	sum := big.NewInt(at(values, low))
	return fraction(sum.Add(sum, big.NewInt(at(values, high))), big.NewInt(2))
}

// weighted is a value of a number of voters.
type weighted struct {
	value int64
	times int
}

// middle returns the positions of the two in the middle, which are the same for
// an odd number.
func middle(n int) (low, high int) { return (n - 1) / 2, n / 2 }

// at returns the value of the voter at a position.
func at(values []weighted, position int) int64 {
	for _, v := range values {
		if position -= v.times; position < 0 {
			return v.value
		}
	}
	return 0
}

// money enters what the voter paid and what was left.
func (e *Effect) money(r *reading, s sheet, o *Outcome) error {
	t, err := r.trace(o)
	if t == nil || err != nil {
		return err
	}
	payments, left := t.replay(s)
	e.Share, e.Left = o.Share, t.text(left)
	for _, payment := range payments {
		i := slices.IndexFunc(s.choices, func(c valued) bool { return c.project == payment.project })
		e.Choices[i].Paid = t.text(payment.amount)
	}
	if t.share.Sign() == 0 {
		return nil
	}
	e.Spent = fraction(new(big.Int).Sub(t.share, left), t.share)
	e.MedianSpent = r.medianSpent(t)
	return nil
}

// medianSpent is the median part of the share that was spent.
func (r *reading) medianSpent(t *trace) string {
	all := make([]holding, len(r.sheets))
	for i, s := range r.sheets {
		_, left := t.replay(s)
		all[i] = holding{*left, s.times}
	}
	all = merge(all)
	low, high := middle(r.voters)
	twice := new(big.Int).Add(holdingAt(all, low), holdingAt(all, high))
	whole := mul(t.share, 2)
	return fraction(twice.Sub(whole, twice), whole)
}

// holdingAt is what the voter at a position in the order of money has.
func holdingAt(all []holding, position int) *big.Int {
	for i := range all {
		if position -= all[i].voters; position < 0 {
			return &all[i].amount
		}
	}
	return new(big.Int)
}

// sentences says the effect in words.
func (e *Effect) sentences() string {
	text := e.chosen()
	if added := e.added(); added > 0 && e.Share != "" {
		text += " " + addedSentence(added, e.Selected)
	}
	if e.Spent != "" {
		text += " " + e.spending()
	}
	return text
}

// chosen says how many choices were selected.
func (e *Effect) chosen() string {
	switch {
	case len(e.Choices) == 0:
		return "Your ballot names no proposal."
	case len(e.Choices) > 1:
		return fmt.Sprintf("%s on the agenda; the median is %s.", e.number(), halves(e.MedianSelected))
	case e.Selected == 1:
		return "Your only choice is on the agenda."
	default:
		return "Your only choice is not on the agenda."
	}
}

// number says how many of two or more choices, with the verb.
func (e *Effect) number() string {
	switch all := len(e.Choices); {
	case e.Selected == 0:
		return fmt.Sprintf("None of your %d choices is", all)
	case e.Selected == 1:
		return fmt.Sprintf("1 of your %d choices is", all)
	case e.Selected == all && all == 2:
		return "Both of your choices are"
	case e.Selected == all:
		return fmt.Sprintf("All %d of your choices are", all)
	default:
		return fmt.Sprintf("%d of your %d choices are", e.Selected, all)
	}
}

// halves writes a median of whole numbers: "2" or "2.5".
func halves(median string) string {
	text, err := Unit{}.FormatExact(median)
	if err != nil {
		return median
	}
	return text
}

// added is the number of choices that a completion selected.
func (e *Effect) added() int {
	n := 0
	for _, c := range e.Choices {
		if c.CompletedBy != "" {
			n++
		}
	}
	return n
}

func addedSentence(added, selected int) string {
	switch {
	case added == 1 && selected == 1:
		return "It was chosen with what was left, and took nothing of your share."
	case added == selected:
		return "They were chosen with what was left, and took nothing of your share."
	case added == 1:
		return "1 of them was chosen with what was left, and took nothing of your share."
	default:
		return fmt.Sprintf("%d of them were chosen with what was left, and took nothing of your share.", added)
	}
}

// spending says what part of the share was spent.
func (e *Effect) spending() string {
	spent, median := percent(e.Spent), percent(e.MedianSpent)
	switch {
	case e.Spent == "0":
		return fmt.Sprintf("Nothing of your share was spent; the median was %s.", median)
	case e.added() > 0:
		return fmt.Sprintf("%s of your share was spent; the median was %s.", capital(spent), median)
	case e.Selected == 1:
		return fmt.Sprintf("%s of your share was spent on it; the median was %s.", capital(spent), median)
	default:
		return fmt.Sprintf("%s of your share was spent on them; the median was %s.", capital(spent), median)
	}
}

// percent writes a part from 0 to 1: "82 %", or "about 82 %" where it had to be
// rounded to the nearest, and never all or nothing that is not.
func percent(part string) string {
	r, err := parseFraction(part)
	if err != nil {
		return part
	}
	r.Mul(r, big.NewRat(100, 1))
	if r.IsInt() {
		return r.RatString() + " %"
	}
	r.Add(r, big.NewRat(1, 2))
	switch n := new(big.Int).Quo(r.Num(), r.Denom()).Int64(); n {
	case 0:
		return "less than 1 %"
	case 100:
		return "more than 99 %"
	default:
		return fmt.Sprintf("about %d %%", n)
	}
}

// capital begins a sentence.
func capital(text string) string {
	if text != "" && text[0] >= 'a' && text[0] <= 'z' {
		return string(text[0]-'a'+'A') + text[1:]
	}
	return text
}
