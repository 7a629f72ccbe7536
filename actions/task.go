package actions

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A Deed names what the server does by itself.
type Deed string

// The deeds. Each is done at least once, and doing it again is harmless.
const (
	DeedOpenRound   Deed = "open-round"
	DeedTickRound   Deed = "tick-round"
	DeedCloseRound  Deed = "close-round"
	DeedSealRound   Deed = "seal-round"
	DeedOpenPhase   Deed = "open-phase"
	DeedClosePhase  Deed = "close-phase"
	DeedPost        Deed = "post-checkpoint"
	DeedScrub       Deed = "scrub"
	DeedTellAgenda  Deed = "tell-agenda"
	DeedTellMinutes Deed = "tell-minutes"
	DeedTellBlend   Deed = "tell-blend"

	DeedTellMention    Deed = "tell-mention"
	DeedRemindQuestion Deed = "remind-question"
	DeedReturnQuestion Deed = "return-question"
	DeedIndex          Deed = "index"
	DeedReword         Deed = "reword"
	DeedTidy           Deed = "tidy"
)

// A Task is a deed that the server does by itself, at some time or later.
type Task struct {
	Deed Deed      `json:"deed"`
	ID   string    `json:"id"` // of what it is done to
	Note string    `json:"note,omitempty"`
	At   time.Time `json:"-"`
}

// TooEarly says that a task has to wait until an instant: the clock was set back,
// or the date was moved.
type TooEarly struct{ Until time.Time }

// Error says until when.
func (e *TooEarly) Error() string { return fmt.Sprintf("not before %s", e.Until.Format(time.RFC3339)) }

// later leaves a task for the time after the commit.
func (c *Call) later(deed Deed, id string, at time.Time) error {
	return c.Service.Jobs.Later(c.Context, c.Tx, Task{Deed: deed, ID: id, At: at})
}

// Perform does a task. What was done before, or has nothing to be done to any
// more, is done.
func (s *Service) Perform(ctx context.Context, t Task) error {
	err := s.perform(ctx, t)
	switch fault.KindOf(err) {
	case fault.Closed, fault.NotFound:
		return nil
	default:
		return err
	}
}

// CatchUp closes and counts the rounds that should have been some time ago: a
// task that died with its server comes back only after minutes.
func (s *Service) CatchUp(ctx context.Context) error {
	var late []Task
	err := s.DB.Read(ctx, func(q database.Query) error {
		rounds, err := models.ListUnfinished(q)
		for _, r := range rounds {
			switch {
			case r.State == access.Open && s.Clock.Now().After(r.ClosesAt.Add(patience)):
				late = append(late, Task{Deed: DeedCloseRound, ID: r.ID})
			case r.State == access.Counting && r.Paper == ledger.PaperNone && s.Clock.Now().After(r.ClosedAt.Add(patience)):
				late = append(late, Task{Deed: DeedSealRound, ID: r.ID})
			}
		}
		return err
	})
	for _, task := range late {
		err = errors.Join(err, s.Perform(ctx, task))
	}
	return err
}

// patience is how long a task may take to begin.
const patience = 20 * time.Second

func (s *Service) perform(ctx context.Context, t Task) (err error) {
	system, round := Actor{System: true}, AtRound{Round: t.ID}
	switch t.Deed {
	case DeedOpenRound:
		return s.openByItself(ctx, round)
	case DeedTickRound:
		_, err = Run(ctx, s, system, TickRound, round, "")
	case DeedCloseRound:
		_, err = Run(ctx, s, system, CloseRound, round, "")
	case DeedSealRound:
		_, err = Run(ctx, s, system, SealRound, round, "")
	case DeedOpenPhase:
		_, err = Run(ctx, s, system, OpenPhase, AtPhase{Phase: t.ID, At: At{Process: t.Note}}, "")
	case DeedClosePhase:
		_, err = Run(ctx, s, system, ClosePhase, AtPhase{Phase: t.ID, At: At{Process: t.Note}}, "")
	case DeedPost:
		_, err = Run(ctx, s, system, PostCheckpoint, Posting{AtRound: round, Verb: t.Note}, "")
	case DeedTellAgenda:
		_, err = Run(ctx, s, system, TellAgenda, atVersion(t.ID), "")
	case DeedTellMinutes:
		_, err = Run(ctx, s, system, TellMinutes, atVersion(t.ID), "")
	case DeedTellBlend:
		_, err = Run(ctx, s, system, TellBlend, AtBlend{Blend: t.ID}, "")
	case DeedTellMention:
		_, err = Run(ctx, s, system, TellMention, AtLetter{Process: t.Note, Letter: t.ID}, "")
	case DeedRemindQuestion:
		_, err = Run(ctx, s, system, RemindQuestion, AtTurn{Question: t.ID, Turn: t.Note}, "")
	case DeedReturnQuestion:
		_, err = Run(ctx, s, system, ReturnQuestion, AtTurn{Question: t.ID, Turn: t.Note}, "")
	case DeedIndex:
		return s.indexMissing(ctx)
	case DeedReword:
		return s.reword(ctx, t.ID)
	case DeedTidy:
		return s.tidy(ctx)
	case DeedScrub:
		_, err = s.DB.Scrub(ctx, models.Scrubbed()...)
	default:
		err = fmt.Errorf("there is no deed %q", t.Deed)
	}
	return err
}
