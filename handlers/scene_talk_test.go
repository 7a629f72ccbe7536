package handlers_test

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// A talk is what there is to name of deliberation in the scene. The participant
// wrote the comments and statements, asked the questions, and owes the answers.
type talk struct {
	comments, questions, statements map[access.State]string
	versions                        map[access.State]int // of questions
	about                           string               // a proposal with a summary
	participant                     string
}

// fillTalk makes comments, questions and statements in every state.
func (s *scene) fillTalk(w *testkit.World, process actions.Process) {
	ada, author := s.people[access.Organiser], s.people[access.Participant]
	s.talk = talk{
		comments: map[access.State]string{}, questions: map[access.State]string{}, statements: map[access.State]string{},
		versions: map[access.State]int{}, participant: w.MemberID(process.ID, author),
	}
	item := w.Item(author, process.ID, "Talked about", 10)
	s.talk.about = item.ID
	summary := actions.NewSummary{AtThread: testkit.Thread(item)}
	summary.Body.Text = "So far."
	testkit.Must(w, author, actions.WriteSummary, summary)
	for _, state := range []access.State{access.Published, access.OutOfSight, access.Withdrawn} {
		at := actions.AtComment{Comment: w.Says(author, item, "Mine").ID}
		s.talk.comments[state] = at.Comment
		switch state {
		case access.OutOfSight:
			testkit.Must(w, ada, actions.HideComment, actions.HidingComment{AtComment: at, Body: actions.Hiding{Reason: "Rude"}})
		case access.Withdrawn:
			testkit.Must(w, author, actions.WithdrawComment, at)
		}
	}
	for _, state := range []access.State{access.Open, access.Answered, access.Confidential, access.Declined, access.OutOfSight, access.Withdrawn} {
		s.fillQuestion(w, testkit.Must(w, author, actions.AskQuestion, testkit.Question(process.ID, "Who?", s.talk.participant)), state)
	}
	for _, state := range []access.State{access.Published, access.OutOfSight} {
		s.talk.statements[state] = w.States(author, process.ID, "Tea is good.").ID
	}
	testkit.Must(w, ada, actions.HideStatement, actions.HidingStatement{
		AtStatement: actions.AtStatement{Statement: s.talk.statements[access.OutOfSight]}, Body: actions.Hiding{Reason: "Rude"},
	})
}

func (s *scene) fillQuestion(w *testkit.World, q actions.Question, state access.State) {
	ada, at := s.people[access.Organiser], actions.AtQuestion{Question: q.ID}
	s.talk.questions[state] = q.ID
	switch state {
	case access.Answered:
		in := actions.QuestionAnswer{AtQuestion: at}
		in.Body.Text, in.Body.Version = "Bo", q.Version
		q = testkit.Must(w, ada, actions.AnswerQuestion, in)
	case access.Confidential:
		in := actions.Keeping{AtQuestion: at}
		in.Body.Reason, in.Body.Version, in.Body.Until = "Not yet", q.Version, testkit.Start.Add(90*24*time.Hour)
		q = testkit.Must(w, ada, actions.KeepQuestion, in)
	case access.Declined:
		in := actions.Declining{AtQuestion: at}
		in.Body.Reason, in.Body.Version = "No", q.Version
		q = testkit.Must(w, ada, actions.DeclineQuestion, in)
	case access.OutOfSight:
		q = testkit.Must(w, ada, actions.HideQuestion, actions.HidingQuestion{AtQuestion: at, Body: actions.Hiding{Reason: "Rude"}})
	case access.Withdrawn:
		in := actions.QuestionWithdrawal{AtQuestion: at}
		in.Body.Version = q.Version
		q = testkit.Must(w, s.people[access.Participant], actions.WithdrawQuestion, in)
	}
	s.talk.versions[state] = q.Version
}

// owes says that whoever asks may answer the questions of the scene: the
// participant was asked, and organisers may answer any.
func (c cell) owes() bool {
	return c.role == access.Organiser && (c.route.Verb == access.QuestionAnswer ||
		c.route.Verb == access.QuestionKeep || c.route.Verb == access.QuestionDecline)
}

// forgotten says that nothing tells any more whose the question is.
func (c cell) forgotten() bool {
	return c.route.Verb == access.QuestionWithdraw && c.state == access.Withdrawn
}

// talkBody is a good body for a route of deliberation.
func (s *scene) talkBody(c cell) (map[string]any, bool) {
	type object = map[string]any
	version := max(1, s.talk.versions[c.state])
	switch c.route.Verb {
	case access.CommentMake:
		return object{"stance": models.StanceAgainst, "text": "No", "parent": "", "mentions": []string{s.talk.participant}}, true
	case access.CommentEdit:
		return object{"text": "Mine, otherwise", "mentions": []string{}, "version": 1}, true
	case access.CommentHide, access.QuestionHide, access.StatementHide:
		return object{"reason": "Rude"}, true
	case access.SummaryWrite:
		return object{"text": "Now", "version": 1}, true
	case access.SummaryUnpin:
		return object{"reason": "Not what was said", "version": 1}, true
	case access.QuestionAsk:
		return object{"title": "Why?", "text": "Really", "to": s.talk.participant, "proposal": s.talk.about}, true
	case access.QuestionNameless:
		return object{"title": "Why?", "text": "Really", "to": s.talk.participant, "proposal": s.talk.about, "once": "0123456789abcdef"}, true
	case access.QuestionAnswer:
		return object{"text": "Because", "version": version}, true
	case access.QuestionKeep:
		return object{"reason": "Not yet", "until": "2030-12-01T00:00:00Z", "version": version}, true
	case access.QuestionDecline:
		return object{"reason": "No", "version": version}, true
	case access.QuestionWithdraw:
		return object{"version": version}, true
	case access.QuestionPass:
		return object{"to": "", "version": version}, true
	case access.StatementMake:
		return object{"text": "Coffee is good.", "proposal": s.talk.about}, true
	case access.StatementAnswer:
		return object{"answer": "agree"}, true
	default:
		return nil, false
	}
}

// talkNames are the names in the paths of those routes.
func (s *scene) talkNames(c cell) []string {
	return []string{
		"{kind}", "proposal", "{subject}", s.talk.about, "{comment}", s.talk.comments[c.state],
		"{question}", s.talk.questions[c.state], "{statement}", s.talk.statements[c.state],
	}
}
