package database_test

import (
	"fmt"
	"testing"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
)

// Statements are kept from one use to the next, and nobody notices: not when one
// is used within itself, when the schema changes, when they are many, or when
// one has failed.
func TestKeptStatementsAreLikeFreshOnes(t *testing.T) {
	db := dbtest.SQLite(t)
	const query = "SELECT value FROM settings WHERE key = ?"
	err := db.Write(t.Context(), at, func(tx *database.Tx) error {
		for i := range 3 {
			if err := tx.Exec("INSERT INTO settings (key, value) VALUES (?, ?)", fmt.Sprint(i), fmt.Sprint("value ", i)).Error; err != nil {
				return err
			}
		}
		if tx.Exec("INSERT INTO settings (key, value) VALUES (?, ?)", "0", "").Error == nil {
			t.Error("a key is there twice")
		}
		outer, err := tx.Raw(query, "1").Rows()
		if err != nil {
			return err
		}
		defer outer.Close()
		var inner, value string
		if err := tx.Raw(query, "2").Row().Scan(&inner); err != nil || inner != "value 2" {
			t.Errorf("within: %q, %v", inner, err)
		}
		if !outer.Next() || outer.Scan(&value) != nil || value != "value 1" {
			t.Errorf("around it: %q", value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		got, err := length(t, db, fmt.Sprintf("SELECT value, %d FROM settings WHERE key = ?", i))
		if err != nil || got != 2 {
			t.Fatalf("%d columns, %v", got, err)
		}
	}
	for i, want := range []int{2, 3} {
		if got, err := length(t, db, "SELECT * FROM settings WHERE key = ?"); err != nil || got != want {
			t.Errorf("%d columns, want %d, %v", got, want, err)
		}
		if err := db.Write(t.Context(), at, func(tx *database.Tx) error {
			return tx.Exec(fmt.Sprintf("ALTER TABLE settings ADD COLUMN more%d text", i)).Error
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// length is how many columns a query has.
func length(t *testing.T, db *database.DB, query string) (n int, err error) {
	t.Helper()
	err = db.Write(t.Context(), at, func(tx *database.Tx) error {
		rows, err := tx.Raw(query, "1").Rows()
		if err != nil {
			return err
		}
		defer rows.Close()
		names, err := rows.Columns()
		if !rows.Next() {
			t.Error("there is no row", rows.Err())
		}
		n = len(names)
		return err
	})
	return n, err
}
