package models

import (
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
)

// A Record is what was published of a meeting after it, kept for good.
type Record struct {
	ID          string `gorm:"primaryKey"`
	ProcessID   string
	AgendaID    string
	Version     int
	Document    string
	Told        bool // members were written to
	PublishedAt time.Time
}

// AddRecord keeps the next version of what is published of a meeting.
func AddRecord(tx *database.Tx, r Record) (Record, error) {
	earlier, err := database.Count[Record](tx.Where(map[string]any{"agenda_id": r.AgendaID}), "records")
	if err != nil {
		return Record{}, err
	}
	r.ID, r.Version, r.PublishedAt = NewID(), earlier+1, tx.Now()
	return r, database.Insert(tx, &r, "Somebody published these minutes at the same moment.")
}

// FindRecord returns what was published last of a meeting.
func FindRecord(q database.Query, agendaID string) (Record, error) {
	return database.One[Record](q.Where(map[string]any{"agenda_id": agendaID}).Order("version DESC"), "minutes")
}

// Surroundings are what is around a meeting.
type Surroundings struct {
	TimeZone string // of its process
	Recorded bool   // its minutes were published
}

// FindSurroundings returns what is around a meeting, at once.
func FindSurroundings(q database.Query, a Agenda) (Surroundings, error) {
	return database.One[Surroundings](q.Model(&Process{}).Where(map[string]any{"id": a.ProcessID}).
		Select("time_zone, EXISTS (SELECT 1 FROM records WHERE agenda_id = ?) AS recorded", a.ID), "process")
}

// TellRecord notes that members are written to about a version, and returns
// whether this is the first time.
func TellRecord(tx *database.Tx, agendaID string, version int) (bool, error) {
	scope := tx.Model(&Record{}).Where(map[string]any{"agenda_id": agendaID, "version": version, "told": false})
	n, err := database.Change(scope, map[string]any{"told": true})
	return n > 0, err
}
