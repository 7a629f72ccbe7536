package database_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
)

const (
	short = 200 * time.Millisecond
	bound = 10 * time.Second // far more than it takes, far less than for ever
)

// hold writes in a transaction of another server, alone behind the door, until
// the test lets go.
func hold(t *testing.T, cfg database.Config) (letGo func()) {
	t.Helper()
	other := dbtest.Open(t, cfg)
	inside, open := make(chan struct{}), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- other.Write(context.Background(), at, func(tx *database.Tx) error {
			if err := tx.Exclude("door"); err != nil {
				return err
			}
			close(inside)
			<-open
			return nil
		})
	}()
	<-inside
	return func() {
		close(open)
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func throughTheDoor(tx *database.Tx) error {
	if err := tx.Share("door"); err != nil {
		return err
	}
	return tx.Exec("DELETE FROM settings").Error
}

func nothing(database.Query) error { return nil }

// Towards I16: writers that cannot get on: each is told so within bounds, and
// who only reads, the jobs' connections and the watchers notice nothing.
func TestHeldGateTurnsWritersAwayAndLetsReadersRead(t *testing.T) {
	dbtest.EachConfig(t, func(t *testing.T, cfg database.Config) {
		letGo := hold(t, cfg)
		cfg.Patience = short
		db := dbtest.Open(t, cfg)
		ctx, cancel := context.WithTimeout(t.Context(), bound)
		defer cancel()
		var writers sync.WaitGroup
		for range 40 {
			writers.Go(func() {
				if err := db.Write(ctx, at, throughTheDoor); fault.KindOf(err) != fault.Unavailable || ctx.Err() != nil {
					t.Errorf("a writer was told %v", err)
				}
			})
		}
		waiting := make(chan struct{})
		go func() { defer close(waiting); writers.Wait() }()
		for open := true; open; {
			select {
			case <-waiting:
				open = false
			default:
			}
			reads(t, db)
		}
		letGo()
		if err := db.Write(t.Context(), at, throughTheDoor); err != nil {
			t.Error(err)
		}
	})
}

func reads(t *testing.T, db *database.DB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), bound)
	defer cancel()
	if err := errors.Join(db.Read(ctx, nothing), db.Ping(ctx)); err != nil {
		t.Error(err)
	}
	if wire := db.NewWire(); wire != nil {
		if err := wire.Send("hello"); err != nil {
			t.Error(err)
		}
	}
}

// Towards I16: a line that is full: who comes then is told at once.
func TestFullLineTurnsAwayAtOnce(t *testing.T) {
	dbtest.EachConfig(t, func(t *testing.T, cfg database.Config) {
		cfg.Pool, cfg.Readers, cfg.Line, cfg.Patience = 3, 2, 1, time.Hour
		db := dbtest.Open(t, cfg)
		write := func(ctx context.Context, f func()) error {
			return db.Write(ctx, at, func(*database.Tx) error { f(); return nil })
		}
		read := func(ctx context.Context, f func()) error {
			return db.Read(ctx, func(database.Query) error { f(); return nil })
		}
		turnedAway(t, write, db.InLine)
		turnedAway(t, read, db.ReadsInLine)
	})
}

// turnedAway fills the one place and the one place in line of a database.
func turnedAway(t *testing.T, transact func(context.Context, func()) error, inLine func() int) {
	t.Helper()
	var all sync.WaitGroup
	begun, end := make(chan struct{}), make(chan struct{})
	all.Go(func() {
		if err := transact(t.Context(), func() { close(begun); <-end }); err != nil {
			t.Error(err)
		}
	})
	<-begun
	ctx, leave := context.WithCancel(t.Context())
	all.Go(func() {
		err := transact(ctx, func() { t.Error("it had its turn") })
		if fault.KindOf(err) != fault.Unavailable || !errors.Is(err, context.Canceled) {
			t.Errorf("who left the line was told %v", err)
		}
	})
	for inLine() != 1 {
		runtime.Gosched()
	}
	if err := transact(t.Context(), func() { t.Error("it had its turn") }); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("who found the line full was told %v", err)
	}
	leave()
	for inLine() != 0 {
		runtime.Gosched()
	}
	close(end)
	all.Wait()
}

// Patience ends in line as well, not only at a lock.
func TestPatienceInLineEnds(t *testing.T) {
	dbtest.EachConfig(t, func(t *testing.T, cfg database.Config) {
		cfg.Pool, cfg.Readers, cfg.Patience = 3, 2, 10*time.Millisecond
		db := dbtest.Open(t, cfg)
		err := db.Write(t.Context(), at, func(*database.Tx) error {
			err := db.Write(t.Context(), at, func(*database.Tx) error { return nil })
			if fault.KindOf(err) != fault.Unavailable {
				t.Errorf("a second writer was told %v", err)
			}
			return db.Read(t.Context(), func(database.Query) error {
				if err := db.Read(t.Context(), nothing); fault.KindOf(err) != fault.Unavailable {
					t.Errorf("a second reader was told %v", err)
				}
				return nil
			})
		})
		if err != nil {
			t.Error(err)
		}
	})
}
