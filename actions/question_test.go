package actions_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

func (x talking) asks(who actions.Actor, title, to string) actions.Question {
	x.T.Helper()
	return testkit.Must(x.World, who, actions.AskQuestion, testkit.Question(x.process, title, to))
}

func (x talking) keep(q actions.Question, until time.Time) actions.Keeping {
	in := actions.Keeping{AtQuestion: actions.AtQuestion{Question: q.ID}}
	in.Body.Reason, in.Body.Until, in.Body.Version = "The contract is not signed", until, q.Version
	return in
}

func (x talking) answer(q actions.Question, words string) actions.QuestionAnswer {
	in := actions.QuestionAnswer{AtQuestion: actions.AtQuestion{Question: q.ID}}
	in.Body.Text, in.Body.Version = words, q.Version
	return in
}

func (x talking) register() actions.Register {
	return testkit.See(x.World, x.ada, actions.ReadRegister, actions.At{Process: x.process})
}

func (x talking) perform(task actions.Task) {
	x.T.Helper()
	if err := x.Service.Perform(x.T.Context(), task); err != nil {
		x.T.Fatal(err)
	}
}

// last is the task of a kind that was left last.
func (x talking) last(deed actions.Deed) actions.Task {
	x.T.Helper()
	tasks := x.Queue.Tasks(deed)
	if len(tasks) == 0 {
		x.T.Fatalf("nothing is left to %s", deed)
	}
	return tasks[len(tasks)-1]
}

// Proves I17: a question without a name leaves nothing behind that tells who asked;
// no table has their ids more often than before.
func TestNothingStoredTellsWhoAskedWithoutAName(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		in := testkit.Nameless(x.process, "Who spent it?", x.boMember)
		before := traces(t, db, x.cy.AccountID, x.cyID)
		asked, err := actions.Run(t.Context(), x.Service, x.cy, actions.AskNameless, in, "a-key")
		if err != nil {
			t.Fatal(err)
		}
		again, err := actions.Run(t.Context(), x.Service, x.cy, actions.AskNameless, in, "a-key")
		if err != nil || again.ID != asked.ID {
			t.Errorf("the same request made %s and %s: %v", asked.ID, again.ID, err)
		}
		if after := traces(t, db, x.cy.AccountID, x.cyID); !maps.Equal(before, after) {
			t.Errorf("who asked is in %v, before in %v", after, before)
		}
		if rows := dbtest.Attempt(t, db).Rows("entries", "actor", "verb = ?", "question.ask-nameless"); len(rows) != 1 || rows[0] != "anonymous" {
			t.Errorf("the ledger says %v", rows)
		}
		for _, who := range []actions.Actor{x.cy, x.bo, x.ada} {
			got := testkit.See(x.World, who, actions.ReadQuestion, actions.AtQuestion{Question: asked.ID})
			if !got.Nameless || got.Asker.DisplayName != "" || got.Asker.Me || got.Steps[0].By != "" {
				t.Errorf("somebody reads %+v", got)
			}
		}
		if n := len(x.Queue.Letters("bo@example.org")); n != 1 {
			t.Errorf("%d letters to who was asked", n)
		}
	})
}

// traces counts the rows that name somebody, by column.
func traces(t *testing.T, db *database.DB, ids ...string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, id := range ids {
		for _, column := range everywhere(t, db, id) {
			counts[column]++
		}
	}
	return counts
}

func TestFloodsWithoutANameAreHeldBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		ask := func(who actions.Actor) error {
			_, err := actions.Run(t.Context(), x.Service, who, actions.AskNameless, testkit.Nameless(x.process, "Why?", ""), "")
			return err
		}
		for i := range 6 {
			if err := ask(x.bo); (fault.KindOf(err) == fault.TooMany) != (i == 5) {
				t.Errorf("question %d: %v", i+1, err)
			}
		}
		if err := ask(x.cy); err != nil {
			t.Errorf("somebody else: %v", err)
		}
		x.Clock.Move(24 * time.Hour)
		if err := ask(x.bo); err != nil {
			t.Errorf("the next day: %v", err)
		}
	})
}

