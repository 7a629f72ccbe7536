package database

import (
	"context"
	"database/sql"
	"fmt"

	"gorm.io/gorm"
)

// apart writes each transaction on a connection of its own: Postgres shares the
// cost of commits by itself.
type apart struct {
	pool *sql.DB
	gorm *gorm.DB
	opts *sql.TxOptions
}

func (a *apart) write(ctx context.Context, f func(*gorm.DB) error) error {
	tx, err := a.pool.BeginTx(ctx, a.opts)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
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
