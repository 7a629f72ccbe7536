package actions

import (
	"strconv"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// When who owes an answer is reminded.
const (
	firstReminder = 3 * 24 * time.Hour
	nextReminder  = 7 * 24 * time.Hour
)

// A letterAbout words a letter about a question.
type letterAbout func(q models.Question, link string) mail.Message

// awaitAnswer writes to who owes an answer now, and leaves a reminder for later.
func (c *Call) awaitAnswer(row models.Question, words letterAbout) error {
	if err := c.mailOwner(row, words); err != nil {
		return err
	}
	return c.remindLater(row, firstReminder)
}

func (c *Call) remindLater(row models.Question, wait time.Duration) error {
	return c.Service.Jobs.Later(c.Context, c.Tx, Task{
		Deed: DeedRemindQuestion, ID: row.ID, Note: strconv.Itoa(row.Turn), At: c.Now.Add(wait),
	})
}

func (c *Call) mailOwner(row models.Question, words letterAbout) error {
	letter := words(row, pageAddress(c.Service.BaseURL, row.ProcessID, "questions/"+row.ID))
	if row.OwnerID == "" {
		return c.mailOrganisers(row.ProcessID, letter)
	}
	return c.mailMember(row.ProcessID, letter, row.OwnerID)
}

// A move is what a use case makes of a question, with the step that says so.
type move struct {
	after models.Question
	step  models.QuestionStep
}

// moveQuestion does a move that was asked for at a version.
func (c *Call) moveQuestion(before models.Question, version int, m move) (models.Question, error) {
	c.About("question", before.ID)
	c.Note("%s", m.step.Kind)
	if before.Version != version {
		return models.Question{}, models.Stale("question")
	}
	m.step.MemberID = c.Member.ID
	return models.MoveQuestion(c.Tx, before, m.after, m.step)
}

func (c *Call) shownQuestion(row models.Question, err error) (Question, error) {
	if err != nil {
		return Question{}, err
	}
	return c.oneQuestion(row)
}

// QuestionAnswer is the input of AnswerQuestion.
type QuestionAnswer struct {
	AtQuestion
	Body struct {
		Text    string `json:"text" minLength:"1" maxLength:"5000" doc:"Markdown"`
		Version int    `json:"version" minimum:"1" doc:"The version of the question that was read"`
	}
}

// AnswerQuestion answers, or writes the answer anew; earlier answers stay to be
// read among what became of the question.
var AnswerQuestion = Write[QuestionAnswer, models.Question, Question]{
	Verb: access.QuestionAnswer,
	Find: atQuestion[QuestionAnswer],
	Do: func(c *Call, in QuestionAnswer, row models.Question) (Question, error) {
		words := text.Block(in.Body.Text)
		if !text.Readable(words) {
			return Question{}, fault.Field("text", "Please write the answer.")
		}
		m := move{after: row, step: models.QuestionStep{Kind: models.StepAnswered, Text: words}}
		if row.State == access.Answered {
			m.step.Kind = models.StepAmended
		}
		m.after.State, m.after.Answer, m.after.DecidedBy = access.Answered, words, c.Member.ID
		m.after.Reason, m.after.Until, m.after.Returned = "", nil, false
		answered, err := c.moveQuestion(row, in.Body.Version, m)
		if err == nil && m.step.Kind == models.StepAnswered {
			err = c.mailAsker(answered)
		}
		return c.shownQuestion(answered, err)
	},
}

// mailAsker tells who asked, if that is known and somebody else, what became of it.
func (c *Call) mailAsker(row models.Question) error {
	if row.AskerID == "" || row.AskerID == c.Member.ID {
		return nil
	}
	return c.mailMember(row.ProcessID, answeredMail(row, pageAddress(c.Service.BaseURL, row.ProcessID, "questions/"+row.ID)), row.AskerID)
}

// Keeping is the input of KeepQuestion.
type Keeping struct {
	AtQuestion
	Body struct {
		Reason  string    `json:"reason" minLength:"1" maxLength:"2000" doc:"Why it cannot be answered now; everybody can read it"`
		Until   time.Time `json:"until" doc:"When the question comes back by itself"`
		Version int       `json:"version" minimum:"1" doc:"The version of the question that was read"`
	}
}

// longestKept is how long a question may be kept confidential at once.
const longestKept = 3 * 366 * 24 * time.Hour

// KeepQuestion says that a question cannot be answered now, why, and when it comes
// back.
var KeepQuestion = Write[Keeping, models.Question, Question]{
	Verb: access.QuestionKeep,
	Find: atQuestion[Keeping],
	Do: func(c *Call, in Keeping, row models.Question) (Question, error) {
		reason, err := cleanReason(in.Body.Reason)
		if err != nil {
			return Question{}, err
		}
		if !in.Body.Until.After(c.Now) {
			return Question{}, fault.Field("until", "Choose a date that is still to come.")
		}
		if in.Body.Until.After(c.Now.Add(longestKept)) {
			return Question{}, fault.Field("until", "Three years are the longest. It can be kept once more when it comes back.")
		}
		until := in.Body.Until
		m := move{after: row, step: models.QuestionStep{Kind: models.StepConfidential, Text: reason, Until: &until}}
		m.after.State, m.after.Reason, m.after.Until, m.after.DecidedBy = access.Confidential, reason, &until, c.Member.ID
		m.after.Returned, m.after.Turn = false, row.Turn+1
		kept, err := c.moveQuestion(row, in.Body.Version, m)
		if err != nil {
			return Question{}, err
		}
		if err := c.mailAsker(kept); err != nil {
			return Question{}, err
		}
		err = c.Service.Jobs.Later(c.Context, c.Tx, Task{Deed: DeedReturnQuestion, ID: kept.ID, Note: strconv.Itoa(kept.Turn), At: *kept.Until})
		return c.shownQuestion(kept, err)
	},
	Kept: untold,
}

// Declining is the input of DeclineQuestion.
type Declining struct {
	AtQuestion
	Body struct {
		Reason  string `json:"reason" minLength:"1" maxLength:"2000" doc:"Everybody can read it"`
		Version int    `json:"version" minimum:"1" doc:"The version of the question that was read"`
	}
}

// DeclineQuestion says that a question will not be answered, and why.
var DeclineQuestion = Write[Declining, models.Question, Question]{
	Verb: access.QuestionDecline,
	Find: atQuestion[Declining],
	Do: func(c *Call, in Declining, row models.Question) (Question, error) {
		reason, err := cleanReason(in.Body.Reason)
		if err != nil {
			return Question{}, err
		}
		m := move{after: row, step: models.QuestionStep{Kind: models.StepDeclined, Text: reason}}
		m.after.State, m.after.Reason, m.after.DecidedBy = access.Declined, reason, c.Member.ID
		m.after.Until, m.after.Returned, m.after.Turn = nil, false, row.Turn+1
		declined, err := c.moveQuestion(row, in.Body.Version, m)
		if err == nil {
			err = c.mailAsker(declined)
		}
		return c.shownQuestion(declined, err)
	},
}

// Passing is the input of PassQuestion.
type Passing struct {
	AtQuestion
	Body struct {
		To      string `json:"to" maxLength:"60" doc:"The member who shall answer; empty for the organisers"`
		Version int    `json:"version" minimum:"1" doc:"The version of the question that was read"`
	}
}

// PassQuestion gives a question to somebody else to answer.
var PassQuestion = Write[Passing, models.Question, Question]{
	Verb: access.QuestionPass,
	Find: atQuestion[Passing],
	Do: func(c *Call, in Passing, row models.Question) (Question, error) {
		if in.Body.To != "" {
			if _, err := models.FindMember(c.Query, row.ProcessID, in.Body.To); err != nil {
				return Question{}, theirs("to", err, "Whom you chose does not take part here.")
			}
		}
		if in.Body.To == row.OwnerID {
			return Question{}, fault.Field("to", "They owe the answer already.")
		}
		m := move{after: row, step: models.QuestionStep{Kind: models.StepPassed, ToID: in.Body.To}}
		m.after.OwnerID = in.Body.To
		if row.State == access.Open { // what is confidential is waited for by its own turn
			m.after.Turn = row.Turn + 1
		}
		passed, err := c.moveQuestion(row, in.Body.Version, m)
		if err == nil && passed.State == access.Open {
			err = c.awaitAnswer(passed, questionMail)
		}
		return c.shownQuestion(passed, err)
	},
	Kept: untold,
}

// HidingQuestion is the input of HideQuestion.
type HidingQuestion struct {
	AtQuestion
	Body Hiding
}

// HideQuestion takes a question out of sight, with all that became of it.
var HideQuestion = Write[HidingQuestion, models.Question, Question]{
	Verb: access.QuestionHide,
	Find: atQuestion[HidingQuestion],
	Do: func(c *Call, in HidingQuestion, row models.Question) (Question, error) {
		reason, err := cleanReason(in.Body.Reason)
		if err != nil {
			return Question{}, err
		}
		m := move{after: row, step: models.QuestionStep{Kind: models.StepHidden, Text: reason}}
		m.after.Hidden, m.after.HiddenReason = true, reason
		return c.shownQuestion(c.moveQuestion(row, row.Version, m))
	},
	Kept: untold,
}

// ShowQuestion shows a hidden question again, where it stood.
var ShowQuestion = Write[AtQuestion, models.Question, Question]{
	Verb: access.QuestionShow,
	Find: findQuestion,
	Do: func(c *Call, _ AtQuestion, row models.Question) (Question, error) {
		m := move{after: row, step: models.QuestionStep{Kind: models.StepShown}}
		m.after.Hidden, m.after.HiddenReason = false, ""
		return c.shownQuestion(c.moveQuestion(row, row.Version, m))
	},
	Kept: untold,
}

// AtTurn names a question while it waits for one answer.
type AtTurn struct {
	Question string
	Turn     string
}

func findTurn(q database.Query, at AtTurn) (Found[models.Question], error) {
	found, err := inScope[models.Question](q, "question", at.Question)
	found.State = found.Object.State // what is hidden comes back too
	if err == nil && strconv.Itoa(found.Object.Turn) != at.Turn {
		err = fault.New(fault.Closed, "This question waits no longer.")
	}
	return found, err
}

// RemindQuestion writes to who still owes an answer, and again a week later, but not
// for ever.
var RemindQuestion = Write[AtTurn, models.Question, Accepted]{
	Verb: access.QuestionRemind,
	Find: findTurn,
	Do: func(c *Call, _ AtTurn, row models.Question) (Accepted, error) {
		c.quiet = true // nothing changes
		if row.Hidden {
			return Accepted{}, c.remindLater(row, nextReminder)
		}
		row, err := models.RemindQuestion(c.Tx, row)
		if err != nil {
			return Accepted{}, err
		}
		if row.Reminded >= models.MostReminders {
			c.About("question", row.ID) // its page says so
			return Accepted{}, c.mailOwner(row, lastReminderMail)
		}
		if err := c.mailOwner(row, reminderMail); err != nil {
			return Accepted{}, err
		}
		return Accepted{}, c.remindLater(row, nextReminder)
	},
}

// ReturnQuestion opens a confidential question again, on its date.
var ReturnQuestion = Write[AtTurn, models.Question, Accepted]{
	Verb: access.QuestionReturn,
	Find: findTurn,
	Do: func(c *Call, _ AtTurn, row models.Question) (Accepted, error) {
		if err := c.isTime(row.Until); err != nil {
			return Accepted{}, err
		}
		m := move{after: row, step: models.QuestionStep{Kind: models.StepReturned}}
		m.after.State, m.after.Until, m.after.Reason, m.after.DecidedBy = access.Open, nil, "", ""
		m.after.Returned, m.after.Turn = true, row.Turn+1
		back, err := c.moveQuestion(row, row.Version, m)
		if err != nil {
			return Accepted{}, err
		}
		if back.Hidden {
			return Accepted{}, c.remindLater(back, firstReminder)
		}
		return Accepted{}, c.awaitAnswer(back, returnedMail)
	},
}
