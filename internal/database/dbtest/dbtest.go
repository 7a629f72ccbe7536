// Package dbtest runs a test on both databases.
//
// Each database is real, migrated, empty and the test's own. Postgres is the one
// that FOLKMOOT_TEST_POSTGRES names (scripts/with-postgres.sh starts a private
// one); without it a test fails rather than passing on half of what it promises.
package dbtest

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/folkmoot/folkmoot/internal/database"
)

// Each runs f on embedded SQLite and on Postgres.
func Each(t *testing.T, f func(t *testing.T, db *database.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, Open(t, Postgres(t))) })
}

// EachConfig runs f with where a database of either kind is, for tests that open
// it more than once, or in their own way.
func EachConfig(t *testing.T, f func(t *testing.T, cfg database.Config)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLiteFile(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// SQLite returns a migrated embedded database of the test's own.
func SQLite(t testing.TB) *database.DB {
	t.Helper()
	return Open(t, SQLiteFile(t))
}

// SQLiteFile returns where a migrated embedded database of the test's own is.
func SQLiteFile(t testing.TB) database.Config {
	t.Helper()
	path := filepath.Join(t.TempDir(), "folkmoot.db")
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	if err := copyFile(template, path); err != nil {
		t.Fatal(err)
	}
	return database.Config{Path: path}
}

// Open opens a database until the test ends.
func Open(t testing.TB, cfg database.Config) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

var sqliteTemplate = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "folkmoot-template-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "template.db")
	return path, migrated(database.Config{Path: path})
})

func migrated(cfg database.Config) error {
	ctx := context.Background()
	db, err := database.Open(ctx, cfg)
	if err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	return db.Close()
}

func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(target, source); err != nil {
		return err
	}
	return target.Close()
}

var (
	serial           atomic.Int64
	postgresTemplate = sync.OnceValues(func() (string, error) {
		name := fmt.Sprintf("folkmoot_template_%d", os.Getpid())
		ctx := context.Background()
		if err := administer(ctx, "CREATE DATABASE "+name); err != nil {
			return "", err
		}
		return name, migrated(database.Config{URL: address(name), Pool: 2})
	})
)

// Postgres returns a migrated database of the test's own on the server that
// FOLKMOOT_TEST_POSTGRES names. It is dropped when the test ends.
func Postgres(t testing.TB) database.Config {
	t.Helper()
	if os.Getenv("FOLKMOOT_TEST_POSTGRES") == "" {
		t.Fatal("this test needs Postgres: run it through `make test` or scripts/with-postgres.sh, or set FOLKMOOT_TEST_POSTGRES")
	}
	template, err := postgresTemplate()
	if err != nil {
		t.Fatal(err)
	}
	return copyOf(t, template)
}

// Empty returns an empty database of the test's own, on the same server.
func Empty(t testing.TB) database.Config {
	t.Helper()
	return copyOf(t, "template0")
}

func copyOf(t testing.TB, template string) database.Config {
	t.Helper()
	name := fmt.Sprintf("folkmoot_test_%d_%d", os.Getpid(), serial.Add(1))
	if err := administer(t.Context(), "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := administer(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return database.Config{URL: address(name), Pool: 8}
}

func administer(ctx context.Context, statement string) error {
	conn, err := pgx.Connect(ctx, os.Getenv("FOLKMOOT_TEST_POSTGRES"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	return err
}

func address(name string) string {
	parsed, err := url.Parse(os.Getenv("FOLKMOOT_TEST_POSTGRES"))
	if err != nil {
		panic(err)
	}
	parsed.Path = "/" + name
	return parsed.String()
}