func TestWhoOwesAnAnswerIsRemindedUntilThereIsOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		asked := x.asks(x.cy, "Who pays?", x.boMember)
		letters := func() int { return len(x.Queue.Letters("bo@example.org")) }
		if at := x.last(actions.DeedRemindQuestion).At; letters() != 1 || !at.Equal(testkit.Start.Add(72*time.Hour)) {
			t.Errorf("%d letters, and the reminder at %v", letters(), at)
		}
		x.Clock.Move(72 * time.Hour)
		x.perform(x.last(actions.DeedRemindQuestion))
		if at := x.last(actions.DeedRemindQuestion).At; letters() != 2 || !at.Equal(x.Clock.Now().Add(7*24*time.Hour)) {
			t.Errorf("%d letters, and the next at %v", letters(), at)
		}
		home := testkit.See(x.World, x.bo, actions.ReadHome, actions.At{Process: x.process})
		if w := home.Waiting[0]; w.Kind != "answer_question" || w.Question != asked.ID || w.Title != "Who pays?" || w.Count != 1 {
			t.Errorf("what waits: %+v", home.Waiting)
		}
		to := actions.Passing{AtQuestion: actions.AtQuestion{Question: asked.ID}}
		to.Body.To, to.Body.Version = x.cyID, asked.Version
		passed := testkit.Must(x.World, x.ada, actions.PassQuestion, to)
		x.Clock.Move(7 * 24 * time.Hour)
		for _, task := range x.Queue.Tasks(actions.DeedRemindQuestion)[:2] {
			x.perform(task)
		}
		if letters() != 2 {
			t.Error("who owes it no longer was reminded")
		}
		if _, err := actions.Run(t.Context(), x.Service, x.bo, actions.AnswerQuestion, x.answer(passed, "I do"), ""); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an answer by who owes it no longer: %v", err)
		}
		answered := testkit.Must(x.World, x.cy, actions.AnswerQuestion, x.answer(passed, "I **do**"))
		before := len(x.Queue.Letters("cy@example.org"))
		x.perform(x.last(actions.DeedRemindQuestion))
		if answered.AnswerHTML != "<p>I <strong>do</strong></p>\n" || len(x.Queue.Letters("cy@example.org")) != before {
			t.Errorf("answered: %+v", answered)
		}
		amended := testkit.Must(x.World, x.ada, actions.AnswerQuestion, x.answer(answered, "We do"))
		kinds := ""
		for _, step := range amended.Steps {
			kinds += step.Kind + " " + step.By + "→" + step.To + " " + step.Text + "; "
		}
		if want := "asked c Person→b Person ; passed a Person→c Person ; answered c Person→ I **do**; amended a Person→ We do; "; kinds != want {
			t.Errorf("what became of it: %s", kinds)
		}
	})
}

func TestConfidentialQuestionComesBackOnItsDate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		asked := x.asks(x.cy, "What does it cost?", x.boMember)
		date := testkit.Start.Add(30 * 24 * time.Hour)
		for name, until := range map[string]time.Time{"a date that is over": testkit.Start, "for ever": testkit.Start.AddDate(5, 0, 0)} {
			if _, err := actions.Run(t.Context(), x.Service, x.bo, actions.KeepQuestion, x.keep(asked, until), ""); fault.KindOf(err) != fault.Invalid {
				t.Errorf("kept until %s: %v", name, err)
			}
		}
		kept := testkit.Must(x.World, x.bo, actions.KeepQuestion, x.keep(asked, date))
		if kept.State != access.Confidential || kept.DecidedBy != "b Person" || !kept.Until.Equal(date) || x.register().Confidential != 1 {
			t.Errorf("kept: %+v", kept)
		}
		task := x.last(actions.DeedReturnQuestion)
		if err := x.Service.Perform(t.Context(), task); err == nil || !task.At.Equal(date) {
			t.Errorf("too early, it answered %v; it is due at %v", err, task.At)
		}
		x.Clock.Move(30 * 24 * time.Hour)
		before := len(x.Queue.Letters("bo@example.org"))
		x.perform(task)
		x.perform(task) // again is harmless
		back := testkit.See(x.World, x.cy, actions.ReadQuestion, actions.AtQuestion{Question: asked.ID})
		if back.State != access.Open || !back.Returned || back.Until != nil || back.Steps[2].Kind != "returned" || len(back.Steps) != 3 {
			t.Errorf("came back: %+v", back)
		}
		if back.Steps[1].Text != "The contract is not signed" {
			t.Errorf("its history says %+v", back.Steps[1])
		}
		if n := len(x.Queue.Letters("bo@example.org")); n != before+1 || x.register().Open != 1 || x.register().Confidential != 0 {
			t.Errorf("%d letters, register %+v", n-before, x.register())
		}
		x.Clock.Move(72 * time.Hour)
		x.perform(x.last(actions.DeedRemindQuestion))
		if n := len(x.Queue.Letters("bo@example.org")); n != before+2 {
			t.Error("nobody is reminded of what came back")
		}
		later := testkit.Must(x.World, x.bo, actions.KeepQuestion, x.keep(back, x.Clock.Now().Add(time.Hour)))
		in := actions.Declining{AtQuestion: actions.AtQuestion{Question: asked.ID}}
		in.Body.Reason, in.Body.Version = "It never will be said", later.Version
		testkit.Must(x.World, x.ada, actions.DeclineQuestion, in)
		x.Clock.Move(2 * time.Hour)
		x.perform(x.last(actions.DeedReturnQuestion))
		if got := x.register(); got.Declined != 1 || got.Open != 0 {
			t.Errorf("what was declined came back: %+v", got)
		}
	})
}

func TestHiddenQuestionShowsItsReasonOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		asked := x.asks(x.cy, "Zwieback?", x.boMember)
		answered := testkit.Must(x.World, x.bo, actions.AnswerQuestion, x.answer(asked, "Zwieback yourself"))
		at := actions.AtQuestion{Question: asked.ID}
		testkit.Must(x.World, x.mo, actions.HideQuestion, actions.HidingQuestion{AtQuestion: at, Body: actions.Hiding{Reason: "Unkind"}})
		for who, reads := range map[actions.Actor]bool{x.cy: true, x.mo: true, x.ada: true, x.bo: false} {
			one := testkit.See(x.World, who, actions.ReadQuestion, at)
			listed := testkit.See(x.World, who, actions.ListQuestions, actions.Questions{At: actions.At{Process: x.process}, Paged: actions.Paged{Limit: 50}}).Items
			for _, got := range []string{fmt.Sprint(one), fmt.Sprint(listed)} {
				if strings.Contains(got, "Zwieback") != reads || !strings.Contains(got, "Unkind") {
					t.Errorf("reads %v: %s", reads, got)
				}
			}
		}
		filtered := testkit.See(x.World, x.ada, actions.ListQuestions, actions.Questions{
			At: actions.At{Process: x.process}, Paged: actions.Paged{Limit: 50}, State: access.Answered}).Items
		if n := x.register(); len(filtered) != 0 || n.Answered != 0 || n.Hidden != 1 {
			t.Errorf("hidden, and in the list %v, counted %+v", filtered, n)
		}
		if _, err := actions.Run(t.Context(), x.Service, x.bo, actions.AnswerQuestion, x.answer(answered, "More"), ""); fault.KindOf(err) != fault.Closed {
			t.Errorf("an answer to what is hidden: %v", err)
		}
		if back := testkit.Must(x.World, x.ada, actions.ShowQuestion, at); back.State != access.Answered || x.register().Answered != 1 {
			t.Errorf("shown again: %+v", back)
		}
	})
}

// The register lists what one owes: a member what they were asked, an organiser
// also what the organisers were asked.
func TestListOfWhatOneOwes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		x.asks(x.cy, "To Bo", x.boMember)
		x.asks(x.cy, "To the organisers", "")
		owed := func(who actions.Actor) (titles []string) {
			in := actions.Questions{At: actions.At{Process: x.process}, Paged: actions.Paged{Limit: 50}, Owed: true, State: access.Open}
			for _, q := range testkit.See(x.World, who, actions.ListQuestions, in).Items {
				titles = append(titles, q.Title)
			}
			return titles
		}
		if bo, ada, cy := owed(x.bo), owed(x.ada), owed(x.cy); fmt.Sprint(bo, ada, cy) != "[To Bo] [To the organisers] []" {
			t.Errorf("Bo owes %v, Ada %v, Cy %v", bo, ada, cy)
		}
		for _, to := range []string{"nobody", x.bo.AccountID} {
			if _, err := actions.Run(t.Context(), x.Service, x.cy, actions.AskQuestion, testkit.Question(x.process, "You?", to), ""); fault.KindOf(err) != fault.Invalid {
				t.Errorf("asked of %s: %v", to, err)
			}
		}
	})
}

