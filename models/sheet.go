package models

import (
	"github.com/folkmoot/folkmoot/internal/database"
)

// A Sheet is a ballot on paper as somebody typed it in. Each is typed in twice.
type Sheet struct {
	RoundID  string `gorm:"primaryKey"`
	Serial   string `gorm:"primaryKey"`
	Entry    int    `gorm:"primaryKey;autoIncrement:false"` // 1 or 2
	Choices  string
	MemberID string // who typed it in
}

// ListSheets returns all entries of sheets of a round by their serial numbers.
func ListSheets(q database.Query, roundID string) ([]Sheet, error) {
	return database.Many[Sheet](q.Where(map[string]any{"round_id": roundID}).Order("serial, entry"), "sheets")
}
