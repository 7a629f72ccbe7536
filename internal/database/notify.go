package database

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	channel       = "folkmoot_events"
	notifyTimeout = 2 * time.Second
	listenAgain   = 2 * time.Second
)

// A Wire carries short messages between servers that share a Postgres.
type Wire struct{ db *DB }

// NewWire returns the wire of a database, or nil for embedded SQLite, which one
// server uses.
func (d *DB) NewWire() *Wire {
	if d.url == "" {
		return nil
	}
	return &Wire{db: d}
}

// Send tells every server that listens, this one too. It is called outside every
// transaction, because NOTIFY takes a lock at the commit that would end group
// commit.
func (w *Wire) Send(message string) error {
	ctx, cancel := context.WithTimeout(context.Background(), notifyTimeout)
	defer cancel()
	if _, err := w.db.pools[0].ExecContext(ctx, "SELECT pg_notify($1, $2)", channel, message); err != nil {
		return fmt.Errorf("notify: %w", err)
	}
	return nil
}

// Listen hands every message to hear until ctx ends. It connects again by
// itself; lost is called after each time that messages may have been missed.
func (w *Wire) Listen(ctx context.Context, hear func(message string), lost func(error)) {
	for ctx.Err() == nil {
		if err := w.listen(ctx, hear); ctx.Err() == nil {
			lost(err)
			sleep(ctx, listenAgain)
		}
	}
}

func (w *Wire) listen(ctx context.Context, hear func(string)) (err error) {
	conn, err := pgx.Connect(ctx, w.db.url)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	for {
		notification, err := conn.WaitForNotification(ctx)
		if err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		hear(notification.Payload)
	}
}
