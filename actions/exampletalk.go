package actions

import (
	"strconv"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/models"
)

// A said thing is a contribution in the example: by whom, on which proposal, and
// what others reply. People and proposals are known by their places.
type said struct {
	proposal, by  int
	stance, words string
	replies       []said
}

var exampleThread = []said{
	{proposal: 0, by: 4, stance: models.StanceFor, words: "My children swim there. I would rather know **whom to call** than wait for a perfect plan.", replies: []said{
		{by: 2, words: "Same here. And a phone number on the steps costs nothing."},
	}},
	{proposal: 0, by: 8, stance: models.StanceAgainst, words: "Not as one group's burden, please. Last time it ended with two people doing everything until they stopped.", replies: []said{
		{by: 3, words: "That is why it says *until the end of the year*. Would it help to name who steps in?"},
		{by: 8, words: "Yes. With two names I could live with it."},
	}},
	{proposal: 0, by: 10, stance: models.StanceQuestion, words: "What does the insurance say if we put up a lifebelt ourselves?"},
	{proposal: 0, by: 6, stance: models.StanceNeutral, words: "Whoever does it needs a key to the boathouse. There are three keys, and nobody knows where."},
	{proposal: 2, by: 7, stance: models.StanceFor, words: "I always thought the chain was there because of an accident. Nobody I asked can remember one."},
	{proposal: 2, by: 1, stance: models.StanceAgainst, words: "Somebody put it up for a reason. Let us ask the older members before we open it."},
}

const exampleSummary0 = `People agree that **somebody must be reachable**. They differ on whether one group can carry it alone; with two names, and until the end of the year, those who doubted could live with it.`

// An asking is a question in the example and what became of it.
type asking struct {
	by, to              int // by -1: without a name
	title, words        string
	state               access.State
	answer              string
	days                int
	answeredBy, decided int
}

var exampleQuestions = []asking{
	{by: 9, to: 0, title: "Who decided that the boathouse is closed on Sundays?", state: access.Answered, answeredBy: 0,
		answer: "I did, in March, because nobody could open it. It should have been asked here first. From June on there is a list by the door."},
	{by: 4, to: 5, title: "What did the other towns offer for the ferry licence?", words: "There are rumours, and they do us no good.",
		state: access.Confidential, decided: 5, days: 45,
		answer: "We promised the other side not to name figures before both councils have voted. After that I will put all of it here."},
	{by: -1, to: 1, title: "Why do the same three people always speak first?", state: access.Open},
}

var exampleStatements = []struct {
	by    int
	words string
	signs string // of the people, in their order
}{
	{2, "Somebody must be reachable whenever people swim.", "aaaaaaaapaa"},
	{8, "No group should carry a task alone for longer than a year.", "aapaaadaaaa"},
	{1, "Old things on the bank stay until we know why they are there.", "dadapdadaad"},
	{3, "Half of the bank should be left to itself.", "adaaddpadda"},
	{7, "Young people should have two seats with a vote.", "aapadaaaadp"},
}

// talk lets the people of the example talk.
func (e *example) talk() error {
	for _, s := range exampleThread {
		if err := e.say(s, e.proposals[s.proposal].ID, ""); err != nil {
			return err
		}
	}
	about := models.Subject{ProcessID: e.process.ID, Kind: "proposal", ID: e.proposals[0].ID}
	if _, err := models.AddSummary(e.Tx, models.Summary{
		ProcessID: about.ProcessID, SubjectKind: about.Kind, SubjectID: about.ID, MemberID: e.people[3].ID, Text: exampleSummary0,
	}); err != nil {
		return err
	}
	for _, q := range exampleQuestions {
		if err := e.ask(q); err != nil {
			return err
		}
	}
	return e.state()
}

func (e *example) say(s said, proposal, parent string) error {
	made, err := models.AddComment(e.Tx, models.Comment{
		ProcessID: e.process.ID, SubjectKind: "proposal", SubjectID: proposal, ParentID: parent,
		MemberID: e.people[s.by].ID, Stance: s.stance, Text: s.words,
	}, nil)
	for _, reply := range s.replies {
		if err == nil {
			err = e.say(reply, proposal, made.ID)
		}
	}
	return err
}

func (e *example) ask(a asking) error {
	q := models.Question{ProcessID: e.process.ID, OwnerID: e.people[a.to].ID, Title: a.title, Text: a.words}
	if a.by >= 0 {
		q.AskerID = e.people[a.by].ID
	}
	row, _, err := models.AddQuestion(e.Tx, q)
	if err != nil || a.state == access.Open {
		return err
	}
	after, step := row, models.QuestionStep{Kind: models.StepAnswered, MemberID: e.people[a.answeredBy].ID, Text: a.answer}
	after.State = a.state
	if a.state == access.Answered {
		after.Answer = a.answer
		_, err = models.MoveQuestion(e.Tx, row, after, step)
		return err
	}
	until := evening(e.Now, e.process, a.days)
	after.Reason, after.Until, after.DecidedBy, after.Turn = a.answer, &until, e.people[a.decided].ID, row.Turn+1
	step.Kind, step.MemberID, step.Until = models.StepConfidential, after.DecidedBy, &until
	kept, err := models.MoveQuestion(e.Tx, row, after, step)
	if err != nil {
		return err
	}
	return e.Service.Jobs.Later(e.Context, e.Tx, Task{Deed: DeedReturnQuestion, ID: kept.ID, Note: strconv.Itoa(kept.Turn), At: until})
}

func (e *example) state() error {
	for _, s := range exampleStatements {
		made, err := models.AddStatement(e.Tx, models.Statement{ProcessID: e.process.ID, MemberID: e.people[s.by].ID, Text: s.words})
		if err != nil {
			return err
		}
		for i := range s.signs {
			if err := models.AnswerStatement(e.Tx, made, e.people[i].ID, s.signs[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
