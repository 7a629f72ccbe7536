package dbtest

import (
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/internal/database"
)

// Queries returns how many statements f sends to the database, in reads and in
// writes: a page may need only so many, however much there is to show. What
// begins and ends a transaction is not counted, nor what the job queue sends. It
// counts for everybody who uses db meanwhile.
func Queries(t testing.TB, db *database.DB, f func()) int {
	t.Helper()
	var sent atomic.Int64
	count := func(g *gorm.DB) {
		if !g.DryRun { // as what is asked inside another question
			sent.Add(1)
		}
	}
	onEvery(t, db, func(p processor) error { return p.Register(counter, count) })
	defer onEvery(t, db, func(p processor) error { return p.Remove(counter) })
	f()
	return int(sent.Load())
}

const counter = "dbtest:queries"

// A processor is what GORM does for one sort of statement.
type processor interface {
	Register(name string, f func(*gorm.DB)) error
	Remove(name string) error
}

// onEvery does something to all processors of the connections that read and of
// those that write; a transaction shares them with its database.
func onEvery(t testing.TB, db *database.DB, do func(processor) error) {
	t.Helper()
	each := func(g *gorm.DB) error {
		every := g.Callback()
		for _, p := range []processor{every.Create(), every.Query(), every.Update(), every.Delete(), every.Row(), every.Raw()} {
			if err := do(p); err != nil {
				return err
			}
		}
		return nil
	}
	if err := db.Read(t.Context(), func(q database.Query) error { return each(q.DB) }); err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)
	if err := db.Write(t.Context(), noon, func(tx *database.Tx) error { return each(tx.DB) }); err != nil {
		t.Fatal(err)
	}
}
