package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/jobs"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

// A postbox takes letters, after refusing the first few.
type postbox struct {
	refuse  chan struct{}
	letters chan mail.Message
}

func (p *postbox) Send(_ context.Context, m mail.Message) error {
	select {
	case <-p.refuse:
		return errors.New("the postbox is full")
	default:
		p.letters <- m
		return nil
	}
}

func start(t *testing.T, db *database.DB, box *postbox, s *actions.Service) *jobs.Queue {
	t.Helper()
	queue, err := jobs.New(db, slog.New(slog.DiscardHandler), &jobs.Workers{Sender: box, Service: s})
	if err != nil {
		t.Fatal(err)
	}
	if err := queue.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := queue.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return queue
}

// Proves I7 for mail: it follows a change that committed, and only that.
func TestMailFollowsCommittedChangesOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		box := &postbox{refuse: make(chan struct{}, 1), letters: make(chan mail.Message, 10)}
		box.refuse <- struct{}{} // the first try fails; there is another
		queue := start(t, db, box, w.Service)
		letter := mail.Message{To: "ada@example.org", Subject: "Hello", Text: "Words\n"}
		undone := errors.New("undone")
		err := db.Write(t.Context(), w.Clock.Now(), func(tx *database.Tx) error {
			lost := letter
			lost.Subject = "Never"
			return errors.Join(queue.SendMail(t.Context(), tx, lost), undone)
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		err = db.Write(t.Context(), w.Clock.Now(), func(tx *database.Tx) error {
			return queue.SendMail(t.Context(), tx, letter)
		})
		if err != nil {
			t.Fatal(err)
		}
		select {
		case got := <-box.letters:
			if got != letter {
				t.Errorf("sent %+v", got)
			}
		case <-time.After(20 * time.Second):
			t.Error("nothing was sent")
		}
	})
}

func closing(round string, at time.Time) actions.Task {
	return actions.Task{Deed: actions.DeedCloseRound, ID: round, At: at}
}

// A round closes by itself, through an action, when its time has come.
func TestRoundClosesAtItsTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		w.Clock.Move(clock.System{}.Now().Sub(w.Clock.Now())) // stands still until the vote is in, however long that takes
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		soon := w.Clock.Now().Add(2 * time.Second)
		round := w.DraftUntil(ada, process.ID, soon, w.Cost(ada, w.Item(ada, process.ID, "A", 10), 10).ID)
		w.Open(ada, round.ID)
		w.Vote(ada, round.ID, "1")
		subscription := w.Service.Bus.Subscribe(process.ID)
		defer subscription.Close()
		w.Service.Clock = clock.System{} // the queue goes by the machine's clock
		queue := start(t, db, &postbox{letters: make(chan mail.Message, 10)}, w.Service)
		w.Service.Jobs = queue // counting follows the close
		err := db.Write(t.Context(), clock.System{}.Now(), func(tx *database.Tx) error {
			return errors.Join(
				queue.Later(t.Context(), tx, closing(round.ID, soon)), // at least once
				queue.Later(t.Context(), tx, closing("thrown away", soon)))
		})
		if err != nil {
			t.Fatal(err)
		}
		for event := range subscription.Events {
			if event.Kind == "round" && event.ID == round.ID {
				if seen := testkit.See(w, ada, actions.ReadRound, actions.AtRound{Round: round.ID}); seen.State == "closed" {
					break
				}
			}
		}
		if outcome := testkit.See(w, ada, actions.ReadOutcome, actions.AtRound{Round: round.ID}); outcome.Voters != 1 {
			t.Errorf("counted %d ballots", outcome.Voters)
		}
	})
}
