package actions

import (
	"slices"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Poll is a quick show of hands. It is no secret ballot: who answered what is
// stored, totals are shown once it is closed, and objections with their names.
type Poll struct {
	ID       string      `json:"id"`
	Slot     string      `json:"slot"`
	Kind     string      `json:"kind" enum:"vote,consent"`
	Question string      `json:"question"`
	Quorum   int         `json:"quorum" doc:"Answers that it needs; 0 is none"`
	Closed   bool        `json:"closed"`
	Answered int         `json:"answered"`
	Mine     string      `json:"mine" enum:"yes,no,abstain,"`
	Yes      int         `json:"yes" doc:"Once it is closed; for consent: agree"`
	No       int         `json:"no" doc:"Likewise; for consent: object"`
	Abstain  int         `json:"abstain" doc:"Likewise; for consent: stand aside"`
	Carried  bool        `json:"carried" doc:"Enough answered, and there are more yes than no; for consent: nobody objects"`
	Reasons  []Objection `json:"reasons" doc:"Once it is closed"`
}

// An Objection is a reason that somebody gave for their answer.
type Objection struct {
	Name   string `json:"name"`
	Answer string `json:"answer" enum:"yes,no,abstain"`
	Reason string `json:"reason"`
}

func (l *Look) polls(a models.Agenda) ([]Poll, error) {
	rows, err := models.ListPolls(l.Query, a.ID)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	answers, err := models.ListAnswers(l.Query, ids)
	if err != nil {
		return nil, err
	}
	names, err := l.namesOf(a, answers)
	if err != nil {
		return nil, err
	}
	polls := make([]Poll, len(rows))
	for i, row := range rows {
		polls[i] = pollView(row, answers, names, l.Member.ID)
	}
	slices.Reverse(polls)
	return polls, nil
}

func (l *Look) namesOf(a models.Agenda, answers []models.Answer) (map[string]string, error) {
	var ids []string
	for _, answer := range answers {
		if answer.Reason != "" {
			ids = append(ids, answer.MemberID)
		}
	}
	return models.Names(l.Query, a.ProcessID, ids)
}

func pollView(p models.Poll, answers []models.Answer, names map[string]string, me string) Poll {
	view := Poll{
		ID: p.ID, Slot: p.SlotID, Kind: p.Kind, Question: p.Question, Quorum: p.Quorum, Closed: p.Closed, Reasons: []Objection{},
	}
	counts := map[string]int{}
	for _, answer := range answers {
		if answer.PollID != p.ID {
			continue
		}
		view.Answered++
		counts[answer.Answer]++
		if answer.MemberID == me {
			view.Mine = answer.Answer
		}
		if p.Closed && answer.Reason != "" {
			view.Reasons = append(view.Reasons, Objection{Name: names[answer.MemberID], Answer: answer.Answer, Reason: answer.Reason})
		}
	}
	if !p.Closed {
		return view
	}
	view.Yes, view.No, view.Abstain = counts[models.AnswerYes], counts[models.AnswerNo], counts[models.AnswerAbstain]
	view.Carried = view.Answered > 0 && view.Answered >= p.Quorum && view.Yes > view.No
	if p.Kind == models.PollConsent {
		view.Carried = view.Answered > 0 && view.Answered >= p.Quorum && view.No == 0
	}
	return view
}

// NewPoll is the input of OpenPoll.
type NewPoll struct {
	AtAgenda
	Body struct {
		Kind     string `json:"kind" enum:"vote,consent"`
		Question string `json:"question" minLength:"1" maxLength:"500"`
		Quorum   int    `json:"quorum,omitempty" minimum:"0" maximum:"100000"`
	}
}

// OpenPoll asks everybody something at once. One question at a time: any other is
// closed.
var OpenPoll = lead(access.PollOpen, func(in NewPoll) AtAgenda { return in.AtAgenda }, func(c *Call, in NewPoll, a models.Agenda) error {
	question := text.Line(in.Body.Question)
	if !text.Readable(question) {
		return fault.Field("question", "What do you want to ask?")
	}
	m, err := models.FindMeeting(c.Query, a.ID)
	if err != nil {
		return err
	}
	_, err = models.OpenPoll(c.Tx, models.Poll{
		AgendaID: a.ID, SlotID: m.SlotID, Kind: in.Body.Kind, Question: question, Quorum: in.Body.Quorum,
	})
	return err
})

// AtPoll names a poll of a meeting.
type AtPoll struct {
	AtAgenda
	Poll string `path:"poll" maxLength:"60"`
}

// Answering is the input of AnswerPoll.
type Answering struct {
	AtPoll
	Body struct {
		Answer string `json:"answer" enum:"yes,no,abstain"`
		Reason string `json:"reason,omitempty" maxLength:"500" doc:"Needed for an objection"`
	}
}

// AnswerPoll answers, in place of an answer given before.
var AnswerPoll = lead(access.PollAnswer, func(in Answering) AtAgenda { return in.AtAgenda }, func(c *Call, in Answering, a models.Agenda) error {
	poll, err := models.FindPoll(c.Query, a.ID, in.Poll)
	if err != nil {
		return err
	}
	reason := text.Line(in.Body.Reason)
	if poll.Kind == models.PollConsent && in.Body.Answer == models.AnswerNo && reason == "" {
		return fault.Field("reason", "An objection helps with its reason. Say what would have to change.")
	}
	return models.AnswerPoll(c.Tx, poll, models.Answer{
		PollID: poll.ID, MemberID: c.Member.ID, Answer: in.Body.Answer, Reason: reason,
	})
})

// ClosePoll ends a poll and shows what came out.
var ClosePoll = lead(access.PollClose, func(in AtPoll) AtAgenda { return in.AtAgenda }, func(c *Call, in AtPoll, a models.Agenda) error {
	poll, err := models.FindPoll(c.Query, a.ID, in.Poll)
	if err != nil {
		return err
	}
	return models.ClosePoll(c.Tx, poll)
})
