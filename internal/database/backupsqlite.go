package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/ext/fts5"
)

// save lets SQLite write the copy: it sees one instant of the database, whatever
// is written meanwhile. Copies made by hand do not.
func (sqlite) save(ctx context.Context, cfg Config, file string) (err error) {
	path, err := filepath.Abs(cfg.Path)
	if err != nil {
		return fmt.Errorf("database file: %w", err)
	}
	cfg.Path = path
	if _, err := os.Stat(path); err != nil { // SQLite would make an empty one
		return fmt.Errorf("there is no database at %s: %w", path, err)
	}
	pool, err := driver.Open(sqliteDSN(cfg), fts5.Register)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	if file, err = filepath.Abs(file); err != nil {
		return fmt.Errorf("backup file: %w", err)
	}
	if _, err := pool.ExecContext(ctx, "VACUUM INTO ?", file); err != nil {
		return fmt.Errorf("save to %s: %w", file, err)
	}
	return nil
}

// check reads every page of a file that nobody else works on.
func (sqlite) check(ctx context.Context, file string) (err error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return fmt.Errorf("backup file: %w", err)
	}
	query := url.Values{"mode": {"ro"}, "immutable": {"1"}}
	pool, err := driver.Open((&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: query.Encode()}).String(), fts5.Register)
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	verdict, err := word(ctx, pool, "PRAGMA integrity_check(1)")
	if err != nil {
		return fmt.Errorf("%s is no sound database: %w", file, err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%s is no sound database: %s", file, verdict)
	}
	if _, err := word(ctx, pool, "SELECT name FROM sqlite_master WHERE name = 'goose_db_version'"); err != nil {
		return fmt.Errorf("%s holds no Folkmoot: %w", file, err)
	}
	return nil
}

func word(ctx context.Context, pool *sql.DB, query string) (text string, err error) {
	return text, pool.QueryRowContext(ctx, query).Scan(&text) //nolint:wrapcheck // its callers say more
}

// load puts the copy in place under a name of its own first, so that a server
// never finds half of it.
func (s sqlite) load(ctx context.Context, cfg Config, file string) (err error) {
	alone := flock.New(inUse(cfg.Path))
	if free, err := alone.TryLock(); err != nil || !free {
		return errors.Join(fmt.Errorf("a server is running on %s; stop it first", cfg.Path), err)
	}
	defer func() { err = errors.Join(err, alone.Unlock()) }()
	for _, name := range []string{cfg.Path, cfg.Path + "-wal"} {
		if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is a database already, %s; move it away first", name)
		}
	}
	coming := cfg.Path + ".restoring"
	_ = os.Remove(coming) // an earlier try may have left it
	defer func() { _ = os.Remove(coming) }()
	if err := duplicate(file, coming); err != nil {
		return err
	}
	if err := s.check(ctx, coming); err != nil {
		return err
	}
	if err := os.Rename(coming, cfg.Path); err != nil {
		return fmt.Errorf("put the backup in place: %w", err)
	}
	return flush(cfg.Path)
}

// inUse is a file beside the database that whoever works on it holds together
// with others, and whoever replaces it holds alone.
func inUse(path string) string { return path + ".open" }

// use says that the database at path is worked on until release.
func use(path string) (release func() error, err error) {
	lock := flock.New(inUse(path))
	free, err := lock.TryRLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if !free {
		return nil, fmt.Errorf("a backup is being restored to %s; start again in a moment", path)
	}
	return lock.Unlock, nil
}
