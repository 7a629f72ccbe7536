package ledger

import (
	"fmt"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/voting/pabulib"
)

// checkPabulib compares the Pabulib file with what rules and ballots give: part
// by part, so that a sentence can name what differs, and then byte for byte.
func (v *verifier) checkPabulib(c *check) {
	if v.rules.Publication == PublishTotals {
		same(c, "pb", v.bundle.Pabulib, "at this level of publication it", "")
		return
	}
	want, text, err := v.rules.pabulib(v.counted())
	if err != nil {
		c.fail("pb", "pb cannot be compared: the rules and ballots give no Pabulib file: %v.", err)
		return
	}
	if text == v.bundle.Pabulib {
		return
	}
	is, err := pabulib.Read(strings.NewReader(v.bundle.Pabulib))
	if err != nil {
		c.fail("pb", "pb cannot be read: %v.", err)
		return
	}
	before := c.failed
	samePabulib(c, is, want)
	if c.failed == before {
		c.fail("pb", "pb is written in another way than rules and ballots give it: %s.", firstLine(v.bundle.Pabulib, text))
	}
}

func samePabulib(c *check, is, want *pabulib.File) {
	same(c, "pb: budget", amount(is.Budget, is.Scale), "rules.budget", amount(want.Budget, want.Scale))
	same(c, "pb: vote_type", is.VoteType, "by rules.ballot it", want.VoteType)
	same(c, "pb: metadata", fmt.Sprint(is.Meta), "by the rules it", fmt.Sprint(want.Meta))
	same(c, "pb: columns", fmt.Sprint(is.ProjectColumns, is.VoteColumns), "by the rules it", fmt.Sprint(want.ProjectColumns, want.VoteColumns))
	same(c, "pb: number of projects", len(is.Projects), "the number of rules.options", len(want.Projects))
	same(c, "pb: number of votes", len(is.Votes), "the number of counted ballots", len(want.Votes))
	for i := range min(len(is.Projects), len(want.Projects)) {
		sameProject(c, is, want, i)
	}
	for i := range min(len(is.Votes), len(want.Votes)) {
		a, b := is.Votes[i], want.Votes[i]
		if a.Voter != b.Voter || !slices.Equal(a.Choices, b.Choices) || !slices.Equal(a.Points, b.Points) || !slices.Equal(a.Extra, b.Extra) {
			c.fail("pb", "pb: vote %d is %s; the ballot is %s.", i+1, show(fmt.Sprint(a)), show(fmt.Sprint(b)))
		}
	}
}

func sameProject(c *check, is, want *pabulib.File, i int) {
	a, b, option := is.Projects[i], want.Projects[i], at("rules.options", i)
	same(c, fmt.Sprintf("pb: project %d", i+1), a.ID, option+".key", b.ID)
	same(c, fmt.Sprintf("pb: cost of project %d", i+1), amount(a.Cost, is.Scale), option+".cost", amount(b.Cost, want.Scale))
	same(c, fmt.Sprintf("pb: name of project %d", i+1), a.Name, option+".title", b.Name)
	same(c, fmt.Sprintf("pb: other cells of project %d", i+1), fmt.Sprint(a.Extra), "by "+option+" it", fmt.Sprint(b.Extra))
}

// amount writes an amount in units, in one way for each.
func amount(minor, scale int64) string {
	rest := fmt.Sprintf("%d", scale+minor%scale)[1:] // with leading zeros
	return strings.TrimSuffix(fmt.Sprint(minor/scale)+"."+strings.TrimRight(rest, "0"), ".")
}

// firstLine says where two texts differ first.
func firstLine(is, want string) string {
	a, b := strings.Split(is, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d is %s and should be %s", i+1, show(a[i]), show(b[i]))
		}
	}
	return fmt.Sprintf("it has %d lines and should have %d", len(a), len(b))
}
