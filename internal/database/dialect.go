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
	judge(err error) verdict
	scrub(ctx context.Context, pool *sql.DB, tables []string) (ScrubReport, error)
	matching(g *gorm.DB, groups [][]string, most int) *gorm.DB
	columns() string // a statement that describes every column
	indexes() string // a statement that describes every index
}

// A verdict is what an error of a transaction means for whoever asked for it.
type verdict int

const (
	own        verdict = iota // not the database's doing: the caller's own error, or a mistake of ours
	again                     // nothing was stored, and the next try may well succeed
	down                      // nothing was stored, and trying again at once is no use
	barred                    // nothing was stored: the database takes no writes
	unwritable                // a text holds what this database cannot
)
