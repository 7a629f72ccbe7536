package actions

import (
	"slices"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Question was asked of somebody. Where it is hidden, its words are for who
// asked it and those who can show it again; of one that was taken back nothing is left
// but that there was one.
type Question struct {
	ID         string         `json:"id"`
	Process    string         `json:"process"`
	Title      string         `json:"title" doc:"The question"`
	Text       string         `json:"text" doc:"Markdown, as it was written"`
	HTML       string         `json:"html" doc:"Sanitised"`
	Asker      Author         `json:"asker"`
	Nameless   bool           `json:"nameless" doc:"It was asked without a name; nobody who uses the platform can see by whom"`
	Owner      Owner          `json:"owner" doc:"Who owes the answer"`
	Proposal   string         `json:"proposal" doc:"The proposal that it is about, or empty"`
	State      access.State   `json:"state" enum:"open,answered,confidential,declined,hidden,withdrawn"`
	Answer     string         `json:"answer" doc:"Markdown; empty until there is one"`
	AnswerHTML string         `json:"answer_html" doc:"The answer, sanitised"`
	Reason     string         `json:"reason" doc:"Why it is confidential or declined"`
	DecidedBy  string         `json:"decided_by" doc:"Who decided that"`
	Until      *time.Time     `json:"until,omitempty" doc:"When what is confidential comes back"`
	Returned   bool           `json:"returned" doc:"It was confidential and came back on its date"`
	Unreminded bool           `json:"unreminded" doc:"Whoever owes the answer was reminded often, and is not reminded any more"`
	Hidden     string         `json:"hidden_reason" doc:"Why a moderator hid it"`
	CreatedAt  time.Time      `json:"created_at"`
	ChangedAt  time.Time      `json:"changed_at"`
	Version    int            `json:"version"`
	Steps      []QuestionStep `json:"steps" doc:"What became of it, the oldest first; only when one question is asked for"`
	Can        []access.Verb  `json:"can"`
}

// An Owner owes an answer.
type Owner struct {
	ID          string `json:"id" doc:"A member; empty for the organisers"`
	DisplayName string `json:"display_name"`
	Me          bool   `json:"me" doc:"The reader may answer"`
}

// A QuestionStep is one thing that became of a question.
type QuestionStep struct {
	Kind  string     `json:"kind" enum:"asked,passed,answered,amended,confidential,declined,returned,hidden,shown,withdrawn"`
	By    string     `json:"by" doc:"Who did it; empty for nobody who is named"`
	To    string     `json:"to" doc:"To whom it was asked or passed; empty for the organisers"`
	Text  string     `json:"text" doc:"The answer, or the reason"`
	Until *time.Time `json:"until,omitempty"`
	At    time.Time  `json:"at"`
}

// owes lists who may answer a question: who was asked, and the organisers.
func owes(q database.Query, row models.Question) ([]string, error) {
	organisers, err := models.ListOrganisers(q, row.ProcessID)
	if row.OwnerID != "" {
		organisers = append(organisers, row.OwnerID)
	}
	return organisers, err
}

// question shows a question to the reader. Organisers may answer any.
func (l *Look) question(row models.Question, names map[string]string) Question {
	state, mine := row.Standing(), row.OwnerID == l.Member.ID || l.organises()
	view := Question{
		ID: row.ID, Process: row.ProcessID, Nameless: row.AskerID == "" && state != access.Withdrawn, State: state, Hidden: row.HiddenReason,
		Asker:     Author{DisplayName: names[row.AskerID], Me: row.AskerID != "" && row.AskerID == l.Member.ID},
		Owner:     Owner{ID: row.OwnerID, DisplayName: names[row.OwnerID], Me: mine},
		CreatedAt: row.CreatedAt, ChangedAt: row.ChangedAt, Version: row.Version, Steps: []QuestionStep{},
		Can: access.Can(access.Request{Role: l.Member.Role, State: state, Author: mine},
			access.QuestionAnswer, access.QuestionKeep, access.QuestionDecline, access.QuestionPass, access.QuestionHide, access.QuestionShow),
	}
	view.Can = append(view.Can, l.can(state, row.Askers(), access.QuestionWithdraw)...)
	if !l.opensQuestion(row) {
		return view
	}
	view.Title, view.Text, view.HTML, view.Proposal = row.Title, row.Text, text.HTML(row.Text), row.SubjectID
	view.Answer, view.AnswerHTML, view.Reason, view.DecidedBy = row.Answer, text.HTML(row.Answer), row.Reason, names[row.DecidedBy]
	view.Until, view.Returned = row.Until, row.Returned
	view.Unreminded = row.State == access.Open && row.Reminded >= models.MostReminders
	return view
}

// opensQuestion tells whether the reader may read the words of a question.
func (l *Look) opensQuestion(row models.Question) bool {
	return row.State != access.Withdrawn && l.opens(row.Standing(), row.AskerID)
}

// oneQuestion shows a question with what became of it.
func (l *Look) oneQuestion(row models.Question) (Question, error) {
	steps, err := models.ListSteps(l.Query, row.ID)
	if err != nil {
		return Question{}, err
	}
	members := []string{row.AskerID, row.OwnerID, row.DecidedBy}
	for _, step := range steps {
		members = append(members, step.MemberID, step.ToID)
	}
	names, err := l.names(members)
	view := l.question(row, names)
	open := l.opensQuestion(row)
	for _, step := range steps {
		shown := QuestionStep{Kind: step.Kind, By: names[step.MemberID], To: names[step.ToID], Text: step.Text, Until: step.Until, At: step.At}
		if !open && step.Kind != models.StepHidden {
			shown.Text = ""
		}
		view.Steps = append(view.Steps, shown)
	}
	return view, err
}

// A Register is how many questions stand where.
type Register struct {
	Open         int           `json:"open"`
	Answered     int           `json:"answered"`
	Confidential int           `json:"confidential"`
	Declined     int           `json:"declined"`
	Hidden       int           `json:"hidden"`
	Withdrawn    int           `json:"withdrawn" doc:"That were taken back; no list has them"`
	Can          []access.Verb `json:"can"`
}

// ReadRegister shows how many questions stand where.
var ReadRegister = Read[At, models.Process, Register]{
	Verb: access.QuestionRegister,
	Find: findProcess,
	Show: func(l *Look, _ At, p models.Process) (Register, error) {
		counts, err := models.QuestionCounts(l.Query, p.ID)
		of := func(s access.State) int { return counts[string(s)] }
		return Register{
			Open: of(access.Open), Answered: of(access.Answered), Confidential: of(access.Confidential),
			Declined: of(access.Declined), Hidden: of(access.OutOfSight), Withdrawn: of(access.Withdrawn),
			Can: l.can("", nil, access.QuestionAsk, access.QuestionNameless),
		}, err
	},
}

// Questions is the input of ListQuestions.
type Questions struct {
	At
	Paged
	State    access.State `query:"state" enum:"open,answered,confidential,declined"`
	Owed     bool         `query:"owed" doc:"Only those whose answer the reader owes; for organisers, also those to the organisers"`
	Proposal string       `query:"proposal" maxLength:"60" doc:"Only those about a proposal"`
	Sort     string       `query:"sort" enum:"newest,oldest" default:"newest"`
}

// ListQuestions lists the register.
var ListQuestions = Read[Questions, models.Process, List[Question]]{
	Verb: access.QuestionList,
	Find: inProcess[Questions],
	Show: func(l *Look, in Questions, p models.Process) (List[Question], error) {
		page := in.page()
		page.Newest = in.Sort != "oldest"
		filter := models.QuestionFilter{State: in.State, SubjectID: in.Proposal}
		if in.Owed {
			filter.Owners = l.owner()
		}
		rows, next, err := models.ListQuestions(l.Query, p.ID, filter, page)
		if err != nil {
			return List[Question]{}, err
		}
		var members []string
		for _, row := range rows {
			members = append(members, row.AskerID, row.OwnerID, row.DecidedBy)
		}
		slices.Sort(members)
		names, err := l.names(slices.Compact(members))
		return listed(rows, next, err, func(row models.Question) Question { return l.question(row, names) })
	},
}

// owner lists as whom the reader owes answers.
func (l *Look) owner() []string {
	if l.organises() {
		return []string{l.Member.ID, ""}
	}
	return []string{l.Member.ID}
}

// AtQuestion names a question.
type AtQuestion struct {
	Question string `path:"question" maxLength:"60"`
}

func (a AtQuestion) question() AtQuestion { return a }

func findQuestion(q database.Query, at AtQuestion) (Found[models.Question], error) {
	found, err := inScope[models.Question](q, "question", at.Question)
	if err != nil {
		return found, err
	}
	found.State = found.Object.Standing()
	found.Authors, err = owes(q, found.Object)
	return found, err
}

func atQuestion[In interface{ question() AtQuestion }](q database.Query, in In) (Found[models.Question], error) {
	return findQuestion(q, in.question())
}

// ReadQuestion shows a question with what became of it.
var ReadQuestion = Read[AtQuestion, models.Question, Question]{
	Verb: access.QuestionRead,
	Find: findQuestion,
	Show: func(l *Look, _ AtQuestion, row models.Question) (Question, error) { return l.oneQuestion(row) },
}

// QuestionText is what somebody asks.
type QuestionText struct {
	Title    string `json:"title" minLength:"1" maxLength:"300" doc:"The question"`
	Text     string `json:"text,omitempty" maxLength:"5000" doc:"What there is to say about it; Markdown"`
	To       string `json:"to,omitempty" maxLength:"60" doc:"The member who is asked; empty for the organisers"`
	Proposal string `json:"proposal,omitempty" maxLength:"60" doc:"The proposal that it is about"`
}

// NewQuestion is the input of AskQuestion.
type NewQuestion struct {
	At
	Body QuestionText
}

// AskQuestion asks a member, or the organisers, under one's own name.
var AskQuestion = Write[NewQuestion, models.Process, Question]{
	Verb: access.QuestionAsk,
	Find: inProcess[NewQuestion],
	Do: func(c *Call, in NewQuestion, p models.Process) (Question, error) {
		fresh, err := c.asked(p, in.Body)
		if err != nil {
			return Question{}, err
		}
		fresh.AskerID = c.Member.ID
		row, _, err := models.AddQuestion(c.Tx, fresh)
		if err != nil {
			return Question{}, err
		}
		return c.newQuestion(row)
	},
	Kept: untold,
}

// NamelessQuestion is the input of AskNameless.
type NamelessQuestion struct {
	At
	Body struct {
		QuestionText
		Once string `json:"once" minLength:"16" maxLength:"60" pattern:"^[0-9A-Za-z-]*$" patternDescription:"letters, digits and dashes" doc:"A fresh random text for each question; the same for a repetition, which then has no further effect"`
	}
}

// AskNameless asks without a name. Nothing that is stored says who asked: there is
// no asker, no kept reply, and the entry in the ledger is of nobody.
var AskNameless = Write[NamelessQuestion, models.Process, Question]{
	Verb:   access.QuestionNameless,
	Find:   inProcess[NamelessQuestion],
	Secret: true,
	Do: func(c *Call, in NamelessQuestion, p models.Process) (Question, error) {
		fresh, err := c.asked(p, in.Body.QuestionText)
		if err != nil {
			return Question{}, err
		}
		fresh.Once = in.Body.Once
		row, isFresh, err := models.AddQuestion(c.Tx, fresh)
		if err != nil {
			return Question{}, err
		}
		if !isFresh {
			return c.oneQuestion(row)
		}
		if err := c.takeNameless(in.Body.Once); err != nil {
			return Question{}, err
		}
		if err := c.enterAs("anonymous", access.QuestionNameless, "question/"+row.ID, ""); err != nil {
			return Question{}, err
		}
		return c.newQuestion(row)
	},
}

// asked checks what somebody asks.
func (c *Call) asked(p models.Process, in QuestionText) (models.Question, error) {
	fresh := models.Question{ProcessID: p.ID, OwnerID: in.To, Title: text.Line(in.Title), Text: text.Block(in.Text)}
	if !text.Readable(fresh.Title) {
		return fresh, fault.Field("title", "What do you want to ask?")
	}
	if in.To != "" {
		if _, err := models.FindMember(c.Query, p.ID, in.To); err != nil {
			return fresh, theirs("to", err, "Whom you ask does not take part here.")
		}
	}
	if in.Proposal != "" {
		if err := seenProposal(c.Query, p.ID, in.Proposal); err != nil {
			return fresh, theirs("proposal", err, "There is no such proposal here.")
		}
		fresh.SubjectKind, fresh.SubjectID = "proposal", in.Proposal
	}
	return fresh, nil
}

// theirs names the field behind which nobody was found.
func theirs(field string, err error, sentence string) error {
	if fault.KindOf(err) == fault.NotFound {
		return fault.Field(field, "%s", sentence)
	}
	return err
}

// newQuestion writes to who owes the answer to a question that was just stored.
func (c *Call) newQuestion(row models.Question) (Question, error) {
	c.About("question", row.ID)
	if err := c.awaitAnswer(row, questionMail); err != nil {
		return Question{}, err
	}
	return c.oneQuestion(row)
}
