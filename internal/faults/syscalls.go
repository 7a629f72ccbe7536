package faults

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// failCalls lets calls to the kernel fail while a server on SQLite writes: at
// first one single call of one deed after the other, then many under load.
func failCalls(ctx context.Context, t *Trial) error {
	w, err := t.begin(ctx, 12)
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	if err := t.failEachOfACast(ctx, crew); err != nil {
		return err
	}
	if err := t.failEachOfAClose(ctx, w); err != nil {
		return err
	}
	if err := t.failMany(ctx, crew); err != nil {
		return err
	}
	return crew.finish(ctx)
}

// files are those of the embedded database.
func (t *Trial) files() []string {
	path := filepath.Join(t.Dir, "folkmoot.db")
	return []string{path, path + "-wal", path + "-shm", path + "-journal"}
}

// during lets strace look on while something is done.
func (t *Trial) during(ctx context.Context, pid int, inject string, do func() error) (*tracer, error) {
	tr, err := t.trace(ctx, []int{pid}, t.files(), inject)
	if err != nil {
		return nil, err
	}
	err = do()
	tr.detach()
	t.Counts.Faults.Add(int64(len(tr.injected())))
	return tr, err
}

// failures are what strace does to a call: an error in its place, or the end of
// the process as it is entered.
var failures = map[string]string{"EIO": "error=EIO", "ENOSPC": "error=ENOSPC", "KILL": "signal=SIGKILL"}

const (
	mostCalls = 400 // of one deed; a cast makes about five
	tries     = 3   // calls are counted by thread, and a deed may go on in another
)

// failEach lets the first call of a deed fail, then the second, and so on until
// as many as a deed was seen to make. Whatever prepares the deed is left alone.
func (t *Trial) failEach(ctx context.Context, w *World, calls []string, prepare, deed func() error) error {
	names, hit, missed := map[string]int{}, map[string]int{}, 0
	for _, call := range calls {
		name, _, _ := strings.Cut(call, " ")
		names[name]++
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		for _, failure := range slices.Sorted(maps.Keys(failures)) {
			for _, n := range t.some(names[name]) {
				done, err := t.failOne(ctx, w, fmt.Sprintf("%s:%s:when=%d", name, failures[failure], n), prepare, deed)
				if err != nil {
					return err
				}
				hit[name+" "+failure] += done
				missed += 1 - min(done, 1)
			}
		}
	}
	t.note("failed one by one: %v, not met: %d", hit, missed)
	return nil
}

// failOne lets one call fail and returns how many did. A server that was killed
// is started again.
func (t *Trial) failOne(ctx context.Context, w *World, inject string, prepare, deed func() error) (hit int, err error) {
	for try := 0; try < tries && hit == 0; try++ {
		if err := prepare(); err != nil {
			return 0, err
		}
		tr, err := t.during(ctx, w.server.pid(), inject, deed)
		if err != nil && !w.server.alive() {
			return 0, fmt.Errorf("the server ended by itself before %s: %w\n%s", inject, err, w.server.tail())
		}
		if err != nil {
			return 0, err
		}
		if !strings.Contains(inject, "KILL") {
			hit = len(tr.injected())
			continue
		}
		if hit, err = t.rise(ctx, w.server, tr); err != nil {
			return 0, err
		}
	}
	return hit, nil
}

// rise starts a server again if a call has killed it.
func (t *Trial) rise(ctx context.Context, server *Server, tr *tracer) (hit int, err error) {
	if !tr.sentKill() && server.isReady(ctx) {
		return 0, nil
	}
	if err := await(ctx, attachPatience, "the server ends", func() bool { return !server.alive() }); err != nil {
		return 0, err
	}
	t.Counts.Faults.Add(1)
	return 1, server.start(ctx)
}

