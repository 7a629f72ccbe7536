package database_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
)

const (
	nothingStored = "Nothing was stored"
	lookFirst     = "Look whether it was done"
)

// tell checks what a caller is told of a transaction that the database refused.
func tell(t *testing.T, err error, words string) {
	t.Helper()
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), words) {
		t.Errorf("told %v, want %q", err, words)
	}
}

// Towards I16: a Postgres that goes away: 503 while it is away, and no word
// from the caller is needed once it is back.
func TestPostgresGoesAwayAndComesBack(t *testing.T) {
	between, cfg := through(t, dbtest.Postgres(t))
	db := dbtest.Open(t, cfg)
	if err := db.Write(t.Context(), at, put("before")); err != nil {
		t.Fatal(err)
	}
	between.refuse()
	tell(t, db.Write(t.Context(), at, put("away")), nothingStored)
	tell(t, db.Read(t.Context(), nothing), "try again")
	if db.Ping(t.Context()) == nil {
		t.Error("it is ready without its database")
	}
	between.allow()
	if err := db.Write(t.Context(), at, put("back")); err != nil {
		t.Error(err)
	}
	stored(t, db, "back", "before")
}

// A connection that is lost before COMMIT has stored nothing: it is tried again.
func TestConnectionLostBeforeTheCommit(t *testing.T) {
	between, cfg := through(t, dbtest.Postgres(t))
	db := dbtest.Open(t, cfg)
	tries := 0
	err := db.Write(t.Context(), at, func(tx *database.Tx) error {
		if tries++; tries == 1 {
			between.cut()
		}
		return put("once")(tx)
	})
	if err != nil || tries != 2 {
		t.Errorf("%v after %d tries", err, tries)
	}
	stored(t, db, "once")
}

// Towards I16: a COMMIT without an answer: it may have been done, so it
// is not tried again, and the caller is told to look.
func TestConnectionLostAtTheCommit(t *testing.T) {
	between, cfg := through(t, dbtest.Postgres(t))
	db := dbtest.Open(t, cfg)
	tries, told := 0, false
	between.refuseAt("commit\x00") // and not where the isolation is "read committed"
	err := db.Write(t.Context(), at, func(tx *database.Tx) error {
		tries++
		tx.After(func() { told = true })
		return put("perhaps")(tx)
	})
	tell(t, err, lookFirst)
	if tries != 1 || told {
		t.Errorf("%d tries, told %v", tries, told)
	}
}

// Who wins a race has stored something; who loses is tried again and told at last.
func TestErrorsOfPostgres(t *testing.T) {
	db := dbtest.Open(t, dbtest.Postgres(t))
	for code, want := range map[string]struct {
		kind   fault.Kind
		repeat bool
	}{
		"40001": {fault.Unavailable, true}, "40P01": {fault.Unavailable, true}, "55P03": {fault.Unavailable, true},
		"57P01": {fault.Unavailable, true}, "57P03": {fault.Unavailable, true}, "53300": {fault.Unavailable, true},
		"08006": {fault.Unavailable, true}, "53100": {fault.Unavailable, false}, "58030": {fault.Unavailable, false},
		"57014": {fault.Unavailable, false}, "25006": {fault.Unavailable, false}, "22021": {fault.Invalid, false},
		"42P01": {fault.Internal, false}, "XX001": {fault.Internal, false},
	} {
		tries := 0
		err := db.Write(t.Context(), at, func(tx *database.Tx) error {
			tries++
			return tx.Exec(fmt.Sprintf("DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '%s'; END $$", code)).Error
		})
		if fault.KindOf(err) != want.kind || tries > 1 != want.repeat {
			t.Errorf("%s: %v after %d tries", code, err, tries)
		}
	}
}

func TestErrorsOfSQLite(t *testing.T) {
	db := dbtest.SQLite(t)
	for code, want := range map[error]struct {
		kind   fault.Kind
		repeat bool
	}{
		sqlite3.BUSY: {fault.Unavailable, true}, sqlite3.LOCKED: {fault.Unavailable, true},
		sqlite3.FULL: {fault.Unavailable, false}, sqlite3.IOERR_FSYNC: {fault.Unavailable, false},
		sqlite3.CANTOPEN: {fault.Unavailable, false}, sqlite3.READONLY: {fault.Unavailable, false},
		sqlite3.CORRUPT: {fault.Internal, false}, sqlite3.NOTADB: {fault.Internal, false},
	} {
		tries := 0
		err := db.Write(t.Context(), at, func(*database.Tx) error { tries++; return fmt.Errorf("made up: %w", code) })
		if fault.KindOf(err) != want.kind || tries > 1 != want.repeat {
			t.Errorf("%v: %v after %d tries", code, err, tries)
		}
	}
}

// Who writes where only reading is allowed has made a mistake; the database is
// well.
func TestWritingInAReadIsInternal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		err := db.Read(t.Context(), func(q database.Query) error { return q.Create(&setting{Key: "no"}).Error })
		if err == nil || fault.KindOf(err) != fault.Internal {
			t.Errorf("%v", err)
		}
	})
}

// A caller whose time is over before the commit has stored nothing and is told
// so; faults of its own stay what they are.
func TestTimeEndsBeforeTheCommit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
		defer cancel()
		err := db.Write(ctx, at, put("late"))
		tell(t, err, nothingStored)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v hides its cause", err)
		}
		tell(t, db.Read(ctx, nothing), "try again")
		stored(t, db)
		closed := fault.New(fault.Closed, "It is closed.")
		if err := db.Write(t.Context(), at, func(*database.Tx) error { return closed }); !errors.Is(err, closed) {
			t.Errorf("%v", err)
		}
	})
}
