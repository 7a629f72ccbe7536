package dbtest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/internal/database"
)

// A Tamperer is whoever runs a database and changes it behind the program's back:
// nothing that the database itself refuses holds them up.
type Tamperer struct {
	t      testing.TB
	db     *database.DB
	sqlite bool
}

// Attempt is a Tamperer whom the database itself holds up.
func Attempt(t testing.TB, db *database.DB) *Tamperer {
	t.Helper()
	return &Tamperer{t: t, db: db, sqlite: db.Describe() != "Postgres"}
}

// Refused tells whether the database refuses another value for a field, or any
// other statement.
func (a *Tamperer) Refused(table, column, sort, where string, arguments ...any) bool {
	a.t.Helper()
	return a.try(fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s", table, column, a.other(column, sort), where), arguments...) != nil
}

// RefusesStatement tells whether the database refuses a statement.
func (a *Tamperer) RefusesStatement(statement string, arguments ...any) bool {
	a.t.Helper()
	return a.try(statement, arguments...) != nil
}

// Tamper takes away what keeps the rows of a database as they are.
func Tamper(t testing.TB, db *database.DB) *Tamperer {
	t.Helper()
	tamperer := Attempt(t, db)
	triggers := `SELECT name AS name, tbl_name AS tbl FROM sqlite_master WHERE type = 'trigger'`
	if !tamperer.sqlite {
		triggers = `SELECT t.tgname AS name, c.relname AS tbl FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal`
	}
	var all []struct{ Name, Tbl string }
	tamperer.write(func(tx *database.Tx) error {
		if err := tx.Raw(triggers).Scan(&all).Error; err != nil {
			return err
		}
		for _, one := range all {
			drop := "DROP TRIGGER " + one.Name
			if !tamperer.sqlite {
				drop += " ON " + one.Tbl
			}
			if err := tx.Exec(drop).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if len(all) < 20 {
		t.Errorf("only %d triggers kept anything", len(all))
	}
	return tamperer
}

func (a *Tamperer) write(f func(*database.Tx) error) {
	a.t.Helper()
	if err := a.db.Write(a.t.Context(), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), f); err != nil {
		a.t.Fatal(err)
	}
}

// Columns returns the columns of a table with their sorts.
func (a *Tamperer) Columns(table string) map[string]string {
	a.t.Helper()
	lines, err := a.db.Schema(a.t.Context())
	if err != nil {
		a.t.Fatal(err)
	}
	columns := map[string]string{}
	for _, line := range lines {
		if column, ours := strings.CutPrefix(line, table+"."); ours {
			fields := strings.Fields(column)
			columns[fields[0]] = fields[1]
		}
	}
	return columns
}

// Rows returns the keys of the rows of a table that a condition names.
func (a *Tamperer) Rows(table, key, where string, arguments ...any) []string {
	a.t.Helper()
	var keys []string
	a.write(func(tx *database.Tx) error {
		return tx.Raw("SELECT CAST("+key+" AS text) FROM "+table+" WHERE "+where+" ORDER BY 1", arguments...).Scan(&keys).Error
	})
	return keys
}

// Change gives a field of one row another value while f runs.
func (a *Tamperer) Change(table, column, sort, where string, arguments []any, f func()) {
	a.t.Helper()
	copied := "before_" + table
	a.exec("CREATE TABLE " + copied + " AS SELECT * FROM " + table)
	err := a.try(fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s", table, column, a.other(column, sort), where), arguments...)
	if !errors.Is(err, gorm.ErrForeignKeyViolated) { // that, nobody can change
		if err != nil {
			a.t.Fatal(err)
		}
		f()
		a.restore(table, copied, column, where, arguments)
	}
	a.exec("DROP TABLE " + copied)
}

// restore takes the field back from the copy; the row may be found by its other
// columns only, so its place in the condition is looked up there.
func (a *Tamperer) restore(table, copied, column, where string, arguments []any) {
	a.t.Helper()
	all := append(append([]any{}, arguments...), arguments...)
	a.exec(fmt.Sprintf("UPDATE %s SET %s = (SELECT %s FROM %s WHERE %s) WHERE %s", table, column, column, copied, where, where), all...)
}

// other is an expression for another value of the same sort.
func (a *Tamperer) other(column, sort string) string {
	switch {
	case sort == "int":
		return column + " + 1"
	case sort == "bool":
		return "NOT " + column
	case sort == "bytes" && a.sqlite:
		return "x'01020304'"
	case sort == "bytes":
		return `'\x01020304'`
	case sort == "time" && a.sqlite:
		return "'2031-02-03 04:05:06.000007'"
	case sort == "time":
		return "'2031-02-03 04:05:06.000007Z'"
	default:
		return column + " || 'x'"
	}
}

func (a *Tamperer) exec(statement string, arguments ...any) {
	a.t.Helper()
	if err := a.try(statement, arguments...); err != nil {
		a.t.Fatal(err)
	}
}

func (a *Tamperer) try(statement string, arguments ...any) error {
	return a.db.Write(a.t.Context(), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), func(tx *database.Tx) error {
		return tx.Exec(statement, arguments...).Error
	})
}

// Drop removes a row while f runs.
func (a *Tamperer) Drop(table, where string, arguments []any, f func()) {
	a.t.Helper()
	copied := "dropped_" + table
	a.exec("CREATE TABLE "+copied+" AS SELECT * FROM "+table+" WHERE "+where, arguments...)
	a.exec("DELETE FROM "+table+" WHERE "+where, arguments...)
	f()
	a.exec("INSERT INTO " + table + " SELECT * FROM " + copied)
	a.exec("DROP TABLE " + copied)
}
