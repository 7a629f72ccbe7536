package faults

import (
	"context"
	"time"
)

const (
	recovery   = 30 * time.Second // in which a server must serve again by itself
	fewBallots = 20
)

// killPostgres kills the whole Postgres under load. The server stays, refuses
// meanwhile, and must find its way back alone.
func killPostgres(ctx context.Context, t *Trial) error {
	w, err := t.begin(ctx, t.Size.pick(12, 24, 32))
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	for range t.Size.pick(1, 5, 10) {
		crew.start(ctx)
		err := t.breakPostgres(ctx, crew)
		crew.halt()
		if err != nil {
			return err
		}
		if err := crew.inspect(ctx, "after a kill of Postgres"); err != nil {
			return err
		}
	}
	return crew.finish(ctx)
}

func (t *Trial) breakPostgres(ctx context.Context, crew *Crew) error {
	if err := crew.wait(ctx, int64(fewBallots+t.Rand.IntN(100)), answerPatience); err != nil {
		return err
	}
	t.Cluster.kill()
	t.Counts.Faults.Add(1)
	pause(ctx, t.random(50*time.Millisecond, 400*time.Millisecond)) // some are refused
	if err := t.Cluster.start(ctx); err != nil {
		return err
	}
	return crew.wait(ctx, fewBallots, recovery)
}
