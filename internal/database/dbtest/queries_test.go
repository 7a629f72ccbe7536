package dbtest_test

import (
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/models"
)

// Each statement counts once, one with another inside it too, and afterwards
// nothing is counted any more.
func TestQueriesAreCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		count := func(want int, f func()) {
			t.Helper()
			if got := dbtest.Queries(t, db, f); got != want {
				t.Errorf("counted %d, want %d", got, want)
			}
		}
		read := func(f func(q database.Query) error) {
			t.Helper()
			if err := db.Read(t.Context(), f); err != nil {
				t.Error(err)
			}
		}
		count(0, func() {})
		count(1, func() {
			read(func(q database.Query) error { _, err := models.CountMembers(q, "none"); return err })
		})
		count(1, func() {
			read(func(q database.Query) error { _, err := models.ListAllEmails(q, "none"); return err })
		})
		count(2, func() {
			err := db.Write(t.Context(), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), func(tx *database.Tx) error {
				_, err := models.EnsureAccount(tx, "ada@example.org", "Ada")
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	})
}
