package actions

import (
	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/models"
)

// QuestionWithdrawal is the input of WithdrawQuestion.
type QuestionWithdrawal struct {
	AtQuestion
	Body struct {
		Version int `json:"version" minimum:"1" doc:"The version of the question that was read"`
	}
}

// findAsked finds a question as whose it is who asked it. One without a name is
// nobody's.
func findAsked(q database.Query, in QuestionWithdrawal) (Found[models.Question], error) {
	found, err := inScope[models.Question](q, "question", in.Question)
	found.State, found.Authors = found.Object.Standing(), found.Object.Askers()
	return found, err
}

// WithdrawQuestion takes one's own question back as long as there is no answer: its
// words go for good, and nobody is reminded of it any more.
var WithdrawQuestion = Write[QuestionWithdrawal, models.Question, Question]{
	Verb: access.QuestionWithdraw,
	Find: findAsked,
	Do: func(c *Call, in QuestionWithdrawal, row models.Question) (Question, error) {
		c.About("question", row.ID)
		if row.Version != in.Body.Version {
			return Question{}, models.Stale("question")
		}
		return c.shownQuestion(models.WithdrawQuestion(c.Tx, row))
	},
}

// untold is what is stored of a question for a repeated request: whoever takes it back
// takes its words away for good.
func untold(q Question) Question {
	q.Title, q.Text, q.HTML, q.Asker.DisplayName = "", "", "", ""
	q.Steps = []QuestionStep{}
	return q
}

// questionTopic leaves out what was taken back: nobody talks about it any more.
func questionTopic(q database.Query, id string) (topic, error) {
	asked, process, err := models.WithScope[models.Question](q, "question", id)
	if err == nil && asked.State == access.Withdrawn {
		err = fault.Gone("question")
	}
	t := topic{Subject: models.Subject{ProcessID: process, Kind: "question", ID: id}, title: asked.Title, page: "questions/" + id}
	if asked.Hidden {
		t.title = ""
	}
	return t, err
}
