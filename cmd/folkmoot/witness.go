package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/folkmoot/folkmoot/internal/auth"
	"github.com/folkmoot/folkmoot/internal/clock"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/ledger"
	"github.com/folkmoot/folkmoot/models"
)

// A witness keeps the last checkpoint in a file beside the database. A database
// that was set back is told by it.
type witness struct{ path string }

func (s Storage) witness() witness { return witness{filepath.Join(s.DataDir, "checkpoint")} }

// Last returns what was kept last, or "".
func (w witness) Last() (string, error) {
	content, err := os.ReadFile(w.path)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("the last checkpoint: %w", err)
	}
	return string(content), nil
}

const fileMode = 0o600

// Keep replaces the checkpoint; it is on disk when Keep returns.
func (w witness) Keep(checkpoint string) error {
	fresh := w.path + ".new"
	err := writeSynced(fresh, checkpoint)
	if err == nil {
		err = os.Rename(fresh, w.path)
	}
	if err != nil {
		return fmt.Errorf("keep the last checkpoint: %w", err)
	}
	return nil
}

func writeSynced(path, content string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, fileMode) //nolint:gosec // in the data folder
	if err != nil {
		return err
	}
	_, err = file.WriteString(content)
	return errors.Join(err, file.Sync(), file.Close())
}

// newOrigin names a ledger that nobody has named before.
func newOrigin() string { return "folkmoot-" + models.NewToken()[:originLength] }

const originLength = 12

// ensureSigner reads the key of the ledger; the first server makes it.
func ensureSigner(ctx context.Context, db *database.DB) (*ledger.Signer, error) {
	var key models.LedgerKey
	err := db.Write(ctx, clock.System{}.Now(), func(tx *database.Tx) error {
		if err := tx.Exclude("ledger-keys"); err != nil {
			return err
		}
		rows, err := models.ListLedgerKeys(tx.Query)
		if err == nil && len(rows) == 0 {
			if err = models.AddLedgerKey(tx, newOrigin(), auth.NewSeed()); err == nil {
				rows, err = models.ListLedgerKeys(tx.Query)
			}
		}
		if err == nil {
			key = rows[len(rows)-1]
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return ledger.NewSigner(key.Origin, key.Seed)
}
