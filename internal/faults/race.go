package faults

import (
	"context"
	"sync"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
)

// closeBound is how long a close may take while everybody votes. The target is
// 500 ms on an idle machine; more than this is no longer noise.
const closeBound = 5 * time.Second

// raceClose lets two organisers close a round at once while many vote: on
// Postgres at two servers, on SQLite at one.
func raceClose(ctx context.Context, t *Trial) error {
	w, err := t.begin(ctx, 32)
	if err != nil {
		return err
	}
	servers := []*Server{w.server, w.server}
	if w.name != "" {
		if servers[1], err = t.serve(ctx, w.config.URL); err != nil {
			return err
		}
	}
	rounds, err := w.rounds(ctx, t.Size.pick(3, 14, 50), farAway)
	if err != nil {
		return err
	}
	var slowest time.Duration
	var crews []*Crew
	for _, round := range rounds {
		crew := w.crew(round, len(w.people))
		took, err := raceOnce(ctx, w, crew, servers)
		if err != nil {
			return err
		}
		slowest, crews = max(slowest, took), append(crews, crew)
	}
	if err := verdicts(ctx, crews); err != nil {
		return err
	}
	t.note("the slowest close took %s", slowest.Round(time.Millisecond))
	if slowest > closeBound {
		t.violate("a close took %s under load", slowest)
	}
	return nil
}

func raceOnce(ctx context.Context, w *World, crew *Crew, servers []*Server) (slowest time.Duration, err error) {
	t := w.trial
	crew.think = 2 * time.Millisecond
	crew.base = func(voter int) string { return servers[voter%2].URL() }
	crew.start(ctx)
	defer crew.halt()
	if err := crew.wait(ctx, int64(len(w.people)+t.Rand.IntN(60)), answerPatience); err != nil {
		return 0, err
	}
	results, took := closeAtOnce(ctx, crew, servers)
	t.Counts.Faults.Add(1)
	if results[0] != Done && results[1] != Done {
		t.violate("two asked to close the round, and were answered %v", results)
	}
	if results[0] == Done && results[1] == Done {
		t.violate("the round was closed twice")
	}
	if err := await(ctx, answerPatience, "everybody hears of the close", crew.over); err != nil {
		t.violate("%v", err)
	}
	crew.halt()
	return max(took[0], took[1]), nil
}

// closeAtOnce lets two closers go together.
func closeAtOnce(ctx context.Context, crew *Crew, servers []*Server) (results [2]Result, took [2]time.Duration) {
	var together sync.WaitGroup
	for i := range results {
		together.Go(func() {
			elapsed := clock.Stopwatch()
			results[i] = crew.shut(ctx, servers[i])
			took[i] = elapsed()
		})
	}
	together.Wait()
	return results, took
}
