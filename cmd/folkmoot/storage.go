package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/auth"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/events"
	"github.com/folkmoot/folkmoot/internal/jobs"
	"github.com/folkmoot/folkmoot/models"
)

// Storage says where the data lies.
type Storage struct {
	DatabaseURL string `name:"database-url" env:"FOLKMOOT_DATABASE_URL" help:"Postgres, as postgres://user:password@host/name. Embedded SQLite if empty."`
	DataDir     string `name:"data-dir" env:"FOLKMOOT_DATA_DIR" default:"data" type:"path" help:"Folder of the embedded database, of attached files, and of mail that is not sent."`
}

const folderMode = 0o700

// file is where the embedded database lies.
func (s Storage) file() string { return filepath.Join(s.DataDir, "folkmoot.db") }

// files is where lies what people attached, unless a bucket is set.
func (s Storage) files() string { return filepath.Join(s.DataDir, "files") }

func (s Storage) config() database.Config {
	return database.Config{URL: s.DatabaseURL, Path: s.file()}
}

// mustExist refuses to work on an installation that is not there, rather than to
// make an empty one.
func (s Storage) mustExist() error {
	if s.DatabaseURL != "" {
		return nil
	}
	if _, err := os.Stat(s.file()); err != nil {
		return fmt.Errorf("there is no database in %s; name its folder with --data-dir", s.DataDir)
	}
	return nil
}

func (s Storage) open(ctx context.Context) (*database.DB, error) {
	if err := os.MkdirAll(s.DataDir, folderMode); err != nil {
		return nil, fmt.Errorf("folder for the data: %w", err)
	}
	db, err := database.Open(ctx, s.config())
	if err != nil {
		return nil, err
	}
	return db, db.Migrate(ctx)
}

// ensureKeys reads the signing keys; the first server makes the first.
func ensureKeys(ctx context.Context, db *database.DB) (*auth.Keys, error) {
	var rows []models.SigningKey
	err := db.Write(ctx, clock.System{}.Now(), func(tx *database.Tx) error {
		if err := tx.Exclude("signing-keys"); err != nil {
			return err
		}
		var err error
		if rows, err = models.ListSigningKeys(tx.Query); err != nil || len(rows) > 0 {
			return err
		}
		if err := models.AddSigningKey(tx, auth.NewSeed()); err != nil {
			return err
		}
		rows, err = models.ListSigningKeys(tx.Query)
		return err
	})
	if err != nil {
		return nil, err
	}
	ids, seeds := make([]string, len(rows)), make([][]byte, len(rows))
	for i, row := range rows {
		ids[i], seeds[i] = row.ID, row.Seed
	}
	return auth.NewKeys(ids, seeds)
}

// A tool is what commands beside the server work with.
type tool struct {
	db      *database.DB
	keys    *auth.Keys
	service *actions.Service
}

func (s Storage) tool(ctx context.Context) (*tool, error) {
	db, err := s.open(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := ensureKeys(ctx, db)
	if err != nil {
		return nil, err
	}
	signer, err := ensureSigner(ctx, db)
	if err != nil {
		return nil, err
	}
	queue, err := jobs.New(db, slog.New(slog.DiscardHandler), nil)
	if err != nil {
		return nil, err
	}
	service := &actions.Service{
		DB: db, Clock: machineClock(), Jobs: queue, Bus: events.NewBus(nil), Tokens: keys, Signer: signer, Witness: s.witness(),
		Hurry: make(chan struct{}, 1),
	}
	return &tool{db: db, keys: keys, service: service}, nil
}

// newBus shares events with other servers where there can be any.
func newBus(ctx context.Context, db *database.DB, log *slog.Logger) *events.Bus {
	if wire := db.NewWire(); wire != nil {
		return events.Connect(ctx, wire, rand.Text(), log)
	}
	return events.NewBus(nil)
}
