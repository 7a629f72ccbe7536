package models

import (
	"time"

	"gorm.io/gorm/clause"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Setting is a fact about this installation.
type Setting struct {
	Key   string `gorm:"primaryKey"`
	Value string
}

// The keys of settings.
const (
	SettingFirstLink = "first-link" // hash of the link that makes the first organiser
	SettingFirstDone = "first-done" // the first organiser's account
)

// FindSetting returns the value of a key, or "" if it was never set.
func FindSetting(q database.Query, key string) (string, error) {
	row, err := database.One[Setting](q.Where(map[string]any{"key": key}), "setting")
	if fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return row.Value, err
}

// PutSetting sets a key.
func PutSetting(tx *database.Tx, key, value string) error {
	fresh := tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "key"}},
		DoUpdates: clause.AssignmentColumns([]string{"value"}),
	})
	return fresh.Create(&Setting{Key: key, Value: value}).Error
}

// A SigningKey signs access tokens; every server on the database knows it.
type SigningKey struct {
	ID        string `gorm:"primaryKey"`
	Seed      []byte
	CreatedAt time.Time
}

// ListSigningKeys returns all keys, the oldest first.
func ListSigningKeys(q database.Query) ([]SigningKey, error) {
	return database.Many[SigningKey](q.Order("id"), "signing keys")
}

// AddSigningKey stores a new key.
func AddSigningKey(tx *database.Tx, seed []byte) error {
	key := SigningKey{ID: NewID(), Seed: seed, CreatedAt: tx.Now()}
	return database.Insert(tx, &key, "This key is known already.")
}
