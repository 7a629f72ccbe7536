package models

import (
	"time"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// The texts that a process holds in common.
const (
	TargetPurpose   = "purpose"
	TargetAgreement = "agreement"
)

// A CommonText is one version of a text that a process holds in common. Versions
// are kept.
type CommonText struct {
	ProcessID   string `gorm:"primaryKey"`
	Target      string `gorm:"primaryKey"`
	Version     int    `gorm:"primaryKey;autoIncrement:false"`
	Text        string
	Reason      string // why it was written; may be empty
	MemberID    string // who wrote it, or accepted what was proposed
	AuthorID    string // who proposed it; empty if it was written directly
	AmendmentID string // likewise
	Edited      bool   // it was accepted in other words than it was proposed
	ChangedAt   time.Time
}

// FindPurpose returns the present version of the common purpose.
func FindPurpose(q database.Query, processID string) (CommonText, error) {
	return database.One[CommonText](present(q, processID, TargetPurpose), "purpose")
}

// FindCommonText returns the present version of a text, or version 0 with no words
// if nobody has written it yet.
func FindCommonText(q database.Query, processID, target string) (CommonText, error) {
	text, err := database.One[CommonText](present(q, processID, target), target)
	if fault.KindOf(err) == fault.NotFound {
		return CommonText{ProcessID: processID, Target: target}, nil
	}
	return text, err
}

func present(q database.Query, processID, target string) *gorm.DB {
	return q.Where(map[string]any{"process_id": processID, "target": target}).Order("version DESC")
}

// FindCommonTexts returns the present version of each text of a process, by its
// target.
func FindCommonTexts(q database.Query, processID string) (map[string]CommonText, error) {
	latest := q.Model(&CommonText{}).Select("target, max(version)").Where(map[string]any{"process_id": processID}).Group("target")
	rows, err := database.Many[CommonText](
		q.Where(map[string]any{"process_id": processID}).Where("(target, version) IN (?)", latest).Order("target, version"), "texts")
	byTarget := make(map[string]CommonText, len(rows))
	for _, row := range rows {
		byTarget[row.Target] = row
	}
	return byTarget, err
}

// ListCommonTexts returns a page of the versions of a text, the latest first: those
// before a version, or from the present one on if it is 0. More says that there
// are still older ones.
func ListCommonTexts(q database.Query, processID, target string, before, limit int) (rows []CommonText, more bool, err error) {
	scope := present(q, processID, target)
	if before > 0 {
		scope = scope.Where("version < ?", before)
	}
	rows, err = database.Many[CommonText](scope.Limit(limit+1), "versions")
	if len(rows) > limit {
		return rows[:limit], true, err
	}
	return rows, false, err
}

// AddCommonText stores the version after previous. It returns Conflict if somebody
// else wrote that version meanwhile.
func AddCommonText(tx *database.Tx, t CommonText, previous int) (CommonText, error) {
	t.Version, t.ChangedAt = previous+1, tx.Now()
	return t, database.Insert(tx, &t,
		"Somebody changed this text while you wrote. Yours is still in the form; read theirs and send yours again.")
}

// FindTextVersions returns those versions of a text that are named, by their
// number.
func FindTextVersions(q database.Query, processID, target string, versions ...int) (map[int]CommonText, error) {
	rows, err := database.Many[CommonText](
		q.Where(map[string]any{"process_id": processID, "target": target}).Where("version IN ?", versions), "versions")
	byVersion := make(map[int]CommonText, len(rows))
	for _, row := range rows {
		byVersion[row.Version] = row
	}
	return byVersion, err
}