// some are the numbers of the calls that are tried: one by chance in a short run,
// as many as there is time for, evenly spread, in a usual one, all in a long one.
func (t *Trial) some(calls int) (numbers []int) {
	if t.Size == Short {
		return []int{1 + t.Rand.IntN(calls)}
	}
	most := min(calls, t.Size.pick(1, 12, mostCalls))
	for i := range most {
		numbers = append(numbers, 1+i*calls/most)
	}
	return numbers
}

func (t *Trial) failEachOfACast(ctx context.Context, crew *Crew) error {
	next := 0
	cast := func() error {
		v := crew.voters[next%len(crew.voters)]
		next++
		v.castNext()
		return nil
	}
	seen, err := t.during(ctx, crew.world.server.pid(), "", cast)
	if err != nil {
		return err
	}
	t.note("a cast calls: %s", strings.Join(seen.calls(), ", "))
	if err := t.failEach(ctx, crew.world, seen.calls(), func() error { return nil }, cast); err != nil {
		return err
	}
	return crew.inspect(ctx, "after failed calls of a cast")
}

// failEachOfAClose closes a round of its own for each call, until it is counted.
func (t *Trial) failEachOfAClose(ctx context.Context, w *World) error {
	rounds, err := w.few(ctx, t.Size.pick(12, 40, 80))
	if err != nil {
		return err
	}
	crew, next := rounds[0], 0
	prepare := func() error {
		if next++; next == len(rounds) {
			more, err := w.few(ctx, 20)
			if rounds = append(rounds, more...); err != nil {
				return err
			}
		}
		crew = rounds[next]
		return nil
	}
	seen, err := t.during(ctx, w.server.pid(), "", func() error { return crew.end(ctx) })
	if err != nil {
		return err
	}
	t.note("a close and count make %d calls: %s", len(seen.calls()),
		strings.Join(slices.Compact(slices.Sorted(slices.Values(seen.calls()))), ", "))
	err = t.failEach(ctx, w, seen.calls(), prepare, func() error {
		_ = crew.end(ctx)
		return nil
	})
	if err != nil {
		return err
	}
	for _, crew := range rounds[:next+1] {
		if err := crew.close(ctx); err != nil {
			return err
		}
	}
	return verdicts(ctx, rounds[:next+1])
}

// end closes a round and counts it, as far as that is possible.
func (c *Crew) end(ctx context.Context) error {
	if c.shut(ctx, c.world.server) != Done || c.round.RulesHash == "" {
		return nil
	}
	return c.world.must(ctx, http.MethodPost, "/rounds/"+c.round.ID+"/seal", object{}, nil)
}

// few makes rounds with three ballots in each.
func (w *World) few(ctx context.Context, n int) (crews []*Crew, err error) {
	rounds, err := w.rounds(ctx, n, farAway)
	for _, round := range rounds {
		crew := w.crew(round, 3)
		for _, v := range crew.voters {
			v.castNext()
		}
		crews = append(crews, crew)
	}
	return crews, err
}

// failMany lets every so manieth call fail while everybody votes.
func (t *Trial) failMany(ctx context.Context, crew *Crew) error {
	for range t.Size.pick(1, 2, 6) {
		both := []string{"EIO", "ENOSPC"}
		if t.Size == Short {
			both = both[t.Rand.IntN(2):][:1]
		}
		for _, failure := range both {
			inject := fmt.Sprintf("fsync,fdatasync,pwrite64:error=%s:when=%d+%d", failure, 1+t.Rand.IntN(20), 5+t.Rand.IntN(20))
			crew.start(ctx)
			tr, err := t.during(ctx, crew.world.server.pid(), inject, func() error {
				pause(ctx, t.random(500*time.Millisecond, time.Second))
				return nil
			})
			if err == nil {
				err = crew.wait(ctx, fewBallots, recovery)
			}
			crew.halt()
			if err != nil {
				return fmt.Errorf("after %s: %w", inject, err)
			}
			t.note("%s: %d calls failed", inject, len(tr.injected()))
			if err := crew.inspect(ctx, "after "+inject); err != nil {
				return err
			}
		}
	}
	return nil
}
