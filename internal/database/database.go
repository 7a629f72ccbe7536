package database

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Config says which database to open.
type Config struct {
	URL  string // a Postgres URL or DSN; empty for embedded SQLite
	Path string // the SQLite file; its folder must exist

	Pool     int           // connections to Postgres that write, some of them for jobs; 0 for 16
	Readers  int           // connections that only read, one of them for Ping; 0 for 8
	Line     int           // writes, and reads, that may wait for a connection; 0 for 1024
	Patience time.Duration // how long each may wait, and a write for a lock; 0 for two seconds
}

const (
	defaultPool     = 16
	defaultReaders  = 8
	defaultLine     = 1024
	defaultPatience = 2 * time.Second

	sparePool    = 2 // for jobs and events, which do not wait in line
	spareReaders = 1 // for Ping
)

// filled is cfg with defaults where it says nothing.
func (cfg Config) filled() Config {
	cfg.Pool = cmp.Or(cfg.Pool, defaultPool)
	cfg.Readers = cmp.Or(cfg.Readers, defaultReaders)
	cfg.Line = cmp.Or(cfg.Line, defaultLine)
	cfg.Patience = cmp.Or(cfg.Patience, defaultPatience)
	return cfg
}

// A DB is an open database of either kind. It is safe for concurrent use.
type DB struct {
	dialect dialect
	write   *gorm.DB
	read    *gorm.DB
	writer  writer
	reading *admission
	pools   []*sql.DB // the one that writes, and the one that reads
	url     string    // of Postgres; empty for SQLite
	retry   retrier
	release func() error // says that the file is no longer worked on; nil for Postgres
}

// A writer runs f in one transaction, commits, and returns once that is certain.
// What COMMIT itself answered with is wrapped as unsure.
type writer interface {
	write(ctx context.Context, f func(*gorm.DB) error) error
}

// Open connects and checks that the database answers. It does not migrate.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	cfg = cfg.filled()
	if cfg.URL != "" {
		return openPostgres(ctx, cfg)
	}
	return openSQLite(ctx, cfg)
}

// Close closes every connection.
func (d *DB) Close() error {
	var first error
	for _, pool := range d.pools {
		if err := pool.Close(); err != nil && first == nil {
			first = fmt.Errorf("close database: %w", err)
		}
	}
	if d.release != nil {
		first = errors.Join(first, d.release())
	}
	return first
}

// Ping asks the database for a sign of life. It asks on a connection that reads:
// a server whose writers queue is busy, and still ready.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.readers().PingContext(ctx); err != nil {
		return fmt.Errorf("ping database: %w", err)
	}
	return nil
}

func (d *DB) readers() *sql.DB { return d.pools[1] }

// Describe names the kind of database for the log and the start message.
func (d *DB) Describe() string { return d.dialect.title() }

// A Query reads. It comes from DB.Read or is part of a Tx.
type Query struct {
	*gorm.DB
	dialect dialect
}

// Share enters the gate called name together with others, until the end of the
// transaction. Voters share a round's gate.
func (q Query) Share(name string) error { return q.dialect.gate(q.DB, name, false) }

// Exclude enters the gate called name alone: it waits for all who share it and
// lets nobody in until the end of the transaction. The gate is fair: nobody who
// comes later enters before. Whoever closes a round excludes its voters.
func (q Query) Exclude(name string) error { return q.dialect.gate(q.DB, name, true) }

// A Tx reads and writes inside one transaction. It comes from DB.Write only.
type Tx struct {
	Query
	now   time.Time
	after []func()
}

// Now is the one instant of the transaction: UTC, whole microseconds.
func (tx *Tx) Now() time.Time { return tx.now }

// After runs f once the transaction has committed, and never if it does not.
func (tx *Tx) After(f func()) { tx.after = append(tx.after, f) }

// SQL is the transaction for libraries that take one, the job queue above all.
// It is nil if the connection is of an unknown kind.
func (tx *Tx) SQL() *sql.Tx {
	inner, _ := tx.Statement.ConnPool.(*sql.Tx)
	return inner
}

// Read runs f in a read-only transaction. If there is no place for it in time,
// or the database does not answer, the fault is Unavailable.
func (d *DB) Read(ctx context.Context, f func(Query) error) error {
	if err := d.reading.enter(ctx); err != nil {
		return d.retry.blameRead(ctx, err)
	}
	defer d.reading.leave()
	tx, err := begin(ctx, d.readers(), &sql.TxOptions{ReadOnly: true, Isolation: d.dialect.readIsolation()})
	if err != nil {
		return d.retry.blameRead(ctx, err)
	}
	defer func() { _ = tx.Rollback() }() // there is nothing to commit
	return d.retry.blameRead(ctx, f(Query{DB: on(ctx, d.read, tx), dialect: d.dialect}))
}

// Write runs f in a transaction whose instant is now, commits, and then runs
// what f left with Tx.After. Serialization failures, busy databases and lost
// connections are tried again for a bounded time, unless COMMIT had been sent;
// after that, or if there is no place for it in time, the fault is Unavailable.
//
// On SQLite writes that arrive together share one commit: f may see what others
// wrote just before, and it returns only once all of it is on the disk.
func (d *DB) Write(ctx context.Context, now time.Time, f func(*Tx) error) error {
	var after []func()
	err := d.retry.do(ctx, func() error {
		return d.writer.write(ctx, func(g *gorm.DB) error {
			tx := &Tx{Query: Query{DB: g, dialect: d.dialect}, now: now.UTC().Truncate(time.Microsecond)}
			err := f(tx)
			after = tx.after
			return err
		})
	})
	if err != nil {
		return err
	}
	for _, run := range after {
		run()
	}
	return nil
}

func gormConfig() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		Logger:                 logger.Discard,
		NowFunc:                func() time.Time { return time.Time{} }, // instants come from Tx.Now
	}
}
