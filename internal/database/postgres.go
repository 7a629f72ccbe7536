package database

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
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

// Whoever waits at a gate must then see what was committed meanwhile, whatever
// the server's default is.
func (postgres) writeIsolation() sql.IsolationLevel { return sql.LevelReadCommitted }

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

// The codes are Postgres' own: serialization_failure, deadlock_detected,
// lock_not_available, admin_shutdown, crash_shutdown, cannot_connect_now,
// too_many_connections.
func (postgres) transient(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return false
	}
	switch pg.Code {
	case "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300":
		return true
	default:
		return false
	}
}

// The codes are character_not_in_repertoire and untranslatable_character: a NUL,
// or bytes that are no UTF-8.
func (postgres) unwritable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "22021" || pg.Code == "22P05")
}

const (
	defaultPool  = 16
	connLifetime = 30 * time.Minute
)

func openPostgres(ctx context.Context, cfg Config) (*DB, error) {
	pgxConfig, err := pgx.ParseConfig(cfg.URL)
	if err != nil {
		return nil, fmt.Errorf("FOLKMOOT_DATABASE_URL is no Postgres URL: %w", err)
	}
	pgxConfig.RuntimeParams["timezone"] = "UTC"
	pool := stdlib.OpenDB(*pgxConfig)
	size := cfg.Pool
	if size == 0 {
		size = defaultPool
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	pool.SetConnMaxLifetime(connLifetime)
	if err := pool.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("connect to Postgres: %w", err), pool.Close())
	}
	g, err := gorm.Open(gormpostgres.New(gormpostgres.Config{Conn: pool}), gormConfig())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("connect to Postgres: %w", err), pool.Close())
	}
	return &DB{
		dialect: postgres{}, write: g, read: g, pools: []*sql.DB{pool}, url: cfg.URL,
		retry: retrier{transient: postgres{}.transient},
	}, nil
}
