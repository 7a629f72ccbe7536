package models

import (
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Speaker is somebody who asked for the floor at a meeting, once for each time.
type Speaker struct {
	ID       string `gorm:"primaryKey"`
	AgendaID string
	SlotID   string // what they speak to
	MemberID string // empty for somebody without an account
	Name     string
	Side     string // for whom they speak, in their words; may be empty
	BeganAt  *time.Time
	EndedAt  *time.Time
}

// Waits tells whether they have not spoken yet.
func (s Speaker) Waits() bool { return s.BeganAt == nil }

// Speaks tells whether they have the floor.
func (s Speaker) Speaks() bool { return s.BeganAt != nil && s.EndedAt == nil }

// AskToSpeak puts somebody on the list. It returns Conflict if a member waits
// already.
func AskToSpeak(tx *database.Tx, s Speaker) (Speaker, error) {
	s.ID = NewID()
	return s, database.Insert(tx, &s, "You are on the list already.")
}

// FindSpeaker returns somebody on the list of a meeting.
func FindSpeaker(q database.Query, agendaID, id string) (Speaker, error) {
	return database.One[Speaker](q.Where(map[string]any{"agenda_id": agendaID, "id": id}), "speaker")
}

// ListSpeakers returns all who asked for the floor, in the order in which they
// did.
func ListSpeakers(q database.Query, agendaID string) ([]Speaker, error) {
	return database.Many[Speaker](q.Where(map[string]any{"agenda_id": agendaID}).Order("id"), "speakers")
}

// GiveFloor ends whoever speaks, and lets somebody else begin; nobody if id is
// empty.
func GiveFloor(tx *database.Tx, agendaID, id string) error {
	speaking := tx.Model(&Speaker{}).Where(map[string]any{"agenda_id": agendaID, "ended_at": nil}).Where("began_at IS NOT NULL")
	if _, err := database.Change(speaking, map[string]any{"ended_at": tx.Now()}); err != nil || id == "" {
		return err
	}
	n, err := database.Change(tx.Model(&Speaker{}).Where(map[string]any{"agenda_id": agendaID, "id": id, "began_at": nil}),
		map[string]any{"began_at": tx.Now()})
	if err == nil && n == 0 {
		return fault.Gone("speaker")
	}
	return err
}

// RemoveSpeaker takes somebody off the list who has not spoken yet.
func RemoveSpeaker(tx *database.Tx, agendaID, id string) error {
	gone := tx.Where(map[string]any{"agenda_id": agendaID, "id": id, "began_at": nil}).Delete(&Speaker{})
	if gone.Error == nil && gone.RowsAffected == 0 {
		return fault.Gone("speaker")
	}
	return gone.Error
}
