package actions

import (
	"fmt"

	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/models"
)

func questionMail(q models.Question, link string) mail.Message {
	return aboutQuestion("Somebody asks you something", "this question waits for your answer:", q, link,
		"Answer it there, say until when it has to stay confidential, or say why you do\nnot answer. Everybody who takes part can read that.")
}

func reminderMail(q models.Question, link string) mail.Message {
	return aboutQuestion("A question still waits for you", "this question still waits for your answer:", q, link,
		"Answer it there, say until when it has to stay confidential, or say why you do\nnot answer. You get this letter once a week until then.")
}

func lastReminderMail(q models.Question, link string) mail.Message {
	return aboutQuestion("A question still waits for you", "this question still waits for your answer:", q, link,
		"Answer it there, say until when it has to stay confidential, or say why you do\nnot answer. This is the last letter about it; everybody can read that it waits.")
}

func returnedMail(q models.Question, link string) mail.Message {
	return aboutQuestion("A confidential question came back", "this question was confidential until today. It is open again:", q, link,
		"Answer it now, or say until when and why it has to stay confidential for longer.")
}

func answeredMail(q models.Question, link string) mail.Message {
	return aboutQuestion("There is word on your question", "somebody saw to your question:", q, link, "Read there what became of it.")
}

func aboutQuestion(subject, what string, q models.Question, link, then string) mail.Message {
	return mail.Message{
		Subject: subject,
		Text:    fmt.Sprintf("Hello,\n\n%s\n\n    “%s”\n\n    %s\n\n%s\n", what, q.Title, link, then),
	}
}
