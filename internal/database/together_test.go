package database_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A crowd writes together: its first write holds its turn until all others are in
// line.
type crowd struct {
	t       *testing.T
	db      *database.DB
	held    chan struct{}
	errs    map[string]error
	mu      sync.Mutex
	waiting sync.WaitGroup
	in      int
}

func gather(t *testing.T, db *database.DB) *crowd {
	t.Helper()
	c := &crowd{t: t, db: db, held: make(chan struct{}), errs: map[string]error{}}
	begun := make(chan struct{})
	var once sync.Once
	c.send(t.Context(), "first", func(tx *database.Tx) error {
		once.Do(func() { close(begun) })
		<-c.held
		return put("first")(tx)
	})
	<-begun
	return c
}

// send begins a write.
func (c *crowd) send(ctx context.Context, name string, f func(*database.Tx) error) {
	c.waiting.Go(func() {
		err := c.db.Write(ctx, at, f)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.errs[name] = err
	})
}

// add begins a write and waits until it is in line.
func (c *crowd) add(ctx context.Context, name string, f func(*database.Tx) error) {
	c.t.Helper()
	c.send(ctx, name, f)
	c.in++
	c.inLine(c.in)
}

func (c *crowd) inLine(n int) {
	for c.db.InLine() != n {
		runtime.Gosched()
	}
}

// end lets them all write and returns what came of each.
func (c *crowd) end() map[string]error {
	close(c.held)
	c.waiting.Wait()
	return c.errs
}

func put(key string) func(*database.Tx) error {
	return func(tx *database.Tx) error { return database.Insert(tx, &setting{Key: key}, "It is taken.") }
}