// Nobody is written to for ever; everybody can read that nobody is any more.
func TestRemindersEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		asked := x.asks(x.cy, "Who pays?", x.boMember)
		read := func() actions.Question {
			return testkit.See(x.World, x.cy, actions.ReadQuestion, actions.AtQuestion{Question: asked.ID})
		}
		for i := range models.MostReminders {
			if read().Unreminded || len(x.Queue.Tasks(actions.DeedRemindQuestion)) != i+1 {
				t.Fatalf("after %d reminders: %+v", i, read())
			}
			x.Clock.Move(7 * 24 * time.Hour)
			x.perform(x.last(actions.DeedRemindQuestion))
		}
		if n := len(x.Queue.Tasks(actions.DeedRemindQuestion)); !read().Unreminded || n != models.MostReminders {
			t.Fatalf("%d reminders were left, and it is %+v", n, read())
		}
		letters := x.Queue.Letters("bo@example.org")
		if last := letters[len(letters)-1].Text; !strings.Contains(last, "last letter") || strings.Contains(last, "once a week") {
			t.Errorf("the last letter is %s", last)
		}
		pass := actions.Passing{AtQuestion: actions.AtQuestion{Question: asked.ID}}
		pass.Body.To, pass.Body.Version = x.cyID, asked.Version
		if passed := testkit.Must(x.World, x.ada, actions.PassQuestion, pass); passed.Unreminded {
			t.Error("who owes it now is not reminded")
		}
	})
}

func TestStepsOfAQuestionEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		asked := x.asks(x.cy, "Who pays?", x.boMember)
		err := x.Service.DB.Write(t.Context(), x.Clock.Now(), func(tx *database.Tx) error {
			row, _, err := models.WithScope[models.Question](tx.Query, "question", asked.ID)
			for err == nil && row.Steps < models.MostSteps {
				after := row
				after.State, after.Answer = access.Answered, "We do"
				row, err = models.MoveQuestion(tx, row, after, models.QuestionStep{Kind: models.StepAmended})
			}
			asked.Version = row.Version
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := actions.Run(t.Context(), x.Service, x.bo, actions.AnswerQuestion, x.answer(asked, "Once more"), ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("once more: %v", err)
		}
	})
}

// A failingQueue cannot take letters for a while.
type failingQueue struct {
	actions.Jobs
	failures int
}

func (f *failingQueue) SendMail(ctx context.Context, tx *database.Tx, m mail.Message) error {
	if f.failures > 0 {
		f.failures--
		return errors.New("no letters now")
	}
	return f.Jobs.SendMail(ctx, tx, m)
}

// A question that is sent again, because it could not be stored or at the same
// moment, is one of the few that one may ask in a day.
func TestRepeatedNamelessQuestionsCountOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		x.Service.Jobs = &failingQueue{Jobs: x.Service.Jobs, failures: 3}
		first := testkit.Nameless(x.process, "Who spent it?", x.boMember)
		for range 3 {
			if _, err := actions.Run(t.Context(), x.Service, x.cy, actions.AskNameless, first, ""); err == nil {
				t.Fatal("it was stored without a letter")
			}
		}
		ids := make([]string, 6)
		var all sync.WaitGroup
		for i := range ids {
			all.Go(func() {
				got, err := actions.Run(t.Context(), x.Service, x.cy, actions.AskNameless, first, "")
				if ids[i] = got.ID; err != nil {
					t.Errorf("sent at the same moment: %v", err)
				}
			})
		}
		all.Wait()
		if len(slices.Compact(ids)) != 1 {
			t.Errorf("it was asked as %v", ids)
		}
		for i := range 5 {
			next := testkit.Nameless(x.process, "And then?", x.boMember)
			next.Body.Once = fmt.Sprintf("once-0123456789-%d", i)
			_, err := actions.Run(t.Context(), x.Service, x.cy, actions.AskNameless, next, "")
			if refused := fault.KindOf(err) == fault.TooMany; refused != (i == 4) {
				t.Errorf("after %d more: %v", i, err)
			}
		}
	})
}
