package actions

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/models"
)

// A finding is a proposal before a review and after it.
type finding struct{ before, now models.Proposal }

// tellAuthors writes every author one letter about all of their proposals of which
// something was found. Whoever found it needs none.
func (c *Call) tellAuthors(p models.Process, findings []finding) error {
	byAuthor, authors, err := c.byAuthor(findings)
	if err != nil || len(authors) == 0 {
		return err
	}
	emails, err := models.AddressesOf(c.Query, p.ID, authors)
	for _, author := range authors {
		if err == nil {
			err = c.mailTo([]string{emails[author]}, reviewMail(p, byAuthor[author], c.Service.BaseURL))
		}
	}
	return err
}

// byAuthor are the findings that others than whoever reviews should hear of, and
// these authors in the order of the findings.
func (c *Call) byAuthor(findings []finding) (map[string][]finding, []string, error) {
	findings = slices.DeleteFunc(slices.Clone(findings), func(f finding) bool { return f.before.Review() == f.now.Review() })
	ids := make([]string, len(findings))
	for i, f := range findings {
		ids[i] = f.now.ID
	}
	coauthors, err := models.ListCoauthors(c.Query, ids...)
	byAuthor := map[string][]finding{}
	var authors []string
	for _, f := range findings {
		for _, author := range f.now.Authors(coauthors[f.now.ID]) {
			if author == c.Member.ID {
				continue
			}
			if byAuthor[author] == nil {
				authors = append(authors, author)
			}
			byAuthor[author] = append(byAuthor[author], f)
		}
	}
	return byAuthor, authors, err
}

// reviewMail tells an author what was found of their proposals, and where to answer.
func reviewMail(p models.Process, findings []finding, base string) mail.Message {
	subject, where := "Your proposal was looked at", "on its page"
	if len(findings) > 1 {
		subject, where = "Your proposals were looked at", "on their pages"
	}
	var out strings.Builder
	fmt.Fprintf(&out, "Hello,\n\nin “%s” somebody has looked at what you put forward.\n", p.Name)
	for _, f := range findings {
		fmt.Fprintf(&out, "\n  “%s”\n", f.now.Title)
		for _, line := range f.lines(p.Currency) {
			fmt.Fprintf(&out, "    - %s\n", strings.ReplaceAll(line, "\n", "\n      "))
		}
		fmt.Fprintf(&out, "\n    %s/processes/%s/proposals/%s\n", base, p.ID, f.now.ID)
	}
	fmt.Fprintf(&out, "\nYou can answer %s. Everybody can read the review and the answer.\n", where)
	return mail.Message{Subject: subject, Text: out.String()}
}

// lines say what is different since the review.
func (f finding) lines(currency string) (lines []string) {
	was, is := f.before.Review(), f.now.Review()
	if was.Minutes != is.Minutes || was.Money != is.Money || was.Reason != is.Reason {
		lines = append(lines, because(costWords(f.now, currency), is.Reason))
	}
	if was.State != is.State || was.StateReason != is.StateReason {
		lines = append(lines, because(foundWords[is.State], is.StateReason))
	}
	if was.Needed != is.Needed && is.Needed != "" {
		lines = append(lines, "What would have to change: "+is.Needed)
	}
	return lines
}

var foundWords = map[access.State]string{
	access.Published: "It is open again, as if nobody had looked at it",
	access.InReview:  "It is being looked at; its text stands still meanwhile",
	access.Accepted:  "It is accepted for the next round",
	access.Declined:  "It is not accepted as it is; change it, and it is open again",
}

func costWords(p models.Proposal, currency string) string {
	var parts []string
	switch {
	case p.Cost > 0 && p.Minutes > 0 && p.Minutes != p.Cost:
		parts = append(parts, fmt.Sprintf("%s (you wished for %d)", minuteWords(p.Cost), p.Minutes))
	case p.Cost > 0:
		parts = append(parts, minuteWords(p.Cost))
	}
	if p.Money > 0 {
		parts = append(parts, moneyWords(p.Money, currency))
	}
	return "What it takes: " + cmp.Or(strings.Join(parts, " and "), "nobody has said yet")
}

func minuteWords(n int) string {
	if n == 1 {
		return "1 minute"
	}
	return fmt.Sprintf("%d minutes", n)
}

// moneyWords is an amount as it is written in a letter, such as EUR 40.50.
func moneyWords(amount int64, currency string) string {
	scale, err := models.MoneyScale(currency)
	if err != nil || scale == 1 {
		return fmt.Sprintf("%s %d", currency, amount)
	}
	digits := len(fmt.Sprint(scale)) - 1
	return fmt.Sprintf("%s %d.%0*d", currency, amount/scale, digits, amount%scale)
}

func because(what, why string) string {
	if why == "" {
		return what + "."
	}
	return what + ": " + why
}