func keys(t *testing.T, db *database.DB) (found []string) {
	t.Helper()
	err := db.Read(t.Context(), func(q database.Query) error {
		rows, err := database.Many[setting](q.Order("key"), "settings")
		for _, row := range rows {
			found = append(found, row.Key)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func stored(t *testing.T, db *database.DB, want ...string) {
	t.Helper()
	if got := keys(t, db); !slices.Equal(got, want) {
		t.Errorf("stored %v, want %v", got, want)
	}
}

// Towards I1 and I16: writes that arrive together make one commit for many, and
// nobody hears of it before.
func TestWritesShareACommit(t *testing.T) {
	db := dbtest.SQLite(t)
	var commits, written, told, answered atomic.Int32
	var safe int32 // writes of earlier commits
	if err := db.OnCommit(func() {
		commits.Add(1)
		if told.Load() > safe || answered.Load() > safe {
			t.Errorf("%d were told and %d answered, with %d stored", told.Load(), answered.Load(), safe)
		}
		safe = written.Load()
	}); err != nil {
		t.Fatal(err)
	}
	c := gather(t, db)
	const others = 40
	want := []string{"first"}
	for i := range others {
		key := fmt.Sprintf("other %02d", i)
		want = append(want, key)
		c.waiting.Go(func() {
			err := db.Write(t.Context(), at, func(tx *database.Tx) error {
				tx.After(func() { told.Add(1) })
				written.Add(1)
				return put(key)(tx)
			})
			answered.Add(1)
			if err != nil {
				t.Error(err)
			}
		})
	}
	c.inLine(others)
	c.end()
	if commits.Load() > others/2 || told.Load() != others {
		t.Errorf("%d commits for %d writes; %d were told", commits.Load(), others+1, told.Load())
	}
	stored(t, db, want...)
}

// A write that fails, panics or ends its goroutine leaves nothing, and its
// neighbours stay.
func TestFailingNeighbours(t *testing.T) {
	db := dbtest.SQLite(t)
	broken := errors.New("broken")
	c := gather(t, db)
	c.add(t.Context(), "good", put("good"))
	c.add(t.Context(), "bad", func(tx *database.Tx) error { return errors.Join(put("bad")(tx), broken) })
	var caught any
	c.in++
	c.waiting.Go(func() {
		defer func() { caught = recover() }()
		_ = db.Write(t.Context(), at, func(tx *database.Tx) error {
			tx.After(func() { t.Error("After ran for a write that panicked") })
			return errors.Join(put("panic")(tx), func() error { panic("of its own") }())
		})
	})
	c.inLine(c.in)
	c.add(t.Context(), "exit", func(tx *database.Tx) error { _ = put("exit")(tx); runtime.Goexit(); return nil })
	c.add(t.Context(), "taken", put("good"))
	c.add(t.Context(), "last", put("last"))
	errs := c.end()
	if errs["good"] != nil || errs["last"] != nil || !errors.Is(errs["bad"], broken) {
		t.Errorf("%v", errs)
	}
	if fault.KindOf(errs["taken"]) != fault.Conflict {
		t.Errorf("a taken key gave %v", errs["taken"])
	}
	if caught != "of its own" {
		t.Errorf("caught %v", caught)
	}
	stored(t, db, "first", "good", "last")
}

// Who no longer waits is dropped from the line and writes nothing; the others
// notice nothing.
func TestCancelledCallers(t *testing.T) {
	db := dbtest.SQLite(t)
	ctx, cancel := context.WithCancel(t.Context())
	c := gather(t, db)
	never := func(*database.Tx) error { t.Error("it had its turn"); return nil }
	c.add(ctx, "gone", never)
	c.add(t.Context(), "stays", put("stays"))
	cancel()
	c.inLine(1)
	c.in = 1
	inside, leave := context.WithCancel(t.Context())
	c.add(inside, "leaves while it writes", func(tx *database.Tx) error {
		leave()
		return put("written all the same")(tx)
	})
	errs := c.end()
	if !errors.Is(errs["gone"], context.Canceled) || fault.KindOf(errs["gone"]) != fault.Unavailable {
		t.Errorf("%v", errs["gone"])
	}
	if errs["stays"] != nil || errs["leaves while it writes"] != nil {
		t.Errorf("%v", errs)
	}
	stored(t, db, "first", "stays", "written all the same")
}

// endless never ends by itself; when it is interrupted SQLite undoes the whole
// transaction.
const endless = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
	INSERT INTO settings (key, value) SELECT 'endless ' || i, '' FROM n WHERE i % 1000 = 0`

// The neighbours of a write whose statement was interrupted are tried again.
func TestInterruptedNeighbour(t *testing.T) {
	db := dbtest.SQLite(t)
	c := gather(t, db)
	c.add(t.Context(), "before", put("before"))
	c.add(t.Context(), "interrupted", func(tx *database.Tx) error {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		_, err := tx.SQL().ExecContext(ctx, endless)
		return &fault.Error{Kind: fault.Closed, Err: err}
	})
	c.add(t.Context(), "after", put("after"))
	errs := c.end()
	if fault.KindOf(errs["interrupted"]) != fault.Closed {
		t.Errorf("%v", errs["interrupted"])
	}
	delete(errs, "interrupted")
	for name, err := range errs {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	stored(t, db, "after", "before", "first")
}

// Towards I16: a shared transaction that SQLite has undone: nobody is told that
// it was stored, and nothing of it is, not even what a write that ignored the
// error wrote afterwards.
func TestLostTransactionIsNobodys(t *testing.T) {
	db := dbtest.SQLite(t)
	c := gather(t, db)
	c.add(t.Context(), "before", put("before"))
	c.add(t.Context(), "conflict", put("before"))
	c.add(t.Context(), "careless", func(tx *database.Tx) error {
		_ = tx.Exec("INSERT OR ROLLBACK INTO settings (key, value) VALUES ('before', '')").Error
		if err := put("stored alone")(tx); err == nil {
			t.Error("it could be written after the end of the transaction")
		}
		return nil
	})
	for name, err := range c.end() {
		if fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "Nothing was stored") {
			t.Errorf("%s: %v", name, err)
		}
	}
	stored(t, db)
	if err := db.Write(t.Context(), at, put("again")); err != nil {
		t.Error(err)
	}
	stored(t, db, "again")
}

// Towards I16: a disk that is full: 503, nothing is stored, and the next write
// succeeds once there is room.
func TestFullDisk(t *testing.T) {
	db := dbtest.SQLite(t)
	limit := func(pages int) func(*database.Tx) error {
		return func(tx *database.Tx) error { return tx.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Error }
	}
	if err := db.Write(t.Context(), at, limit(1)); err != nil { // it stays at what there is
		t.Fatal(err)
	}
	large := &setting{Key: "large", Value: strings.Repeat("x", 1<<20)}
	insert := func(tx *database.Tx) error { return database.Insert(tx, large, "taken") }
	if err := db.Write(t.Context(), at, insert); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("%v", err)
	}
	stored(t, db)
	if err := db.Write(t.Context(), at, limit(1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), at, insert); err != nil {
		t.Error(err)
	}
	stored(t, db, "large")
}
