package voting

import (
	"fmt"
	"slices"
)

// explainPairs explains the rules that compare projects in pairs.
func (o *Outcome) explainPairs(item Item, e *Explanation) (string, error) {
	c := o.Pairwise
	if c == nil || !c.complete() || len(o.Rounds) > len(c.Ranking) {
		return "", fmt.Errorf("voting: the outcome has no complete comparison")
	}
	at := slices.Index(c.Ranking, item.Project)
	if at < 0 {
		return "", fmt.Errorf("voting: the project is not in the ranking")
	}
	if !item.Selected {
		return o.notPreferred(at), nil
	}
	begin, _, err := o.chosen(item, e)
	return begin + ": " + o.preferred(at), err
}

// complete tells whether the tables have a row and a column for each project.
func (c *Pairwise) complete() bool {
	size := len(c.Ranking)
	ok := len(c.Wins) == size && (c.Paths == nil || len(c.Paths) == size)
	for i := range size {
		ok = ok && len(c.Wins[i]) == size && (c.Paths == nil || len(c.Paths[i]) == size)
	}
	return ok
}

// preferred explains the place of a selected project, by its comparisons and
// that with the next one.
func (o *Outcome) preferred(at int) string {
	c := o.Pairwise
	if len(c.Ranking) == 1 {
		return "there was no other."
	}
	won := 0
	for i := range c.Ranking {
		if c.Wins[at][i] > c.Wins[i][at] {
			won++
		}
	}
	text := fmt.Sprintf("it wins against %d of %s", won, others(len(c.Ranking)-1))
	if at+1 == len(c.Ranking) {
		return text + "."
	}
	return fmt.Sprintf("%s; against the next in the ranking it has %s to %d.%s",
		text, ballotsText(c.Wins[at][at+1]), c.Wins[at+1][at], o.indirect(at, at+1))
}

func others(n int) string {
	if n == 1 {
		return "1 other"
	}
	return fmt.Sprintf("%d others", n)
}

// notPreferred compares a project with the last one selected.
func (o *Outcome) notPreferred(at int) string {
	c, last := o.Pairwise, len(o.Rounds)-1
	return fmt.Sprintf("Not chosen: it is number %d of %d in the ranking; against the last one chosen it has %s to %d.%s",
		at+1, len(c.Ranking), ballotsText(c.Wins[at][last]), c.Wins[last][at], o.indirect(last, at))
}

// indirect explains why one project stands above another that it does not beat
// itself; empty if it does, or if the two are level.
func (o *Outcome) indirect(upper, lower int) string {
	c := o.Pairwise
	if c.Wins[upper][lower] > c.Wins[lower][upper] {
		return ""
	}
	if c.Paths != nil {
		return chains(c.Paths[upper][lower], c.Paths[lower][upper])
	}
	if c.Wins[upper][lower] == c.Wins[lower][upper] {
		return ""
	}
	return " That comparison was left out, as those taken before contradict it."
}

// chains compares the strongest paths between two projects.
func chains(there, back Strength) string {
	switch {
	case there == back:
		return ""
	case there.For == back.For:
		return fmt.Sprintf(" Chains of wins decide: the weakest win has %s in both, against %d in the stronger chain and %d in the other.",
			ballotsText(there.For), there.Against, back.Against)
	default:
		return fmt.Sprintf(" Chains of wins decide: the weakest win has %s in the stronger chain, %d in the other.", ballotsText(there.For), back.For)
	}
}
