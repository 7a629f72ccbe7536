package actions

import (
	"fmt"

	"github.com/folkmoot/folkmoot/internal/mail"
)

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
