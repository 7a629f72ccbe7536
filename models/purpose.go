package models

import (
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
)

// A Purpose is one version of the common purpose. Versions are kept.
type Purpose struct {
	ProcessID string `gorm:"primaryKey"`
	Version   int    `gorm:"primaryKey;autoIncrement:false"`
	Text      string
	MemberID  string
	ChangedAt time.Time
}

// FindPurpose returns the present version.
func FindPurpose(q database.Query, processID string) (Purpose, error) {
	return database.One[Purpose](q.Where(map[string]any{"process_id": processID}).Order("version DESC"), "purpose")
}

// AddPurpose stores the version after previous. It returns Conflict if somebody
// else wrote that version meanwhile.
func AddPurpose(tx *database.Tx, processID, memberID, text string, previous int) (Purpose, error) {
	purpose := Purpose{
		ProcessID: processID, Version: previous + 1, Text: text, MemberID: memberID, ChangedAt: tx.Now(),
	}
	return purpose, database.Insert(tx, &purpose,
		"Somebody changed the purpose while you wrote. Your text is still in the form; read theirs and send yours again.")
}
