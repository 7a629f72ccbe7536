package models

import (
	"time"

	"github.com/folkmoot/folkmoot/internal/database"
)

// An Acceptance says that a member accepted one version of the working agreement.
type Acceptance struct {
	ProcessID  string `gorm:"primaryKey"`
	Version    int    `gorm:"primaryKey;autoIncrement:false"`
	MemberID   string `gorm:"primaryKey"`
	AcceptedAt time.Time
}

// Accept stores an acceptance. Accepting again is harmless.
func Accept(tx *database.Tx, a Acceptance) error {
	a.AcceptedAt = tx.Now()
	return database.Put(tx, &a, "You have accepted this version already.")
}

// TakeAcceptanceBack forgets that a member accepted a version. Doing it again is
// harmless.
func TakeAcceptanceBack(tx *database.Tx, a Acceptance) error {
	return tx.Where(map[string]any{"process_id": a.ProcessID, "version": a.Version, "member_id": a.MemberID}).
		Delete(&Acceptance{}).Error
}

// ListAcceptances returns who accepted a version, in the order in which they joined.
func ListAcceptances(q database.Query, processID string, version int) ([]Acceptance, error) {
	return database.Many[Acceptance](
		q.Where(map[string]any{"process_id": processID, "version": version}).Order("member_id"), "acceptances")
}

// CountAcceptances counts who accepted each version of the working agreement.
func CountAcceptances(q database.Query, processID string) (map[int]int, error) {
	type count struct{ Version, Members int }
	rows, err := database.Many[count](q.Model(&Acceptance{}).Select("version, count(*) AS members").
		Where(map[string]any{"process_id": processID}).Group("version"), "acceptances")
	counts := make(map[int]int, len(rows))
	for _, row := range rows {
		counts[row.Version] = row.Members
	}
	return counts, err
}

// HasAcceptedAny tells whether a member accepted some version.
func HasAcceptedAny(q database.Query, processID, memberID string) (bool, error) {
	n, err := database.Count[Acceptance](q.Where(map[string]any{"process_id": processID, "member_id": memberID}), "acceptances")
	return n > 0, err
}
