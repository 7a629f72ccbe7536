package faults

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/models"
)

// Bounds for those who wait while somebody holds a lock from outside: pages that
// only read do not wait for writers, and writers are answered by the time that
// the server gives any request.
const (
	readBound  = 1500 * time.Millisecond
	writeBound = 22 * time.Second
)

// holdLock holds what voters need: on SQLite the one right to write, on Postgres
// the round's gate.
func holdLock(ctx context.Context, t *Trial) error {
	w, err := t.begin(ctx, 32)
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	crew.start(ctx)
	if err := crew.wait(ctx, fewBallots, answerPatience); err != nil {
		return err
	}
	span := time.Duration(t.Size.pick(3, 24, 24)) * time.Second
	slowest, err := t.readMeanwhile(ctx, w, func() error { return w.hold(ctx, round, span) })
	if err == nil {
		err = crew.wait(ctx, fewBallots, recovery)
	}
	crew.halt()
	if err != nil {
		return err
	}
	t.note("held for %s: the slowest page took %s, the slowest ballot %s",
		span, slowest.Round(time.Millisecond), crew.slowest().Round(time.Millisecond))
	if slowest > readBound {
		t.violate("a page that only reads took %s while writers waited", slowest.Round(time.Millisecond))
	}
	if crew.slowest() > writeBound {
		t.violate("a ballot was answered after %s", crew.slowest().Round(time.Millisecond))
	}
	if err := crew.inspect(ctx, "after a held lock"); err != nil {
		return err
	}
	return crew.finish(ctx)
}

// hold keeps a lock from outside for some time.
func (w *World) hold(ctx context.Context, round *Round, span time.Duration) error {
	return w.database(ctx, func(db *database.DB) error {
		return db.Write(ctx, clock.System{}.Now(), func(tx *database.Tx) error {
			if err := tx.Exclude(models.Round{ID: round.ID}.Gate()); err != nil {
				return err
			}
			w.trial.Counts.Faults.Add(1)
			pause(ctx, span)
			return nil
		})
	})
}

// readMeanwhile asks for a page again and again until something is done, and
// returns how long the slowest took.
func (t *Trial) readMeanwhile(ctx context.Context, w *World, do func() error) (slowest time.Duration, err error) {
	reading, stop := context.WithCancel(ctx)
	var readers sync.WaitGroup
	readers.Go(func() {
		for pause(reading, 50*time.Millisecond) {
			took, err := w.page(ctx)
			if err != nil {
				t.violate("a page that only reads: %v", err)
			}
			slowest = max(slowest, took)
		}
	})
	err = do()
	stop()
	readers.Wait()
	return slowest, err
}

// page reads a process as its organiser does.
func (w *World) page(ctx context.Context) (time.Duration, error) {
	token, err := w.token(w.organiser, 0)
	if err != nil {
		return 0, err
	}
	elapsed := clock.Stopwatch()
	answer := w.trial.ask(ctx, w.client, token, http.MethodGet, w.server.URL()+"/api/v1/processes/"+w.process, nil)
	if answer.Status != http.StatusOK {
		return elapsed(), fmt.Errorf("answered %d %s", answer.Status, answer.Detail)
	}
	return elapsed(), nil
}

// slowest is the longest that a voter waited for an answer.
func (c *Crew) slowest() (longest time.Duration) {
	for _, e := range c.history.clone() {
		if e.Voter != nobody {
			longest = max(longest, e.Return-e.Call)
		}
	}
	return longest
}
