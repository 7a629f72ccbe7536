package database

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/ext/fts5"
)

// openPrepared opens a pool of connections to SQLite that can search texts, and that
// prepare each statement once: to parse one takes longer than to run it. opened, if it is not nil, is
// called with each new connection.
func openPrepared(dsn string, opened func(*sqlite3.Conn) error) (*sql.DB, error) {
	inner, err := (&driver.SQLite{}).OpenConnector(dsn)
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	return sql.OpenDB(&connector{Connector: inner, opened: opened}), nil
}

type connector struct {
	sqldriver.Connector
	opened func(*sqlite3.Conn) error
}

// Connect opens a connection.
func (c *connector) Connect(ctx context.Context) (sqldriver.Conn, error) {
	opened, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err //nolint:wrapcheck // database/sql and its callers look for the driver's own
	}
	inner, ours := opened.(sqliteConn)
	if !ours {
		return nil, errors.Join(errors.New("the driver of SQLite has changed"), opened.Close())
	}
	if err := fts5.Register(inner.Raw()); err != nil {
		return nil, errors.Join(fmt.Errorf("full-text search: %w", err), opened.Close())
	}
	if c.opened != nil {
		if err := c.opened(inner.Raw()); err != nil {
			return nil, errors.Join(err, opened.Close())
		}
	}
	return &preparing{sqliteConn: inner, idle: map[string]*prepared{}}, nil
}

// sqliteConn is what a connection of the driver can do.
type sqliteConn interface {
	driver.Conn
	sqldriver.ExecerContext
	sqldriver.NamedValueChecker
}

// sqliteStmt is what a statement of the driver can do.
type sqliteStmt interface {
	sqldriver.Stmt
	sqldriver.StmtExecContext
	sqldriver.StmtQueryContext
	sqldriver.NamedValueChecker
}

// mostPrepared is how many statements a connection keeps. Ours are fewer, but
// for lists of many lengths; when they are too many, all that rest are let go.
const mostPrepared = 200

// A preparing connection keeps statements that are not in use, until it changes
// the schema. That another one has done so SQLite notices when a statement runs.
type preparing struct {
	sqliteConn
	idle map[string]*prepared
}

// ExecContext runs what has no parameters, as all that changes the schema.
func (c *preparing) ExecContext(ctx context.Context, query string, args []sqldriver.NamedValue) (sqldriver.Result, error) {
	if len(args) == 0 && changes(query) {
		if err := c.forget(); err != nil {
			return nil, err
		}
	}
	return c.sqliteConn.ExecContext(ctx, query, args) //nolint:wrapcheck // as above
}

// A prepared statement returns to its connection when it is closed. It holds no
// values then: the driver clears them after each use.
type prepared struct {
	sqliteStmt
	conn  *preparing
	query string
}

// PrepareContext returns a statement that rests, or a new one.
func (c *preparing) PrepareContext(ctx context.Context, query string) (sqldriver.Stmt, error) {
	if kept, found := c.idle[query]; found && ctx.Err() == nil {
		delete(c.idle, query)
		return kept, nil
	}
	fresh, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err //nolint:wrapcheck // as above
	}
	if inner, ours := fresh.(sqliteStmt); ours && lasting(query) {
		return &prepared{sqliteStmt: inner, conn: c, query: query}, nil
	}
	return fresh, nil
}

// lasting tells statements that are sent again and again from those of upkeep.
func lasting(query string) bool {
	verb, _, _ := strings.Cut(query, " ")
	return verb == "SELECT" || verb == "INSERT" || verb == "UPDATE" || verb == "DELETE"
}

func changes(query string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(query), " ")
	return !lasting(verb) && verb != "SAVEPOINT" && verb != "RELEASE" && verb != "ROLLBACK"
}

// Close lets the statement rest.
func (p *prepared) Close() error {
	if _, twice := p.conn.idle[p.query]; twice { // it was needed while another of its kind was in use
		return p.sqliteStmt.Close() //nolint:wrapcheck // as above
	}
	var err error
	if len(p.conn.idle) >= mostPrepared {
		err = p.conn.forget()
	}
	p.conn.idle[p.query] = p
	return err
}

func (c *preparing) forget() (err error) {
	for _, kept := range c.idle {
		err = errors.Join(err, kept.sqliteStmt.Close())
	}
	clear(c.idle)
	return err
}

// Close closes the connection with all that it keeps.
func (c *preparing) Close() error {
	return errors.Join(c.forget(), c.sqliteConn.Close())
}
