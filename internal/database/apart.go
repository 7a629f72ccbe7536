package database

import (
	"context"
	"database/sql"
	"fmt"
	"sync"

	"gorm.io/gorm"
)

// Whoever waits at a gate must then see what was committed meanwhile, whatever
// the server's default is.
const isolation = sql.LevelReadCommitted

// apart writes each transaction on a connection of its own: Postgres shares the
// cost of commits by itself.
type apart struct {
	pool *sql.DB
	gorm *gorm.DB
	*admission
}

func (a *apart) write(ctx context.Context, f func(*gorm.DB) error) error {
	if err := a.enter(ctx); err != nil {
		return err
	}
	defer a.leave()
	tx, err := begin(ctx, a.pool, &sql.TxOptions{Isolation: isolation})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // of what failed or panicked; what has committed is past it
	if err := f(on(ctx, a.gorm, tx)); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("before the commit: %w", err)
	}
	err = tx.Commit()
	if refused(err) {
		return fmt.Errorf("commit: %w", err)
	}
	if err != nil {
		return unsure{err}
	}
	return nil
}

// begin begins a transaction. When Postgres was started again every idle
// connection is dead: the first that is found to be so ends the others.
func begin(ctx context.Context, pool *sql.DB, opts *sql.TxOptions) (*sql.Tx, error) {
	tx, err := pool.BeginTx(ctx, opts)
	if err != nil && ctx.Err() == nil && unreachable(err) {
		endIdle(pool)
		tx, err = pool.BeginTx(ctx, opts)
	}
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	return tx, nil
}

// ending keeps two from ending idle connections at once: database/sql would close
// one that somebody uses (its list of those to close shares memory with the list
// of those that are free).
var ending sync.Mutex

// endIdle closes every connection of a pool that nobody uses.
func endIdle(pool *sql.DB) {
	ending.Lock()
	defer ending.Unlock()
	pool.SetMaxIdleConns(-1)
	pool.SetMaxIdleConns(pool.Stats().MaxOpenConnections)
}

// on is g inside a transaction.
func on(ctx context.Context, g *gorm.DB, tx *sql.Tx) *gorm.DB {
	inside := g.Session(&gorm.Session{NewDB: true, Context: ctx})
	inside.Statement.ConnPool = tx
	return inside
}

// An unsure error came from COMMIT itself: what was to be stored may have been
// or not, so it must not be tried again by itself.
type unsure struct{ error }

func (u unsure) Unwrap() error { return u.error }
