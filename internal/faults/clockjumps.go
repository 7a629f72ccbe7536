package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
)

// A timepiece is the clock of one server, which we may put forward and back.
type timepiece struct {
	path  string
	ahead atomic.Int64
}

// jump writes where the clock stands; a server reads the old or the new, and
// nothing between.
func (c *timepiece) jump(ahead time.Duration) error {
	fresh := c.path + ".new"
	if err := os.WriteFile(fresh, []byte(ahead.String()), 0o600); err != nil {
		return fmt.Errorf("put a clock: %w", err)
	}
	c.ahead.Store(int64(ahead))
	return os.Rename(fresh, c.path)
}

const (
	soon          = 3 * time.Second // after which a round is to close
	closePatience = 20 * time.Second
	afterwards    = 2 * time.Second // in which nothing may be taken any more
)

// jumpClock lets the clocks of servers jump by an hour around the time at which a
// round closes. Servers on one Postgres have a clock each.
func jumpClock(ctx context.Context, t *Trial) error {
	w, servers, clocks, err := t.skewed(ctx)
	if err != nil {
		return err
	}
	for range t.Size.pick(1, 1, 4) {
		if err := jumpOnce(ctx, w, servers, clocks); err != nil {
			return err
		}
	}
	return nil
}

// skewed starts servers whose clocks we hold.
func (t *Trial) skewed(ctx context.Context) (*World, []*Server, []*timepiece, error) {
	name, url, err := t.home(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	var servers []*Server
	var clocks []*timepiece
	for i := range map[string]int{SQLite: 1, Postgres: 2}[t.Kind] {
		clock := &timepiece{path: filepath.Join(t.Dir, fmt.Sprintf("clock-%d", i))}
		if err := clock.jump(0); err != nil {
			return nil, nil, nil, err
		}
		server := t.newServer(t.Program, t.Dir, url)
		server.env = []string{"FOLKMOOT_TEST_CLOCK_FILE=" + clock.path}
		if err := server.start(ctx); err != nil {
			return nil, nil, nil, err
		}
		servers, clocks = append(servers, server), append(clocks, clock)
	}
	w, err := t.settle(ctx, servers[0], name, 12)
	return w, servers, clocks, err
}

func jumpOnce(ctx context.Context, w *World, servers []*Server, clocks []*timepiece) error {
	t := w.trial
	round, err := w.round(ctx, soon)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	crew.jumpy = true
	crew.base = func(voter int) string { return servers[voter%len(servers)].URL() }
	crew.ahead = func(voter int) time.Duration { return time.Duration(clocks[voter%len(servers)].ahead.Load()) }
	crew.start(ctx)
	defer crew.halt()
	if err := t.jumpUntilClosed(ctx, crew, clocks); err != nil {
		return err
	}
	if err := t.jumpFor(ctx, clocks, afterwards); err != nil {
		return err
	}
	crew.halt()
	if err := right(clocks); err != nil {
		return err
	}
	crew.byHand = true // for the same reason
	return crew.verdict(ctx)
}

// jumpUntilClosed goes on until the database says that the round is no longer
// open, and notes the close between the two looks at it. The queue goes by the
// machine's own clock, which does not jump with ours: what it has put off for an
// hour an organiser does by hand.
func (t *Trial) jumpUntilClosed(ctx context.Context, crew *Crew, clocks []*timepiece) error {
	call := crew.history.elapsed()
	for crew.history.elapsed() < closePatience {
		if err := t.jumpFor(ctx, clocks, t.random(100*time.Millisecond, 500*time.Millisecond)); err != nil {
			return err
		}
		if crew.history.elapsed() > soon+5*time.Second { // now it has to close, if clocks stand right
			if err := right(clocks); err != nil {
				return err
			}
			pause(ctx, time.Second)
		}
		looked := crew.history.elapsed()
		state, err := crew.world.state(ctx, crew.round.ID)
		if err != nil {
			return err
		}
		if state != access.Open {
			crew.history.add(Event{Voter: nobody, Deed: Close, Result: Done}, call)
			return nil
		}
		call = looked
	}
	t.note("a round that was to close after %s was still open after %s, and was closed by hand", soon, closePatience)
	return errors.Join(right(clocks), crew.close(ctx))
}

// right puts all clocks right.
func right(clocks []*timepiece) (err error) {
	for _, clock := range clocks {
		err = errors.Join(err, clock.jump(0))
	}
	return err
}

// jumpFor lets the clocks jump for some time.
func (t *Trial) jumpFor(ctx context.Context, clocks []*timepiece, span time.Duration) error {
	for passed := time.Duration(0); passed < span; {
		clock := clocks[t.Rand.IntN(len(clocks))]
		if err := clock.jump(time.Duration(t.Rand.IntN(3)-1) * time.Hour); err != nil {
			return err
		}
		t.Counts.Faults.Add(1)
		step := t.random(50*time.Millisecond, 150*time.Millisecond)
		pause(ctx, step)
		passed += step
	}
	return ctx.Err()
}

// state reads from the database what a round is.
func (w *World) state(ctx context.Context, round string) (state access.State, err error) {
	err = w.database(ctx, func(db *database.DB) error {
		return db.Read(ctx, func(q database.Query) error {
			return q.Raw("SELECT state FROM rounds WHERE id = ?", round).Scan(&state).Error
		})
	})
	return state, err
}

// once looks whether the ledger says of a round each thing that happens once.
func (w *World) once(ctx context.Context, round string) error {
	var verbs []string
	err := w.database(ctx, func(db *database.DB) error {
		return db.Read(ctx, func(q database.Query) error {
			return q.Raw("SELECT verb FROM entries WHERE object = ?", "round/"+round).Scan(&verbs).Error
		})
	})
	all := strings.Join(verbs, " ") + " "
	for _, verb := range []string{"round.open ", "round.close ", "round.seal "} {
		n := strings.Count(all, verb)
		if n > 1 || n == 0 && verb != "round.seal " && err == nil {
			w.trial.violate("the ledger says %d times %s", n, verb)
		}
	}
	return err
}
