package testkit

import (
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/models"
)

// Thread names the thread on a proposal.
func Thread(p actions.Proposal) actions.AtThread {
	return actions.AtThread{Kind: "proposal", Subject: p.ID}
}

// Say is a contribution to the thread on a proposal.
func Say(p actions.Proposal, stance, words string, mentions ...string) actions.NewComment {
	in := actions.NewComment{AtThread: Thread(p)}
	in.Body.Stance, in.Body.Text, in.Body.Mentions = stance, words, mentions
	return in
}

// Says says something for a proposal.
func (w *World) Says(who actions.Actor, p actions.Proposal, words string, mentions ...string) actions.Comment {
	w.T.Helper()
	return Must(w, who, actions.MakeComment, Say(p, models.StanceFor, words, mentions...))
}

// Question is what somebody asks a member, or the organisers if to is empty.
func Question(process, title, to string) actions.NewQuestion {
	in := actions.NewQuestion{At: actions.At{Process: process}}
	in.Body.Title, in.Body.To = title, to
	return in
}

// Nameless is the same without a name.
func Nameless(process, title, to string) actions.NamelessQuestion {
	in := actions.NamelessQuestion{At: actions.At{Process: process}}
	in.Body.Title, in.Body.To, in.Body.Once = title, to, models.NewID()
	return in
}

// States puts a statement before everybody.
func (w *World) States(who actions.Actor, process, words string) actions.Statement {
	w.T.Helper()
	in := actions.NewStatement{At: actions.At{Process: process}}
	in.Body.Text = words
	return Must(w, who, actions.MakeStatement, in)
}

// Finds answers a statement.
func (w *World) Finds(who actions.Actor, s actions.Statement, answer string) actions.Going {
	w.T.Helper()
	in := actions.StatementAnswer{AtStatement: actions.AtStatement{Statement: s.ID}}
	in.Body.Answer = answer
	return Must(w, who, actions.AnswerStatement, in)
}

// MemberID is somebody's part in a process.
func (w *World) MemberID(process string, who actions.Actor) string {
	w.T.Helper()
	for _, m := range See(w, who, actions.ListMembers, actions.Members{At: actions.At{Process: process}, Paged: actions.Paged{Limit: 200}}).Items {
		if m.Me {
			return m.ID
		}
	}
	w.T.Fatal("they take no part in this process")
	return ""
}
