package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// A ScrubReport says how far a Scrub came. The tables are always rewritten.
type ScrubReport struct {
	Log bool   // the old parts of the write-ahead log are gone as well
	Why string // why they may not be, in a plain sentence; "" if Log
}

// Scrub rewrites tables, so that what was deleted or changed in them does not
// linger in the database's files, and lets go of the old write-ahead log as far
// as it may. SQLite rewrites its whole file. Others who write wait meanwhile.
// Names that are no table's are refused before anything is done.
func (d *DB) Scrub(ctx context.Context, tables ...string) (report ScrubReport, err error) {
	pool, done, err := d.unhurried(ctx)
	if err != nil {
		return ScrubReport{}, d.retry.blame(ctx, err)
	}
	defer func() { err = errors.Join(err, done()) }()
	if err := d.mustKnow(ctx, tables); err != nil {
		return ScrubReport{}, err
	}
	err = d.retry.do(ctx, func() error {
		report, err = d.dialect.scrub(ctx, pool, tables)
		return err
	})
	return report, err
}

func (d *DB) mustKnow(ctx context.Context, tables []string) error {
	return d.Read(ctx, func(q Query) error {
		known, err := q.Migrator().GetTables()
		if err != nil {
			return fmt.Errorf("list the tables: %w", err)
		}
		for _, table := range tables {
			if !slices.Contains(known, table) {
				return fmt.Errorf("scrub: there is no table %q", table)
			}
		}
		return nil
	})
}

// scrub takes the writing connection between two shared transactions. VACUUM
// writes the new file into the log; the checkpoint brings it over the old one and
// cuts the log to nothing, once nobody reads what was before.
func (sqlite) scrub(ctx context.Context, pool *sql.DB, _ []string) (ScrubReport, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return ScrubReport{}, fmt.Errorf("the writing connection: %w", err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, "VACUUM"); err != nil {
		return ScrubReport{}, fmt.Errorf("rewrite the file: %w", err)
	}
	for range attempts { // each waits as long as the connection does for a lock
		var held, frames, moved int
		row := conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
		if err := row.Scan(&held, &frames, &moved); err != nil {
			return ScrubReport{}, fmt.Errorf("empty the log: %w", err)
		}
		if held == 0 {
			return ScrubReport{Log: true}, nil
		}
	}
	return ScrubReport{Why: "Somebody has been reading what was there before for too long."}, nil
}

// CLUSTER writes each table with what belongs to it into new files, in the order
// of its primary key: VACUUM FULL would keep the order in which rows were written.
// It may skip the tables of others, so the new files are looked for.
func (p postgres) scrub(ctx context.Context, pool *sql.DB, tables []string) (ScrubReport, error) {
	if err := untilNobodyLooksBack(ctx, pool); err != nil {
		return ScrubReport{}, err
	}
	for _, table := range tables {
		before, err := fileOf(ctx, pool, table)
		if err != nil {
			return ScrubReport{}, err
		}
		if _, err := pool.ExecContext(ctx, "CLUSTER "+pgx.Identifier{table}.Sanitize()+" USING "+pgx.Identifier{"pk_" + table}.Sanitize()); err != nil {
			return ScrubReport{}, fmt.Errorf("rewrite %s: %w", table, err)
		}
		after, err := fileOf(ctx, pool, table)
		if err != nil {
			return ScrubReport{}, err
		}
		if after == before {
			return ScrubReport{}, fmt.Errorf("%s was not rewritten: another role owns it", table)
		}
	}
	return p.scrubLog(ctx, pool)
}

const looks = 200 // at others who read, for a minute or so

// untilNobodyLooksBack waits for everybody who still sees the database as it was:
// for their sake Postgres would copy what was deleted into the new files. Whoever
// writes in any database of the server counts too: as long as they do, everybody who
// comes, and the rewriting itself, sees what was there when they began.
func untilNobodyLooksBack(ctx context.Context, pool *sql.DB) error {
	var next int64
	if err := pool.QueryRowContext(ctx, "SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)").Scan(&next); err != nil {
		return fmt.Errorf("the present transaction: %w", err)
	}
	for range looks {
		var back int
		row := pool.QueryRowContext(ctx, `SELECT count(*) + CASE WHEN CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) < $2 THEN 1 ELSE 0 END
			FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) > age(CAST(CAST($1 AS text) AS xid))`,
			fmt.Sprint(next%(1<<32)), next)
		if err := row.Scan(&back); err != nil {
			return fmt.Errorf("who else reads: %w", err)
		}
		if back == 0 {
			return nil
		}
		if !sleep(ctx, lookAgain) {
			return ctx.Err()
		}
	}
	return errors.New("somebody has been reading what was there before for too long")
}

const lookAgain = 400 * time.Millisecond

func fileOf(ctx context.Context, pool *sql.DB, table string) (node int64, err error) {
	row := pool.QueryRowContext(ctx, "SELECT pg_relation_filenode(CAST($1 AS regclass))", pgx.Identifier{table}.Sanitize())
	if err := row.Scan(&node); err != nil {
		return 0, fmt.Errorf("the file of %s: %w", table, err)
	}
	return node, nil
}

// scrubLog ends the present segment of the log between two checkpoints, after
// which no older one is needed. The first also removes the tables' old files.
func (postgres) scrubLog(ctx context.Context, pool *sql.DB) (ScrubReport, error) {
	for _, step := range []struct{ statement, grant string }{
		{"CHECKPOINT", "pg_checkpoint"},
		{"SELECT pg_switch_wal()", "EXECUTE on the function pg_switch_wal"},
		{"CHECKPOINT", "pg_checkpoint"},
	} {
		_, err := pool.ExecContext(ctx, step.statement)
		var pg *pgconn.PgError
		if errors.As(err, &pg) && pg.Code == "42501" { // insufficient_privilege
			return ScrubReport{Why: "The database's role may not let go of the old log; grant it " + step.grant + "."}, nil
		}
		if err != nil {
			return ScrubReport{}, fmt.Errorf("let go of the old log: %w", err)
		}
	}
	return kept(ctx, pool)
}

// kept reports what makes a server keep old segments of its log all the same.
func kept(ctx context.Context, pool *sql.DB) (ScrubReport, error) {
	var recycled, archived, held bool
	row := pool.QueryRowContext(ctx, `SELECT current_setting('wal_recycle') = 'on', current_setting('archive_mode') <> 'off',
		current_setting('wal_keep_size') <> '0' OR EXISTS (SELECT 1 FROM pg_replication_slots)`)
	if err := row.Scan(&recycled, &archived, &held); err != nil {
		return ScrubReport{}, fmt.Errorf("settings of the log: %w", err)
	}
	switch {
	case archived:
		return ScrubReport{Why: "The server archives its log; what is in the archive stays there."}, nil
	case held:
		return ScrubReport{Why: "The server keeps its log for standbys."}, nil
	case recycled:
		return ScrubReport{Why: "The server uses old files of its log again without emptying them; set wal_recycle = off."}, nil
	default:
		return ScrubReport{Log: true}, nil
	}
}
