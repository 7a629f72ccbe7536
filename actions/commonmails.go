package actions

import (
	"fmt"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/models"
)

// decidedMail tells the author of an amendment what became of it.
func decidedMail(a models.TextAmendment, link string) mail.Message {
	subject, what := "Your amendment was accepted", "was accepted. The text now carries your name"
	if a.State == access.Rejected {
		subject, what = "Your amendment was not accepted", "was not accepted"
	}
	return mail.Message{
		Subject: subject,
		Text: fmt.Sprintf(`Hello,

your amendment to the %s %s.
The reason, which everybody who takes part can read:

    %s

You can read it here:

    %s
`, textWord[a.Target], what, a.Decision, link),
	}
}

// proposedMail tells everybody that the purpose may change.
func proposedMail(p models.Process, a models.TextAmendment, link string) mail.Message {
	return mail.Message{
		Subject: "A change of the common purpose is proposed",
		Text: fmt.Sprintf(`Hello,

somebody proposes to change the common purpose of “%s”, because:

    %s

Read what would change, and say whether you support it or can live with it:

    %s

There is at most one such letter a day.
`, p.Name, a.Reason, link),
	}
}

// concernMail tells the authors of a proposal what somebody is concerned about.
func concernMail(proposal, guideline, sentence, link string) mail.Message {
	return mail.Message{
		Subject: "A concern about your proposal",
		Text: fmt.Sprintf(`Hello,

somebody has a concern about your proposal

    “%s”

against the guideline “%s”:

    %s

You can answer, or change the proposal, here:

    %s
`, proposal, guideline, sentence, link),
	}
}
