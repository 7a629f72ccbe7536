package dbtest

import (
	"testing"

	"github.com/folkmoot/folkmoot/internal/database"
)

// Counts returns how many rows each table of the database has, so that a test
// can show that nothing was stored.
func Counts(t testing.TB, db *database.DB) map[string]int64 {
	t.Helper()
	counts := map[string]int64{}
	err := db.Read(t.Context(), func(q database.Query) error {
		tables, err := q.Migrator().GetTables()
		if err != nil {
			return err
		}
		for _, table := range tables {
			var n int64
			if err := q.Table(table).Count(&n).Error; err != nil {
				return err
			}
			counts[table] = n
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return counts
}
