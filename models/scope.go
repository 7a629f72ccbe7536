package models

import (
	"github.com/folkmoot/folkmoot/internal/database"
)

// A Scoped record belongs to a process.
type Scoped interface {
	Proposal | Round | Agenda
}

// ScopeOf returns the process to which the record with an id belongs, and
// nothing else of it: whoever asks must be let into that process before a finder
// is called.
func ScopeOf[T Scoped](q database.Query, what, id string) (processID string, err error) {
	var record T
	type scope struct{ ProcessID string }
	row, err := database.One[scope](q.Model(&record).Select("process_id").Where("id = ?", id), what)
	return row.ProcessID, err
}
