package database

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	gormpostgres "gorm.io/driver/postgres"
	"gorm.io/gorm"
)

type postgres struct{}

func (postgres) title() string  { return "Postgres" }
func (postgres) folder() string { return "postgres" }

func (postgres) goose() goose.Dialect { return goose.DialectPostgres }

func (postgres) jobDriver(pool *sql.DB) riverdriver.Driver[*sql.Tx] {
	return riverdatabasesql.New(pool)
}

func (postgres) migrationLock(ctx context.Context, pool *sql.DB) (func() error, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connection for the migration lock: %w", err)
	}
	number := lockNumber("migrate")
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", number); err != nil {
		return nil, errors.Join(fmt.Errorf("wait for another migration: %w", err), conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", number)
		return errors.Join(err, conn.Close())
	}, nil
}

func (postgres) readIsolation() sql.IsolationLevel { return sql.LevelRepeatableRead }

// gate takes a transaction-level advisory lock. Advisory locks queue in order of
// arrival, so whoever closes a round waits only for the ballots that came before:
// with row locks closing starved until the voting stopped.
func (postgres) gate(g *gorm.DB, name string, alone bool) error {
	statement := "SELECT pg_advisory_xact_lock_shared(?)"
	if alone {
		statement = "SELECT pg_advisory_xact_lock(?)"
	}
	if err := g.Exec(statement, lockNumber(name)).Error; err != nil {
		return fmt.Errorf("enter gate %s: %w", name, err)
	}
	return nil
}

func lockNumber(name string) int64 {
	sum := sha256.Sum256([]byte("folkmoot/gate/" + name))
	return int64(binary.BigEndian.Uint64(sum[:8])) //nolint:gosec // any 64 bits will do for a lock's number
}

// judge tells by Postgres' own codes; what has none did not come from the server.
func (postgres) judge(err error) verdict {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		if unreachable(err) {
			return again
		}
		return own
	}
	switch {
	case slices.Contains(lostRaces, pg.Code), strings.HasPrefix(pg.Code, "08"):
		return again
	case slices.Contains(outOfOrder, pg.Code):
		return down
	case pg.Code == "25006": // read_only_sql_transaction: a standby answers
		return barred
	case slices.Contains(foreignSigns, pg.Code):
		return unwritable
	default:
		return own
	}
}

var (
	// serialization_failure, deadlock_detected, lock_not_available, admin_shutdown,
	// crash_shutdown, cannot_connect_now, too_many_connections.
	lostRaces = []string{"40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300"}

	// disk_full, out_of_memory, io_error, query_canceled by the limit of time.
	outOfOrder = []string{"53100", "53200", "58030", "57014"}

	// character_not_in_repertoire and untranslatable_character: a NUL, or bytes that
	// are no UTF-8.
	foreignSigns = []string{"22021", "22P05"}
)

// unreachable reports whether err is of the connection: refused, cut or closed.
func unreachable(err error) bool {
	var network net.Error
	var connect *pgconn.ConnectError
	return errors.As(err, &network) || errors.As(err, &connect) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, net.ErrClosed) || errors.Is(err, sql.ErrConnDone) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || pgconn.SafeToRetry(err)
}

// refused reports whether COMMIT is known to have stored nothing: the server has
// answered with an error that ends the transaction and not the connection. What
// pgx says itself proves nothing: a connection that is cut after COMMIT was sent
// is "conn closed", and that is said to be safe to try again.
func refused(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.SeverityUnlocalized == "ERROR"
	}
	return errors.Is(err, pgx.ErrTxCommitRollback)
}

const (
	connLifetime = 30 * time.Minute
	connPatience = 5 * time.Second
	statements   = 30 * time.Second // generous: a count reads every ballot
)

func openPostgres(ctx context.Context, cfg Config) (*DB, error) {
	limits := map[string]string{
		"lock_timeout":      milliseconds(cfg.Patience), // who closes a round waits for ballots in flight only
		"statement_timeout": milliseconds(statements),
	}
	write, writePool, err := postgresPool(ctx, cfg.URL, cfg.Pool, limits)
	if err != nil {
		return nil, err
	}
	read, readPool, err := postgresPool(ctx, cfg.URL, cfg.Readers, limits)
	if err != nil {
		return nil, errors.Join(err, writePool.Close())
	}
	writing := newAdmission(cfg.Pool-sparePool, cfg.Line, cfg.Patience)
	return &DB{
		dialect: postgres{}, write: write, read: read, pools: []*sql.DB{writePool, readPool}, url: cfg.URL,
		writer:  &apart{pool: writePool, gorm: write, admission: writing},
		reading: newAdmission(cfg.Readers-spareReaders, cfg.Line, cfg.Patience),
		retry:   retrier{judge: postgres{}.judge, patience: cfg.Patience},
	}, nil
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// postgresPool connects with settings of the session, which the URL may override.
func postgresPool(ctx context.Context, url string, size int, settings map[string]string) (*gorm.DB, *sql.DB, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, nil, fmt.Errorf("FOLKMOOT_DATABASE_URL is no Postgres URL: %w", err)
	}
	cfg.ConnectTimeout = cmp.Or(cfg.ConnectTimeout, connPatience)
	for name, value := range settings {
		cfg.RuntimeParams[name] = cmp.Or(cfg.RuntimeParams[name], value)
	}
	cfg.RuntimeParams["timezone"] = "UTC"
	pool := stdlib.OpenDB(*cfg)
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	pool.SetConnMaxLifetime(connLifetime)
	if err := pool.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("connect to Postgres: %w", err), pool.Close())
	}
	g, err := gorm.Open(gormpostgres.New(gormpostgres.Config{Conn: pool}), gormConfig())
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("connect to Postgres: %w", err), pool.Close())
	}
	return g, pool, nil
}

// unhurried is a pool without limits of time, for migrations and upkeep.
func (d *DB) unhurried(ctx context.Context) (pool *sql.DB, done func() error, err error) {
	if d.url == "" {
		return d.pools[0], func() error { return nil }, nil
	}
	_, pool, err = postgresPool(ctx, d.url, unhurriedPool, nil)
	if err != nil {
		return nil, nil, err
	}
	return pool, pool.Close, nil
}

const unhurriedPool = 4
