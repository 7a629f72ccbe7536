package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/internal/clock"
)

const (
	mostTogether = 64                    // writes in one transaction
	holdTogether = 25 * time.Millisecond // after which no further write is let in
)

// together writes on the one writing connection of SQLite. Writes that arrive
// while another is being made wait in a line; a leader then makes one transaction
// of them, each inside a savepoint, so that they share one commit and one fsync.
// Nobody waits for company: a lone write begins at once.
//
// Nobody hears of success or failure before the commit, because what one of them
// saw of the others is true only then.
type together struct {
	pool     *sql.DB
	gorm     *gorm.DB
	most     int // in line
	patience time.Duration
	shut     atomic.Bool // no commit may happen now; see opened

	mu      sync.Mutex
	line    []*turn
	leading bool
}

// A turn is one caller's part in a shared transaction.
type turn struct {
	begin   chan *sql.Tx // comes when it may write; closed if there is no transaction
	written chan error   // what came of it; nil keeps it
	end     chan error   // what came of the whole transaction
	spoilt  bool         // it was in this turn that the transaction was lost
}

// errLeft undoes the turn of a caller that panicked, or ended its goroutine.
var errLeft = errors.New("the write was left before its end")

func (t *together) write(ctx context.Context, f func(*gorm.DB) error) error {
	own := &turn{begin: make(chan *sql.Tx, 1), written: make(chan error, 1), end: make(chan error, 1)}
	if err := t.queue(own); err != nil {
		return err
	}
	tx, err := t.await(ctx, own)
	if err != nil {
		return err
	}
	if tx != nil {
		err = t.take(ctx, own, tx, f)
	}
	if lost := <-own.end; lost != nil && (!own.spoilt || err == nil) {
		return lost
	}
	return err
}

func (t *together) queue(own *turn) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.line) >= t.most {
		return fmt.Errorf("the line is full: %w", errNoPlace)
	}
	t.line = append(t.line, own)
	if !t.leading {
		t.leading = true
		go t.lead()
	}
	return nil
}

// await waits for the turn, as long as there is patience. A turn that comes while
// the caller gives up is taken.
func (t *together) await(ctx context.Context, own *turn) (*sql.Tx, error) {
	timer := time.NewTimer(t.patience)
	defer timer.Stop()
	reason := errNoPlace
	select {
	case tx := <-own.begin:
		return tx, nil
	case <-timer.C:
	case <-ctx.Done():
		reason = ctx.Err()
	}
	if t.leave(own) {
		return nil, fmt.Errorf("in line to write: %w", reason)
	}
	return <-own.begin, nil
}

// leave reports whether own was still in line.
func (t *together) leave(own *turn) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := slices.Index(t.line, own)
	if at < 0 {
		return false
	}
	t.line = slices.Delete(t.line, at, at+1)
	return true
}

// take runs f in the goroutine of its caller, where its panics belong. The
// statements of f do not end with the caller's context: SQLite undoes the whole
// transaction when one is interrupted, and with it what others wrote.
func (t *together) take(ctx context.Context, own *turn, tx *sql.Tx, f func(*gorm.DB) error) (err error) {
	err = errLeft
	defer func() { own.written <- err }()
	if ended := ctx.Err(); ended != nil {
		err = fmt.Errorf("at the turn to write: %w", ended)
		return err
	}
	err = f(on(context.WithoutCancel(ctx), t.gorm, tx))
	return err
}

// lead makes transactions until nobody waits.
func (t *together) lead() {
	for t.waited() {
		turns, err := t.transaction()
		for _, one := range turns {
			one.end <- err
		}
	}
}

// waited reports whether there is somebody to lead, and ends the lead otherwise.
func (t *together) waited() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.leading = len(t.line) > 0
	return t.leading
}

func (t *together) next() *turn {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.line) == 0 {
		return nil
	}
	first := t.line[0]
	t.line = slices.Delete(t.line, 0, 1)
	return first
}

// transaction makes one, with all who wait, and returns them. The connection
// goes back to its pool in between: the job queue writes through it as well.
func (t *together) transaction() (turns []*turn, err error) {
	ctx := context.Background() // of nobody: no caller's end may interrupt the others
	conn, err := t.pool.Conn(ctx)
	if err != nil {
		return t.dismiss(), fmt.Errorf("the writing connection: %w", err)
	}
	defer func() { _ = conn.Close() }()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return t.dismiss(), fmt.Errorf("begin: %w", err)
	}
	t.shut.Store(true)
	turns, err = t.turns(conn, tx)
	t.shut.Store(false)
	if err != nil {
		return turns, errors.Join(err, rollback(tx))
	}
	err = tx.Commit()
	if err != nil && !errors.Is(err, sqlite3.FULL) { // what does not fit is not there, even after a crash
		err = unsure{err}
	}
	return turns, err
}

// dismiss ends the turns of all who wait.
func (t *together) dismiss() (turns []*turn) {
	for one := t.next(); one != nil; one = t.next() {
		close(one.begin)
		turns = append(turns, one)
	}
	return turns
}

// turns lets one after the other write, within bounds of number and time, and
// stops when the transaction is lost.
func (t *together) turns(conn *sql.Conn, tx *sql.Tx) (turns []*turn, err error) {
	elapsed := clock.Stopwatch()
	for len(turns) < mostTogether && (len(turns) == 0 || elapsed() < holdTogether) {
		one := t.next()
		if one == nil {
			break
		}
		turns = append(turns, one)
		if err := one.run(conn, tx); err != nil {
			return turns, err
		}
	}
	return turns, nil
}

// run gives one caller its turn and undoes what it wrote if it failed. The error
// is that of the transaction.
func (one *turn) run(conn *sql.Conn, tx *sql.Tx) error {
	if _, err := tx.Exec("SAVEPOINT turn"); err != nil {
		close(one.begin)
		return undone{err}
	}
	one.begin <- tx
	failed := <-one.written
	if gone(conn) {
		one.spoilt = true
		return undone{failed}
	}
	statement := "RELEASE turn"
	if failed != nil {
		statement = "ROLLBACK TO turn; RELEASE turn"
	}
	if _, err := tx.Exec(statement); err != nil {
		return undone{err}
	}
	return nil
}

// gone reports whether SQLite has undone the whole transaction by itself, as it
// may when the disk is full, memory is short or a statement was interrupted.
func gone(conn *sql.Conn) bool {
	alone := true
	err := conn.Raw(func(c any) error {
		if c, ours := c.(driver.Conn); ours {
			alone = c.Raw().GetAutocommit()
		}
		return nil
	})
	return err != nil || alone
}

func rollback(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sqlite3.ERROR) { // there is none left
		return fmt.Errorf("roll back: %w", err)
	}
	return nil
}

// opened prepares the writing connection. When SQLite has undone a transaction
// by itself, the next statement of a write that has not noticed would be stored
// alone at once; the hook refuses every commit but the leader's.
func (t *together) opened(c *sqlite3.Conn) error {
	c.CommitHook(func() bool { return !t.shut.Load() })
	return nil
}

// undone says that a shared transaction is lost, and with it what each of its
// callers wrote. It hides the cause from errors.Is: that was the fault of one.
type undone struct{ cause error }

func (u undone) Error() string { return fmt.Sprintf("a shared transaction was undone: %v", u.cause) }

// judge lets the others try again if one was interrupted: the database is well.
func (u undone) judge() verdict {
	if errors.Is(u.cause, sqlite3.INTERRUPT) || errors.Is(u.cause, context.Canceled) ||
		errors.Is(u.cause, context.DeadlineExceeded) {
		return again
	}
	return down
}
