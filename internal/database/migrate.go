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
	unlock, err := d.dialect.migrationLock(ctx, d.pools[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if err := d.migrateOwn(ctx); err != nil {
		return err
	}
	return d.migrateJobs(ctx)
}

func (d *DB) migrateOwn(ctx context.Context) error {
	folder, err := fs.Sub(migrations, "migrations/"+d.dialect.folder())
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	quiet := goose.WithSlog(slog.New(slog.DiscardHandler))
	provider, err := goose.NewProvider(d.dialect.goose(), d.pools[0], folder, quiet)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func (d *DB) migrateJobs(ctx context.Context) error {
	migrator, err := rivermigrate.New(d.JobDriver(), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
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
