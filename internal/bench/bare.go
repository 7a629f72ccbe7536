package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/folkmoot/folkmoot/internal/clock"
)

// A bare database of one table and one connection: what a commit costs that is
// on the disk when it returns, with nothing around it.
type bare struct {
	pool   *sql.DB
	insert *sql.Stmt
	n      int
}

func newBare(ctx context.Context, folder string) (*bare, error) {
	pool, err := openSQLite(filepath.Join(folder, "bare.db"))
	if err != nil {
		return nil, err
	}
	if _, err := pool.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS bare (id integer PRIMARY KEY, text text NOT NULL)"); err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("make the bare table: %w", err)
	}
	b := &bare{pool: pool}
	if b.insert, err = pool.PrepareContext(ctx, "INSERT INTO bare (id, text) VALUES (?, 'a row')"); err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("prepare the bare insert: %w", err)
	}
	return b, nil
}

func (b *bare) close() { _ = errors.Join(b.insert.Close(), b.pool.Close()) }

// run commits one row after the other, and tells how many a second.
func (b *bare) run(ctx context.Context, span time.Duration) (rate float64, err error) {
	elapsed, before := clock.Stopwatch(), b.n
	for elapsed() < span {
		b.n++
		if _, err := b.insert.ExecContext(ctx, b.n); err != nil {
			return 0, fmt.Errorf("a bare commit: %w", err)
		}
	}
	return float64(b.n-before) / elapsed().Seconds(), nil
}
