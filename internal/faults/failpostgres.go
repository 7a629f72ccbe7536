package faults

import (
	"context"
	"fmt"
	"time"
)

// failPostgres lets calls of a whole Postgres fail while people vote. When it
// cannot sync its log it ends all its processes and recovers by itself, as it must:
// what a failed sync has left on the disk nobody knows.
func failPostgres(ctx context.Context, t *Trial) error {
	w, err := t.begin(ctx, 12)
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	for range t.Size.pick(1, 1, 3) {
		for _, inject := range []string{
			fmt.Sprintf("fdatasync:error=EIO:when=%d+200", 1+t.Rand.IntN(8)),
			fmt.Sprintf("fsync,fdatasync:error=ENOSPC:when=%d+200", 1+t.Rand.IntN(8)),
			fmt.Sprintf("pwrite64:error=EIO:when=%d+50", 1+t.Rand.IntN(8)),
			fmt.Sprintf("pwrite64:error=ENOSPC:when=%d+50", 1+t.Rand.IntN(8)),
		} {
			crew.start(ctx)
			err := t.failOfPostgres(ctx, crew, inject)
			crew.halt()
			if err != nil {
				return fmt.Errorf("after %s: %w", inject, err)
			}
			if err := crew.inspect(ctx, "after "+inject); err != nil {
				return err
			}
		}
	}
	return crew.finish(ctx)
}

func (t *Trial) failOfPostgres(ctx context.Context, crew *Crew, inject string) error {
	if err := crew.wait(ctx, fewBallots, answerPatience); err != nil {
		return err
	}
	postmaster := t.Cluster.run.pid()
	tr, err := t.trace(ctx, append(descendants(postmaster), postmaster), nil, inject)
	if err != nil {
		return err
	}
	pause(ctx, t.random(500*time.Millisecond, 1500*time.Millisecond))
	tr.detach()
	t.Counts.Faults.Add(int64(len(tr.injected())))
	t.note("%s: %d calls failed", inject, len(tr.injected()))
	if !t.Cluster.run.alive() {
		t.note("Postgres gave up, and was started again")
		if err := t.Cluster.start(ctx); err != nil {
			return err
		}
	}
	return crew.wait(ctx, fewBallots, recovery)
}
