package database

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/fault"
)

// One reads the first row of a query, or returns NotFound for a thing called
// what.
func One[T any](g *gorm.DB, what string) (T, error) {
	var row T
	err := g.Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.Gone(what)
	}
	if err != nil {
		return row, fmt.Errorf("find %s: %w", what, err)
	}
	return row, nil
}

// Many reads all rows of a query that is limited by its conditions.
func Many[T any](g *gorm.DB, what string) ([]T, error) {
	var rows []T
	if err := g.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list %s: %w", what, err)
	}
	return rows, nil
}

// Count counts the rows of a query.
func Count[T any](g *gorm.DB, what string) (int, error) {
	var n int64
	var row T
	if err := g.Model(&row).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count %s: %w", what, err)
	}
	return int(n), nil
}

// Insert stores new rows. A unique key that refuses them is the Conflict fault
// with the words of taken.
func Insert[T any](tx *Tx, row *T, taken string) error {
	return stored(tx.Create(row).Error, taken)
}

// Put stores rows in place of those with their primary keys. Another unique key
// that refuses them is the Conflict fault with the words of taken.
func Put[T any](tx *Tx, rows *T, taken string) error {
	return stored(tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(rows).Error, taken)
}

func stored(err error, taken string) error {
	if IsTaken(err) {
		return &fault.Error{Kind: fault.Conflict, Message: taken, Err: err}
	}
	if err != nil {
		return fmt.Errorf("insert: %w", err)
	}
	return nil
}

// Change sets columns of the rows that the query names, and returns how many.
func Change(g *gorm.DB, columns map[string]any) (int, error) {
	result := g.Updates(columns)
	if result.Error != nil {
		return 0, fmt.Errorf("change: %w", result.Error)
	}
	return int(result.RowsAffected), nil
}

// IsTaken tells whether a change failed because another row has that unique key.
func IsTaken(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }
