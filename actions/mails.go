package actions

import (
	"fmt"
	"strings"

	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/models"
)

// nowhere ends the addresses of those who live in the example only (RFC 2606).
const nowhere = ".invalid"

// mailOrganisers sends everybody who runs a process a letter.
func (c *Call) mailOrganisers(process string, letter mail.Message) error {
	emails, err := models.ListOrganiserEmails(c.Query, process)
	if err != nil {
		return err
	}
	return c.mailTo(emails, letter)
}

// mailMembers sends everybody who takes part in a process a letter.
func (c *Call) mailMembers(process string, letter mail.Message) error {
	emails, err := models.ListAllEmails(c.Query, process)
	if err != nil {
		return err
	}
	return c.mailTo(emails, letter)
}

// mailMember sends members of a process a letter.
func (c *Call) mailMember(process string, letter mail.Message, members ...string) error {
	emails, err := models.ListEmailsOf(c.Query, process, members)
	if err != nil {
		return err
	}
	return c.mailTo(emails, letter)
}

func (c *Call) mailTo(emails []string, letter mail.Message) error {
	for _, email := range emails {
		if strings.HasSuffix(email, nowhere) {
			continue
		}
		letter.To = email
		if err := c.Service.Jobs.SendMail(c.Context, c.Tx, letter); err != nil {
			return err
		}
	}
	return nil
}

func codeMail(email, code string) mail.Message {
	return mail.Message{
		To:      email,
		Subject: code + " is your code for Folkmoot",
		Text: fmt.Sprintf(`Hello,

your code to sign in is

    %s

It works once, for 15 minutes. Nobody from Folkmoot will ever ask you for it.
If you did not ask for a code, you need not do anything.
`, code),
	}
}

func invitationMail(email, inviter, process, link string) mail.Message {
	return mail.Message{
		To:      email,
		Subject: "An invitation to take part", // what a stranger chose stands below, as theirs
		Text: fmt.Sprintf(`Hello,

somebody who calls themselves %s invites you to take part in

    “%s”

Open this link to see what it is about and to join. It is for you alone, works
once, and needs no password:

    %s

If you do not want to take part, you need not do anything.
`, inviter, process, link),
	}
}

func notOpenedMail(round, reason, link string) mail.Message {
	return mail.Message{
		Subject: "A round could not open by itself",
		Text: fmt.Sprintf(`Hello,

the round

    “%s”

was to open now and could not:

    %s

You can open it yourself once that is mended:

    %s
`, round, reason, link),
	}
}

func checkpointMail(round, what, hash, checkpoint, key, link string) mail.Message {
	return mail.Message{
		Subject: "Keep this letter: a round was " + what,
		Text: fmt.Sprintf(`Hello,

the round

    “%s”

was %s. Its document has the hash

    %s

and stands in the ledger that is signed below. Keep this letter: with it you can
prove it if anybody changes the past later, also whoever runs the server.

The ledger as it is now:

%s
The key by which it can be checked:

%s

%s
`, round, what, hash, checkpoint, key, link),
	}
}

// agendaMail tells what was published, or what is different in it.
func agendaMail(d document, p models.Publication, link string) mail.Message {
	zone := models.Process{TimeZone: d.TimeZone}.Location()
	subject, what := "The agenda is published", "is published"
	switch {
	case d.Cancelled:
		subject, what = "A meeting does not take place", "does not take place"
	case len(d.Changes) > 0:
		subject, what = "The agenda has changed", "has changed"
	}
	var out strings.Builder
	fmt.Fprintf(&out, "Hello,\n\nthe agenda of\n\n    “%s”\n    %s\n\n%s.\n", d.Title, whenIn(d.StartsAt, zone), what)
	if p.Note != "" {
		fmt.Fprintf(&out, "\n    %s\n", p.Note)
	}
	if len(d.Changes) > 0 {
		out.WriteString("\n")
	}
	for _, change := range d.Changes {
		fmt.Fprintf(&out, "  - %s\n", change)
	}
	fmt.Fprintf(&out, "\nEverybody can read it here, and put it into a calendar:\n\n    %s\n", link)
	return mail.Message{Subject: subject, Text: out.String()}
}

// minutesMail tells what a meeting decided.
func minutesMail(r record, link string) mail.Message {
	var out strings.Builder
	fmt.Fprintf(&out, "Hello,\n\nthe minutes of\n\n    “%s”\n\nare published.\n", r.Title)
	for _, item := range r.Items {
		if item.Result == "" && len(item.Decisions) == 0 {
			continue
		}
		fmt.Fprintf(&out, "\n  %s", item.Title)
		if words := resultWords[item.Result]; words != "" {
			fmt.Fprintf(&out, " (%s)", words)
		}
		out.WriteString("\n")
		for _, d := range item.Decisions {
			fmt.Fprintf(&out, "    - %s%s\n", d.Text, inCharge(d))
		}
	}
	fmt.Fprintf(&out, "\nEverybody can read them here:\n\n    %s\n", link)
	return mail.Message{Subject: "What the meeting decided", Text: out.String()}
}

var resultWords = map[string]string{
	models.ResultDecided: "decided", models.ResultStarted: "begun", models.ResultHeld: "gently held",
	models.ResultPostponed: "put off", models.ResultNoted: "talked about",
}

// inCharge says who sees to a decision, and until when.
func inCharge(d Decision) string {
	switch {
	case d.Owner != "" && d.Due != "":
		return fmt.Sprintf(" (%s, until %s)", d.Owner, d.Due)
	case d.Owner != "":
		return fmt.Sprintf(" (%s)", d.Owner)
	case d.Due != "":
		return fmt.Sprintf(" (until %s)", d.Due)
	default:
		return ""
	}
}
