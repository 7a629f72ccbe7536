package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"github.com/gofrs/flock"
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/gormlite"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"gorm.io/gorm"
)

type sqlite struct{}

func (sqlite) title() string  { return "embedded SQLite" }
func (sqlite) folder() string { return "sqlite" }

func (sqlite) goose() goose.Dialect { return goose.DialectSQLite3 }

func (sqlite) jobDriver(pool *sql.DB) riverdriver.Driver[*sql.Tx] { return riversqlite.New(pool) }

// migrationLock locks a file beside the database: the database itself must stay
// free for the migrations.
func (sqlite) migrationLock(ctx context.Context, pool *sql.DB) (func() error, error) {
	var file string
	row := pool.QueryRowContext(ctx, "SELECT file FROM pragma_database_list WHERE name = 'main'")
	if err := row.Scan(&file); err != nil {
		return nil, fmt.Errorf("name of the database file: %w", err)
	}
	return lockFile(ctx, file)
}

// lockFile keeps other processes from preparing the same database file.
func lockFile(ctx context.Context, path string) (unlock func() error, err error) {
	lock := flock.New(path + ".migrating")
	if _, err := lock.TryLockContext(ctx, firstWait); err != nil {
		return nil, fmt.Errorf("wait for another process at %s: %w", path, err)
	}
	return lock.Unlock, nil
}

// There is one writing connection in a process and one writer at a time among
// processes, so every transaction is alone already.
func (sqlite) gate(*gorm.DB, string, bool) error { return nil }

func (sqlite) readIsolation() sql.IsolationLevel { return sql.LevelDefault }

// SQLite takes any bytes; what nobody wrote is then not found. A file that is
// damaged is not an overload: it stays an internal error, and is logged as one.
func (sqlite) judge(err error) verdict {
	var lost undone
	switch {
	case errors.As(err, &lost):
		return lost.judge()
	case errors.Is(err, sqlite3.BUSY), errors.Is(err, sqlite3.LOCKED):
		return again
	case errors.Is(err, sqlite3.FULL), errors.Is(err, sqlite3.IOERR), errors.Is(err, sqlite3.NOMEM),
		errors.Is(err, sqlite3.CANTOPEN), errors.Is(err, sqlite3.INTERRUPT):
		return down
	case errors.Is(err, sqlite3.READONLY): // of a file system, which becomes so after an error
		return barred
	default:
		return own
	}
}

func openSQLite(ctx context.Context, cfg Config) (*DB, error) {
	path, err := filepath.Abs(cfg.Path)
	if err != nil {
		return nil, fmt.Errorf("database file: %w", err)
	}
	cfg.Path = path
	release, err := use(path)
	if err != nil {
		return nil, err
	}
	db, err := openFile(ctx, cfg)
	if err != nil {
		return nil, errors.Join(err, release())
	}
	db.release = release
	return db, nil
}

func openFile(ctx context.Context, cfg Config) (*DB, error) {
	// The first connection turns a new file into one with a write-ahead log. Two
	// that do so at once do not wait for each other, however long they may.
	unlock, err := lockFile(ctx, cfg.Path)
	if err != nil {
		return nil, err
	}
	together := &together{most: cfg.Line, patience: cfg.Patience}
	write, writePool, err := sqlitePool(ctx, cfg, 1, together.opened)
	if err = errors.Join(err, unlock()); err != nil {
		return nil, err
	}
	together.pool, together.gorm = writePool, write
	read, readPool, err := sqlitePool(ctx, cfg, cfg.Readers, nil)
	if err != nil {
		return nil, errors.Join(err, writePool.Close())
	}
	return &DB{
		dialect: sqlite{}, write: write, read: read, writer: together, pools: []*sql.DB{writePool, readPool},
		reading: newAdmission(cfg.Readers-spareReaders, cfg.Line, cfg.Patience),
		retry:   retrier{judge: sqlite{}.judge, patience: cfg.Patience},
	}, nil
}

func sqlitePool(ctx context.Context, cfg Config, size int, opened func(*sqlite3.Conn) error) (*gorm.DB, *sql.DB, error) {
	pool, err := openPrepared(sqliteDSN(cfg), opened)
	if err != nil {
		return nil, nil, fmt.Errorf("open %s: %w", cfg.Path, err)
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	if err := pool.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("open %s: %w", cfg.Path, err), pool.Close())
	}
	g, err := gorm.Open(gormlite.OpenDB(pool), gormConfig())
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("open %s: %w", cfg.Path, err), pool.Close())
	}
	return g, pool, nil
}

// timeFormat is how instants are written: in UTC, so that their order as text is
// their order in time. The job queue compares them with texts of this shape, and
// with the driver's own (RFC 3339, a T between date and time) a job that is to be
// tried again would wait for the next day.
const timeFormat = "2006-01-02 15:04:05.999999"

func sqliteDSN(cfg Config) string {
	query := url.Values{
		"_timefmt": {timeFormat},
		"_txlock":  {"immediate"},
		"_pragma": {
			fmt.Sprintf("busy_timeout(%d)", cfg.Patience.Milliseconds()), "journal_mode(wal)", "synchronous(full)", "foreign_keys(on)",
			"secure_delete(on)", // what is deleted is overwritten; it costs about one part in twenty-five
		},
	}
	return (&url.URL{Scheme: "file", OmitHost: true, Path: cfg.Path, RawQuery: query.Encode()}).String()
}
