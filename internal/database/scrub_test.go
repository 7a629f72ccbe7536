package database_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
)

const canary = "a-canary-that-nobody-may-find"

// plant stores a canary a few hundred times beside what stays.
func plant(t *testing.T, db *database.DB) {
	t.Helper()
	err := db.Write(t.Context(), at, func(tx *database.Tx) error {
		for i := range 300 {
			gone := setting{Key: fmt.Sprintf("gone %d", i), Value: fmt.Sprint(canary, i)}
			if err := database.Insert(tx, &gone, "taken"); err != nil {
				return err
			}
		}
		return put("stays")(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func uproot(t *testing.T, db *database.DB) {
	t.Helper()
	err := db.Write(t.Context(), at, func(tx *database.Tx) error {
		return tx.Exec("DELETE FROM settings WHERE key <> 'stays'").Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

// singing lists the files of a SQLite database that hold the canary.
func singing(t *testing.T, path string) (files []string) {
	t.Helper()
	all, err := filepath.Glob(path + "*")
	if err != nil || len(all) < 2 {
		t.Fatalf("only %v, %v", all, err)
	}
	for _, file := range all {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte(canary)) {
			files = append(files, filepath.Base(file))
		}
	}
	return files
}

// Towards I9: what was deleted is in no file of SQLite after a Scrub.
func TestScrubLeavesNothingInTheFilesOfSQLite(t *testing.T) {
	cfg := dbtest.SQLiteFile(t)
	db := dbtest.Open(t, cfg)
	plant(t, db)
	uproot(t, db)
	if len(singing(t, cfg.Path)) == 0 {
		t.Fatal("the canary is not found where it must be, so the test proves nothing")
	}
	report, err := db.Scrub(t.Context(), "settings")
	if err != nil || !report.Log {
		t.Errorf("%+v %v", report, err)
	}
	if files := singing(t, cfg.Path); len(files) != 0 {
		t.Errorf("it is still in %v", files)
	}
	stored(t, db, "stays")
}

// The log cannot go while somebody reads what was before, and that is said.
func TestScrubSaysWhenTheLogStays(t *testing.T) {
	cfg := dbtest.SQLiteFile(t)
	cfg.Patience = 1 // a nanosecond
	db, reader := dbtest.Open(t, cfg), dbtest.Open(t, database.Config{Path: cfg.Path})
	err := reader.Read(t.Context(), func(q database.Query) error {
		if _, err := database.Count[setting](q.DB, "settings"); err != nil {
			return err
		}
		report, err := db.Scrub(t.Context())
		if report.Log || report.Why == "" {
			t.Errorf("%+v", report)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if report, err := db.Scrub(t.Context()); err != nil || !report.Log {
		t.Errorf("%+v %v", report, err)
	}
}

// Scrubbing and writing take turns.
func TestScrubWhileOthersWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			for i := 0; ctx.Err() == nil; i++ {
				if err := db.Write(context.Background(), at, put(fmt.Sprint(i))); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
		for range 3 {
			if _, err := db.Scrub(t.Context(), "settings", "sessions"); err != nil {
				t.Error(err)
			}
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestScrubKnowsItsTables(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		for _, name := range []string{"nowhere", `settings"; DROP TABLE settings; --`, ""} {
			if _, err := db.Scrub(t.Context(), "settings", name); err == nil {
				t.Errorf("%q was taken for a table", name)
			}
		}
	})
}

// A cluster looks into the files of Postgres as a superuser.
type cluster struct {
	t    *testing.T
	conn *pgx.Conn
}

func look(t *testing.T, cfg database.Config) cluster {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), cfg.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return cluster{t: t, conn: conn}
}

func (c cluster) do(statement string) {
	c.t.Helper()
	if _, err := c.conn.Exec(c.t.Context(), statement); err != nil {
		c.t.Fatal(err)
	}
}

func (c cluster) text(query string, arguments ...any) (text string) {
	c.t.Helper()
	if err := c.conn.QueryRow(c.t.Context(), query, arguments...).Scan(&text); err != nil {
		c.t.Fatal(err)
	}
	return text
}

// sings reports whether a file holds the canary; a file that is gone does not.
func (c cluster) sings(file string) (found bool) {
	c.t.Helper()
	err := c.conn.QueryRow(c.t.Context(),
		"SELECT coalesce(position(convert_to($1, 'UTF8') IN pg_read_binary_file($2, 0, 1 << 28, true)) > 0, false)",
		canary, file).Scan(&found)
	if err != nil {
		c.t.Fatal(err)
	}
	return found
}

// log lists the segments of the write-ahead log that hold the canary.
func (c cluster) log() (files []string) {
	c.t.Helper()
	rows, err := c.conn.Query(c.t.Context(), "SELECT 'pg_wal/' || name FROM pg_ls_waldir()")
	if err != nil {
		c.t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		c.t.Fatal(err)
	}
	for _, file := range all {
		if c.sings(file) {
			files = append(files, file)
		}
	}
	return files
}

// Towards I9: what was deleted is in no file of the table after a Scrub, and not
// in the log either if the report says so.
func TestScrubLeavesNothingInTheFilesOfPostgres(t *testing.T) {
	cfg := dbtest.Postgres(t)
	db, inside := dbtest.Open(t, cfg), look(t, cfg)
	plant(t, db)
	inside.do("CHECKPOINT")
	uproot(t, db)
	inside.do("CHECKPOINT")
	before := inside.text("SELECT pg_relation_filepath('settings')")
	if !inside.sings(before) || len(inside.log()) == 0 {
		t.Fatal("the canary is not found where it must be, so the test proves nothing")
	}
	report, err := db.Scrub(t.Context(), "settings")
	if err != nil || report.Log != (report.Why == "") {
		t.Errorf("%+v %v", report, err)
	}
	after := inside.text("SELECT pg_relation_filepath('settings')")
	if after == before || inside.sings(before) || inside.sings(after) {
		t.Errorf("it is still in %s or %s", before, after)
	}
	if files := inside.log(); report.Log && len(files) != 0 {
		t.Errorf("it is still in the log: %v", files)
	}
	stored(t, db, "stays")
}

// Whoever writes in another database of the same server keeps what is deleted here
// alive: it would be copied into the new files.
func TestScrubWaitsForWhoWritesElsewhere(t *testing.T) {
	cfg, other := dbtest.Postgres(t), look(t, dbtest.Postgres(t))
	db, inside := dbtest.Open(t, cfg), look(t, cfg)
	other.do("BEGIN")
	other.text("SELECT CAST(pg_current_xact_id() AS text)")
	plant(t, db)
	uproot(t, db)
	inside.do("CHECKPOINT")
	soon, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := db.Scrub(soon, "settings"); err == nil {
		t.Error("it did not wait")
	}
	other.do("COMMIT")
	if _, err := db.Scrub(t.Context(), "settings"); err != nil {
		t.Fatal(err)
	}
	if file := inside.text("SELECT pg_relation_filepath('settings')"); inside.sings(file) {
		t.Errorf("it is still in %s", file)
	}
}

// A role that may not touch the log is no error; one that does not own the table
// is, for Postgres itself only warns.
func TestScrubByAnOrdinaryRole(t *testing.T) {
	cfg := dbtest.Postgres(t)
	inside := look(t, cfg)
	role := "ordinary_" + inside.text("SELECT current_database()")
	inside.do("CREATE ROLE " + role + " LOGIN PASSWORD 'x'")
	t.Cleanup(func() {
		_, err := inside.conn.Exec(context.Background(), "DROP OWNED BY "+role+"; DROP ROLE "+role)
		if err != nil {
			t.Error(err)
		}
	})
	inside.do("ALTER TABLE settings OWNER TO " + role)
	address, err := url.Parse(cfg.URL)
	if err != nil {
		t.Fatal(err)
	}
	address.User = url.UserPassword(role, "x")
	db := dbtest.Open(t, database.Config{URL: address.String()})
	if report, err := db.Scrub(t.Context(), "settings"); err != nil || report.Log || report.Why == "" {
		t.Errorf("%+v %v", report, err)
	}
	if _, err := db.Scrub(t.Context(), "settings", "sessions"); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("a table of others: %v", err)
	}
}
