package database

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations
var migrations embed.FS

// Migrate brings the schema to this program's version. Programs that start
// together wait for each other.
func (d *DB) Migrate(ctx context.Context) (err error) {
	pool, done, err := d.unhurried(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	unlock, err := d.dialect.migrationLock(ctx, pool)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if err := d.migrateOwn(ctx, pool); err != nil {
		return err
	}
	return d.migrateJobs(ctx, pool)
}

func (d *DB) migrateOwn(ctx context.Context, pool *sql.DB) error {
	folder, err := fs.Sub(migrations, "migrations/"+d.dialect.folder())
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	quiet := goose.WithSlog(slog.New(slog.DiscardHandler))
	provider, err := goose.NewProvider(d.dialect.goose(), pool, folder, quiet)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func (d *DB) migrateJobs(ctx context.Context, pool *sql.DB) error {
	migrator, err := rivermigrate.New(d.dialect.jobDriver(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("migrate job queue: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate job queue: %w", err)
	}
	return nil
}

// JobDriver lets the job queue work on this database.
func (d *DB) JobDriver() riverdriver.Driver[*sql.Tx] { return d.dialect.jobDriver(d.pools[0]) }
