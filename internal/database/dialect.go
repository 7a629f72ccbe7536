package database

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"gorm.io/gorm"
)

// A dialect is what differs between the two databases.
type dialect interface {
	title() string
	folder() string // of the migrations
	goose() goose.Dialect
	jobDriver(pool *sql.DB) riverdriver.Driver[*sql.Tx]
	migrationLock(ctx context.Context, pool *sql.DB) (unlock func() error, err error)
	gate(g *gorm.DB, name string, alone bool) error
	readIsolation() sql.IsolationLevel
	writeIsolation() sql.IsolationLevel
	transient(err error) bool
	unwritable(err error) bool // a text holds what this database cannot
	columns() string           // a statement that describes every column
	indexes() string           // a statement that describes every index
}
