package database

import (
	"context"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
)

// InLine tells how many writes wait for their turn.
func (d *DB) InLine() int {
	shared, ok := d.writer.(*together)
	if !ok {
		return len(d.writer.(*apart).line)
	}
	shared.mu.Lock()
	defer shared.mu.Unlock()
	return len(shared.line)
}

// ReadsInLine tells how many reads wait for their turn.
func (d *DB) ReadsInLine() int { return len(d.reading.line) }

// OnCommit calls f after each commit of the writing connection to SQLite, before
// the connection says so.
func (d *DB) OnCommit(f func()) error {
	conn, err := d.pools[0].Conn(context.Background())
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(c any) error {
		c.(driver.Conn).Raw().WALHook(func(*sqlite3.Conn, string, int) error { f(); return nil })
		return nil
	})
}

// Bare stores a setting with nothing around it: one statement, one commit.
func (d *DB) Bare(ctx context.Context, key string) error {
	_, err := d.pools[0].ExecContext(ctx, "INSERT INTO settings (key, value) VALUES ($1, '')", key)
	return err
}
