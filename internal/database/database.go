package database

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Config says which database to open.
type Config struct {
	URL  string // a Postgres URL or DSN; empty for embedded SQLite
	Path string // the SQLite file; its folder must exist
	Pool int    // connections to Postgres, readers of SQLite; 0 for the default
}

// defaultPatience is how long a write or a read waits for others in all.
const defaultPatience = 2 * time.Second

// A DB is an open database of either kind. It is safe for concurrent use.
type DB struct {
	dialect dialect
	write   *gorm.DB
	read    *gorm.DB
	writer  writer
	pools   []*sql.DB
	url     string // of Postgres; empty for SQLite
	retry   retrier
}

// A writer runs f in one transaction, commits, and returns once that is certain.
// What COMMIT itself answered with is wrapped as unsure.
type writer interface {
	write(ctx context.Context, f func(*gorm.DB) error) error
}

// Open connects and checks that the database answers. It does not migrate.
func Open(ctx context.Context, cfg Config) (*DB, error) {
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
	return first
}

// Ping asks the database for a sign of life.
func (d *DB) Ping(ctx context.Context) error {
	for _, pool := range d.pools {
		if err := pool.PingContext(ctx); err != nil {
			return fmt.Errorf("ping database: %w", err)
		}
	}
	return nil
}

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

// Read runs f in a read-only transaction.
func (d *DB) Read(ctx context.Context, f func(Query) error) error {
	tx, err := d.pools[len(d.pools)-1].BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: d.dialect.readIsolation()})
	if err != nil {
		return d.retry.blameRead(ctx, fmt.Errorf("begin: %w", err))
	}
	defer func() { _ = tx.Rollback() }() // there is nothing to commit
	return d.retry.blameRead(ctx, f(Query{DB: on(ctx, d.read, tx), dialect: d.dialect}))
}

// Write runs f in a transaction whose instant is now, commits, and then runs
// what f left with Tx.After. Serialization failures and busy databases are tried
// again a bounded number of times; after that the fault is Unavailable.
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
