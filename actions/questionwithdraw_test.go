package actions_test

import (
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

func (x talking) withdraw(who actions.Actor, q actions.Question) (actions.Question, error) {
	in := actions.QuestionWithdrawal{AtQuestion: actions.AtQuestion{Question: q.ID}}
	in.Body.Version = q.Version
	return actions.Run(x.T.Context(), x.Service, who, actions.WithdrawQuestion, in, "")
}

// Of a question that was taken back nothing is left but that there was one: no list, no
// search and no thread has it, nobody is reminded of it, and no row has its words.
func TestQuestionThatIsTakenBackIsGone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		in := testkit.Question(x.process, "Zwieback for whom?", x.boMember)
		in.Body.Text, in.Body.Proposal = "Zwieback is dry.", x.item.ID
		asked, err := actions.Run(t.Context(), x.Service, x.cy, actions.AskQuestion, in, "a-key")
		if err != nil {
			t.Fatal(err)
		}
		thread := actions.AtThread{Kind: "question", Subject: asked.ID}
		about := actions.NewComment{AtThread: thread}
		about.Body.Stance, about.Body.Text = models.StanceNeutral, "With marmalade"
		said := testkit.Must(x.World, x.bo, actions.MakeComment, about)
		gone, err := x.withdraw(x.cy, asked)
		if err != nil || gone.State != access.Withdrawn || gone.Nameless || gone.Asker.DisplayName != "" || len(gone.Can) > 0 {
			t.Errorf("taken back: %+v, %v", gone, err)
		}
		x.finds("zwieback", "")
		x.finds("marmalade", "")
		if left := everywhere(t, db, "wieback"); len(left) > 0 {
			t.Errorf("its words are still in %v", left)
		}
		listed := testkit.See(x.World, x.ada, actions.ListQuestions, actions.Questions{At: actions.At{Process: x.process}, Paged: actions.Paged{Limit: 50}})
		if n := x.register(); len(listed.Items) > 0 || n.Withdrawn != 1 || n.Open != 0 {
			t.Errorf("listed %v, counted %+v", listed.Items, n)
		}
		for _, w := range testkit.See(x.World, x.bo, actions.ReadHome, actions.At{Process: x.process}).Waiting {
			if w.Kind == "answer_question" {
				t.Errorf("it still waits: %+v", w)
			}
		}
		letters := len(x.Queue.Letters("bo@example.org"))
		x.Clock.Move(72 * time.Hour)
		x.perform(x.last(actions.DeedRemindQuestion))
		if n := len(x.Queue.Letters("bo@example.org")); n != letters {
			t.Error("who owed the answer is still reminded")
		}
		x.isGone(actions.View(t.Context(), x.Service, x.bo, actions.ReadThread, thread))
		x.isGone(actions.View(t.Context(), x.Service, x.bo, actions.ReadComment, actions.AtComment{Comment: said.ID}))
		x.isGone(actions.Run(t.Context(), x.Service, x.bo, actions.MakeComment, about, ""))
	})
}

// isGone expects that there is nothing any more.
func (x talking) isGone(found any, err error) {
	x.T.Helper()
	if fault.KindOf(err) != fault.NotFound {
		x.T.Errorf("found %+v, %v", found, err)
	}
}

// Only who asked with their name takes a question back, and only until somebody saw to it.
func TestWhoMayTakeAQuestionBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		asked := x.asks(x.cy, "Who pays?", x.boMember)
		nameless := testkit.Must(x.World, x.cy, actions.AskNameless, testkit.Nameless(x.process, "Who pays them?", x.boMember))
		refused := func(what string, who actions.Actor, q actions.Question, want fault.Kind) {
			t.Helper()
			if _, err := x.withdraw(who, q); fault.KindOf(err) != want || strings.Contains(err.Error(), "Only who was asked") {
				t.Errorf("%s: %v", what, err)
			}
		}
		refused("by who owes the answer", x.bo, asked, fault.Forbidden)
		refused("by an organiser", x.ada, asked, fault.Forbidden)
		refused("one without a name", x.cy, nameless, fault.Forbidden)
		stale := asked
		stale.Version++
		refused("one that was read otherwise", x.cy, stale, fault.Conflict)
		mine := testkit.See(x.World, x.cy, actions.ReadQuestion, actions.AtQuestion{Question: asked.ID})
		if len(mine.Can) != 1 || mine.Can[0] != access.QuestionWithdraw {
			t.Errorf("who asked may %v", mine.Can)
		}
		kept := testkit.Must(x.World, x.bo, actions.KeepQuestion, x.keep(asked, testkit.Start.Add(time.Hour)))
		refused("one that is confidential", x.cy, kept, fault.Closed)
		refused("one that is answered", x.cy, testkit.Must(x.World, x.bo, actions.AnswerQuestion, x.answer(kept, "I do")), fault.Closed)
	})
}

// A start after the deed brings nothing of it back into the search.
func TestQuestionThatIsTakenBackStaysUnfound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		asked := x.asks(x.cy, "Whose heron?", "")
		about := actions.NewComment{AtThread: actions.AtThread{Kind: "question", Subject: asked.ID}}
		about.Body.Stance, about.Body.Text = models.StanceNeutral, "The heron is mine"
		testkit.Must(x.World, x.bo, actions.MakeComment, about)
		if _, err := x.withdraw(x.cy, asked); err != nil {
			t.Fatal(err)
		}
		x.perform(actions.Task{Deed: actions.DeedIndex})
		x.finds("heron", "")
	})
}
