package actions

import (
	"fmt"

	"github.com/folkmoot/folkmoot/internal/mail"
)

func coauthorMail(title, link string) mail.Message {
	return mail.Message{
		Subject: "Somebody asks you to write a proposal with them",
		Text: fmt.Sprintf(`Hello,

somebody asks you to be an author of the proposal

    “%s”

too. You become one only if you agree. Look at it here:

%s
`, title, link),
	}
}

func amendmentMail(title, link string) mail.Message {
	return mail.Message{
		Subject: "Somebody suggests other words for your proposal",
		Text: fmt.Sprintf(`Hello,

somebody suggests other words for

    “%s”

You see what would change, and take it or not:

%s
`, title, link),
	}
}

func blendMail(reason, link string) mail.Message {
	return mail.Message{
		Subject: "Somebody suggests a blend with your proposal",
		Text: fmt.Sprintf(`Hello,

somebody suggests that a proposal of yours becomes part of something new, and
says:

    %s

Nothing happens to yours unless you agree. Look at the words and answer here:

%s
`, reason, link),
	}
}

func blendedMail(title, link string) mail.Message {
	return mail.Message{
		Subject: "A proposal that you support became part of another",
		Text: fmt.Sprintf(`Hello,

a proposal that you support became part of

    “%s”

Its authors agreed to that. Your support did not go there by itself: one click
carries it over, or does not. What you supported stays to be read.

%s
`, title, link),
	}
}
