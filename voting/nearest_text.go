package voting

import (
	"fmt"
	"strings"
)

// Sentence says in plain English what would have selected the project: "3 more
// supporters, or 5 minutes less, would have done it." It is meant to stand
// behind the text of [Outcome.Explain]. item is the project in the outcome.
func (c Change) Sentence(item Item, u Unit) string {
	found := c.found(item, u)
	supporters, cost := c.missed()
	if found == "" {
		return nothingDid[[2]missed{supporters, cost}]
	}
	text := found + " would have done it" + elseSupporters[supporters] + elseCost[cost] + "."
	return strings.ToUpper(text[:1]) + text[1:]
}

// found are the changes that would have selected the project, empty if none.
func (c Change) found(item Item, u Unit) string {
	var ways []string
	if c.Supporters != nil {
		ways = append(ways, c.furtherSupporters(*c.Supporters))
	}
	if c.Cost != nil {
		less := "taking nothing at all"
		if *c.Cost > 0 {
			less = u.Format(item.Cost-*c.Cost) + " less"
		}
		ways = append(ways, less)
	}
	text := strings.Join(ways, ", or ")
	if len(ways) == 2 || strings.HasSuffix(text, perhaps) {
		text += "," // ends what was put in between
	}
	return text
}

// perhaps is said where fewer supporters might do.
const perhaps = ", perhaps fewer"

func (c Change) furtherSupporters(n int) string {
	switch {
	case n == 1:
		return "1 more supporter"
	case c.SupporterSearch == SearchOrdered:
		return fmt.Sprintf("%d more supporters%s", n, perhaps)
	default:
		return fmt.Sprintf("%d more supporters", n)
	}
}

// missed says what became of a question that found no change.
type missed int

const (
	answered missed = iota // it found one, or was not asked
	hopeless               // there is none
	notFound               // there may be one
	tooMuch                // it gave up
)

func (c Change) missed() (supporters, cost missed) {
	states := map[Search]missed{SearchExact: hopeless, SearchOrdered: notFound, SearchLimit: tooMuch}
	if c.Supporters == nil {
		supporters = states[c.SupporterSearch]
	}
	if c.Cost == nil {
		cost = states[c.CostSearch]
	}
	return supporters, cost
}

// elseSupporters and elseCost go on where only the other change was found.
var (
	elseSupporters = map[missed]string{
		hopeless: "; no number of further supporters would",
		notFound: "; no number of further supporters was found that would",
		tooMuch:  "; whether more supporters would was too much work to find out",
	}
	elseCost = map[missed]string{
		hopeless: "; taking less would not",
		tooMuch:  "; whether taking less would was too much work to find out",
	}
)

// nothingDid says that no change was found: by what became of supporters and of
// the cost.
var nothingDid = map[[2]missed]string{
	{hopeless, hopeless}: "Neither more supporters nor taking less would have done it.",
	{hopeless, answered}: "No number of further supporters would have done it.",
	{hopeless, tooMuch}:  "No number of further supporters would have done it; whether taking less would was too much work to find out.",
	{notFound, hopeless}: "Taking less would not have done it; no number of further supporters was found that would.",
	{notFound, answered}: "No number of further supporters was found that would have done it.",
	{notFound, tooMuch}:  "No number of further supporters was found that would have done it; whether taking less would was too much work to find out.",
	{tooMuch, hopeless}:  "Taking less would not have done it; whether more supporters would was too much work to find out.",
	{tooMuch, answered}:  "Whether more supporters would have done it was too much work to find out.",
	{tooMuch, tooMuch}:   "Whether more supporters or taking less would have done it was too much work to find out.",
}
